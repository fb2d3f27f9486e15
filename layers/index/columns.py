"""What the browser needs to weigh an index anew by itself, exactly as the server would."""

from typing import Any, Final
from urllib.parse import quote

import msgspec
import numpy as np

from analysis.index.classes import DYNAMICS_LIMITS, NEAR, STATUS_LIMITS
from analysis.index.composite import FEW_AREAS, Composite, composite
from analysis.index.eligibility import transformed
from analysis.index.procedure import LEAST_PART, takes_distances
from analysis.index.recipe import Recipe, dimensions, excluded_quarters
from analysis.index.standardisation import minmax, standardised
from layers.columns import Numbers, content_hash
from layers.container import container
from layers.index.answer import IndexAnswer, index_answer
from layers.index.ingredients import Ingredients
from layers.index.recipes import token_of
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason

_BY_COMPONENTS: Final = "principal_component_per_dimension"
#: Single precision tells numbers apart that are equal: what lies nearer than this part of the spread counts as equal.
SAME: Final = 1e-6
_KEPT_OUT: Final = ("excluded", "too_small", "residents_unknown")


@remembered(16)
def index_columns_bytes(atlas: Atlas, level: LevelName, year: int, token: str) -> bytes:
    """Write the ingredients of an index, standardised, so that other weights need no request.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    token : str

    Returns
    -------
    bytes
        A container (``layers.container``). n areas in the order of the header's ``ids``, m ingredients in the order
        of its ``ingredients``; matrices stand row by row, area after area. Sections:

        - "x", float32, n x m: transformed and directed, so that more is more disadvantage; NaN where an area lacks it.
        - "z", float32, n x m: "x" standardised among the areas that take part in the recipe as it stands; NaN for
          areas that do not.
        - "dynamics_x", "dynamics_z": the same of the changes; only where ``dynamics`` is true.
        - "open", uint8: 1 where an area is neither left out, nor too small, nor of unknown residents.
        - "takes_part", uint8: 1 where the area has an index by the recipe as it stands.
        - "reason", uint8: a position in the header's ``reasons``.
        - "residents", float32.
        - "terms", float32, n x q, and "unit", float32, n x m: only where ``weights_of`` is "dimensions"; the scores of
          the dimensions, and what every ingredient adds to the aggregate where its dimension weighs 1.

    Raises
    ------
    RecipeError
        If the token is no recipe.
    KeyError
        If the index is refused, or the Atlas has no such level or year.

    Notes
    -----
    An area takes part under weights w where it is open and has a finite "x" for every ingredient of weight above 0.
    While these areas are those of "takes_part", "z" stays as it is; otherwise "x" is standardised again among the new
    ones. Then ``aggregation`` (sum: ``Σ w z``; mean: ``Σ w z / Σ w``; geometric: ``exp(Σ w ln z / Σ w)``; dimensions:
    ``Σ w_d t_d`` with w_d the mean weight of the dimension's ingredients), equal where the difference is no more than
    ``same`` of their spread (ranks would tell rounding errors apart), ``second`` where it is not empty, and
    classes: from the index in standard deviations (``classes_from``) or by quantiles of the index. Dimensions whose
    ingredients are not the same as before need a request.
    """
    answer = index_answer(atlas, level, year, token)
    if answer.refusal or answer.composite is None or answer.found is None:
        raise KeyError(answer.refusal)
    made, found = answer.composite, answer.found
    sections = {
        **_matrices(found, transformed(found.columns, found.recipe), made.measured.index, ""),
        **_changes(made, found),
        "open": np.array([why not in _KEPT_OUT for why in made.reason], dtype=np.uint8),
        "takes_part": np.isfinite(made.index).astype(np.uint8),
        "reason": answer.reason,
        "residents": found.residents.astype(np.float32),
        **_components(answer, made, found),
    }
    return container(_header(atlas, answer, made, found), sections)


def index_columns_url(atlas: Atlas, level: LevelName, year: int, token: str) -> str:
    """Give the address of the ingredients; it changes with the content, so that browsers may keep it for ever.

    Raises
    ------
    RecipeError, KeyError
        As :func:`index_columns_bytes`.
    """
    path = "/".join(quote(part, safe="") for part in (atlas.project, level, token))
    return f"/data/{path}/{year}.index?v={content_hash(index_columns_bytes(atlas, level, year, token))}"


def _header(atlas: Atlas, answer: IndexAnswer, made: Composite, found: Ingredients) -> dict[str, Any]:
    recipe = found.recipe
    by_components = recipe.aggregation == _BY_COMPONENTS
    listed = zip(recipe.ingredients, found.years, found.earlier_years, answer.indicators, strict=True)
    return {
        "project": atlas.project,
        "level": answer.level,
        "year": answer.year,
        "token": token_of(answer.asked),
        "ids": list(answer.ids),
        "ingredients": [
            {
                **{name: getattr(one, name) for name in ("indicator", "weight", "direction", "transform", "dimension")},
                "short": dict(declared.short),
                "year": year,
                "earlier_year": earlier,
                "context": declared.direction == "context",
            }
            for one, year, earlier, declared in listed
        ],
        "missing": list(found.missing),
        "standardisation": recipe.standardisation,
        "least_part": LEAST_PART if recipe.aggregation == "geometric" and recipe.standardisation == "minmax" else 0,
        "aggregation": recipe.aggregation,
        "weights_of": "dimensions" if by_components else "parts",
        "dimensions": [list(members) for members in _groups(recipe)] if by_components else [],
        "second": ("minmax" if by_components else recipe.standardisation) if recipe.second_standardisation else "",
        "classes": recipe.classes,
        "class_limits": recipe.class_limits,
        "classes_from": "index" if recipe.second_standardisation and takes_distances(recipe) else "deviations",
        "limits": list(STATUS_LIMITS),
        "dynamics_limits": list(DYNAMICS_LIMITS),
        "near": NEAR,
        "same": SAME,
        "few_areas": FEW_AREAS,
        "minimum_residents": recipe.minimum_residents,
        "residents_year": found.residents_year,
        "dynamics": made.dynamics_measured is not None,
        "dynamics_years": recipe.dynamics_years,
        "delivered_changes": found.delivered_changes,
        "n": made.n,
        "warnings": list(answer.warnings),
        "reasons": [reason.label for reason in Reason],
    }


def _groups(recipe: Recipe) -> list[list[int]]:
    """Give the places of every dimension's ingredients that weigh; the order is that of the terms."""
    weighing = tuple(one for one in recipe.ingredients if one.weight > 0)
    places = [at for at, one in enumerate(recipe.ingredients) if one.weight > 0]
    small = msgspec.structs.replace(recipe, ingredients=weighing)
    return [[places[at] for at in members] for members in dimensions(small).values()]


def _matrices(found: Ingredients, ready: Numbers, index: Numbers, prefix: str) -> dict[str, np.ndarray]:
    """Give x and z; z of ingredients of weight 0 too, so that they can be given weight."""
    directions = np.array([one.direction for one in found.recipe.ingredients], dtype=np.float64)
    x = ready * directions
    taking = np.isfinite(index)
    among = np.where(taking[:, None], x, np.nan)
    people = found.residents if found.recipe.standardisation == "z_weighted" else None
    z = np.full(x.shape, np.nan)
    rows = np.flatnonzero(taking)
    z[rows] = _standardised(among[rows], found.recipe, None if people is None else people[rows])
    return {f"{prefix}x": x.astype(np.float32), f"{prefix}z": z.astype(np.float32)}


def _standardised(numbers: Numbers, recipe: Recipe, residents: Numbers | None) -> Numbers:
    if recipe.aggregation == "geometric" and recipe.standardisation == "minmax":
        return minmax(numbers, low=LEAST_PART)
    return standardised(numbers, recipe.standardisation, residents)


def _changes(made: Composite, found: Ingredients) -> dict[str, np.ndarray]:
    if made.dynamics_measured is None or found.earlier is None:
        return {}
    return _matrices(found, found.columns - found.earlier, made.dynamics_index, "dynamics_")


def _components(answer: IndexAnswer, made: Composite, found: Ingredients) -> dict[str, np.ndarray]:
    """Give the scores of the dimensions and what every ingredient adds to one of weight 1."""
    recipe = found.recipe
    if recipe.aggregation != _BY_COMPONENTS:
        return {}
    alike = tuple(msgspec.structs.replace(one, weight=float(one.weight > 0)) for one in recipe.ingredients)
    plain = msgspec.structs.replace(recipe, ingredients=alike, second_standardisation=False, classes="none")
    left_out = excluded_quarters(recipe, answer.ids)
    unit = composite(found.columns, plain, found.residents, None, left_out, shrunken=recipe.shrinkage)
    return {
        "terms": made.measured.terms.astype(np.float32),
        "unit": unit.contributions.astype(np.float32),
    }
