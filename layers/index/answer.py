"""The index of a level and year by a recipe: what page, map, command and exports all show."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.index.classes import DYNAMICS_SIGNS
from analysis.index.composite import FEW_AREAS, Composite, composite
from analysis.index.recipe import Recipe, RecipeError, context_ingredients, excluded_quarters, unknown_exclusions
from analysis.index.stability import Stability, stability
from layers.columns import Numbers
from layers.index.ingredients import Ingredients, ingredients
from layers.index.recipes import asked_recipe
from layers.remembered import remembered
from loading.atlas import Atlas, Indicator, LevelName
from loading.reasons import Reason

FEWEST_AREAS: Final = 2
_REASONS: Final[Mapping[str, Reason]] = {
    "": Reason.VALUE,
    "excluded": Reason.EXCLUDED,
    "too_small": Reason.TOO_SMALL,
    "residents_unknown": Reason.NOT_DELIVERED,
    "no_logarithm": Reason.NOT_DELIVERED,
}


@dataclass(frozen=True, eq=False)
class IndexAnswer:
    """An index of one level and year; arrays have one entry per area, in the order of ``ids``.

    Attributes
    ----------
    level : {"quarter", "district", "city"}
    year : int
    token : str
        What was asked, see :func:`layers.index.recipes.asked_recipe`.
    asked : Recipe
    ids, names : tuple of str
    refusal : str
        Empty, or why there is no index: the code of a RecipeError, "no_numbers" (an ingredient has none near the
        year) or "no_areas" (fewer than two take part). ``found`` and ``composite`` may then be None.
    refused : mapping of str to object
        What the words of the refusal are filled with.
    found : Ingredients or None
        With ``found.recipe``, the recipe without the ingredients that the data do not hold.
    composite : Composite or None
        By ``found.recipe``; the places of its ingredients are those of ``indicators``.
    indicators : tuple of Indicator
        Declarations of the ingredients that were used.
    reason, dynamics_reason : uint8 arrays
        ``Reason.VALUE`` where there is an index, or dynamics; see ``loading.reasons.Reason``. No blank has a number
        here, those that are too small to judge neither.
    warnings : mapping of str to mapping
        Code and what its words are filled with; ids stand under "indicators" or "quarters". Those of the Composite,
        and "context" (an ingredient carries no judgement), "left_out" (the data do not hold it), "other_years",
        "counts" (large areas have more of everything), "no_earlier" (no dynamics), "delivered_changes" (dynamics from
        changes that the source delivered), "unknown_exclusions".
    """

    level: LevelName
    year: int
    token: str
    asked: Recipe
    ids: tuple[str, ...]
    names: tuple[str, ...]
    refusal: str = ""
    refused: Mapping[str, Any] = field(default_factory=dict)
    found: Ingredients | None = None
    composite: Composite | None = None
    indicators: tuple[Indicator, ...] = ()
    reason: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, dtype=np.uint8))
    dynamics_reason: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, dtype=np.uint8))
    warnings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reason.setflags(write=False)
        self.dynamics_reason.setflags(write=False)

    @property
    def recipe(self) -> Recipe:
        """The recipe the index was made by; where it was refused, the one that was asked."""
        return self.found.recipe if self.found else self.asked

    @property
    def has_dynamics(self) -> bool:
        """Whether any area has dynamics."""
        return self.composite is not None and bool(self.composite.dynamics.any())

    @property
    def index(self) -> Numbers:
        """The index; NaN where an area takes no part, and everywhere where it was refused."""
        return np.full(len(self.ids), np.nan) if self.composite is None or self.refusal else self.composite.index

    @property
    def dynamics_index(self) -> Numbers:
        """The index of the changes; NaN without."""
        if self.composite is None or self.refusal:
            return np.full(len(self.ids), np.nan)
        return self.composite.dynamics_index

    def lacking(self, area: int) -> tuple[str, ...]:
        """Name the ingredients without which the area at this position has no index."""
        if self.composite is None or self.found is None or self.composite.reason[area] != "missing_ingredient":
            return ()
        blank = ~np.isfinite(self.found.columns[area])
        parts = zip(self.recipe.ingredients, blank, strict=True)
        return tuple(one.indicator for one, is_blank in parts if is_blank and one.weight > 0)

    def area(self, area: int) -> dict[str, Any]:
        """Tell everything about the area at this position, in plain values.

        Raises
        ------
        ValueError
            If the index was refused.
        """
        made = self.composite
        if made is None:
            raise ValueError(f"no index was made: {self.refusal}")
        return {
            "quarter_id": self.ids[area],
            "name": self.names[area],
            "index": float(made.index[area]),
            "status": int(made.status[area]) or None,
            "dynamics": DYNAMICS_SIGNS[made.dynamics[area]] or None,
            "dynamics_index": float(self.dynamics_index[area]),
            "matrix": made.matrix[area] or None,
            "attention": bool(made.attention[area]),
            "near_limit": bool(made.near_limit[area]),
            "near_dynamics_limit": bool(made.near_dynamics_limit[area]),
            "rank": int(made.rank[area]) if np.isfinite(made.rank[area]) else None,
            "contributions": {
                one.indicator: float(made.contributions[area, at]) for at, one in enumerate(self.recipe.ingredients)
            },
            "z": {one.indicator: float(made.z[area, at]) for at, one in enumerate(self.recipe.ingredients)},
            "reason": made.reason[area] or None,
            "lacking": list(self.lacking(area)),
        }


@remembered(64)
def index_answer(atlas: Atlas, level: LevelName, year: int, token: str) -> IndexAnswer:
    """Compute an index.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    year : int
    token : str
        A recipe, see :func:`layers.index.recipes.asked_recipe`.

    Returns
    -------
    IndexAnswer

    Raises
    ------
    RecipeError
        If the token is no recipe. A recipe that this level and year cannot satisfy gives a refusal instead.
    KeyError
        If the Atlas has no such level or year.
    """
    recipe, areas = asked_recipe(atlas, token), atlas.levels[level]
    atlas.year_position(year)

    def told(**said: Any) -> IndexAnswer:
        return IndexAnswer(level, year, token, recipe, areas.ids, areas.names, **said)

    try:
        found = ingredients(atlas, level, year, recipe)
    except RecipeError as error:
        return told(refusal=error.code, refused=error.values)
    indicators = tuple(atlas.indicators[atlas.indicator_position(one.indicator)] for one in found.recipe.ingredients)
    kept: dict[str, Any] = {"found": found, "indicators": indicators}
    try:
        made = composite(
            found.columns,
            found.recipe,
            found.residents,
            found.earlier,
            excluded_quarters(found.recipe, areas.ids),
            shrunken=found.recipe.shrinkage,
        )
    except RecipeError as error:
        return told(refusal=error.code, refused=error.values, **kept)
    except ValueError:  # nobody lives anywhere, and the classes are to hold as many residents each
        return told(refusal="residents_needed", refused={"field": "class_limits", "found": "residents"}, **kept)
    reason = _reasons(made, found)
    kept |= {"composite": made, "reason": reason, "dynamics_reason": _dynamics_reasons(made, found, reason)}
    if made.n < FEWEST_AREAS:
        return told(refusal="no_areas", refused={"n": made.n, "areas": len(areas), "fewest": FEWEST_AREAS}, **kept)
    answer = told(**kept)
    return replace(answer, warnings=_warnings(made, found, answer))


@remembered(32)
def index_stability(atlas: Atlas, level: LevelName, year: int, token: str, k: int = 0) -> Stability | None:
    """Ask how far the ranks of an index depend on its weights and its way of standardising.

    Parameters and errors as in :func:`index_answer`.

    Parameters
    ----------
    k : int
        How many of the first; 0 for a tenth of the areas.

    Returns
    -------
    Stability or None
        None where the index is refused.
    """
    answer = index_answer(atlas, level, year, token)
    if answer.refusal or answer.found is None:
        return None
    found = answer.found
    return stability(
        found.columns,
        found.recipe,
        found.residents,
        excluded_quarters(found.recipe, answer.ids),
        shrunken=found.recipe.shrinkage,
        k=k or None,
    )


@remembered(32)
def latest_year(atlas: Atlas, level: LevelName, token: str) -> int:
    """Give the latest year for which there is an index and an ingredient has numbers of its own; else the last one.

    Errors as in :func:`index_answer`.
    """
    for year in reversed(atlas.years):
        answer = index_answer(atlas, level, year, token)
        if not answer.refusal and answer.found and year in answer.found.years:
            return year
    return atlas.years[-1]


def _reasons(made: Composite, found: Ingredients) -> NDArray[np.uint8]:
    """Give the reason of every area; of a missing ingredient its own."""
    own = _first_blank(found.columns, found.reason, found.recipe)
    return np.array(
        [_REASONS.get(why, blank) for why, blank in zip(made.reason, own.tolist(), strict=True)], dtype=np.uint8
    )


def _dynamics_reasons(made: Composite, found: Ingredients, reason: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give the reason of every area without dynamics: that of its index, else that of the earlier numbers."""
    if found.earlier is None:
        return np.where(reason == Reason.VALUE, Reason.NOT_DELIVERED, reason).astype(np.uint8)
    before = _first_blank(found.earlier, found.earlier_reason, found.recipe)
    blank = np.where(reason == Reason.VALUE, before, reason)
    return np.where(made.dynamics > 0, Reason.VALUE, blank).astype(np.uint8)


def _first_blank(columns: Numbers, reasons: NDArray[np.uint8], recipe: Recipe) -> NDArray[np.uint8]:
    """Give of every area the reason of its first blank ingredient that weighs; of areas without one any."""
    weighs = np.array([one.weight > 0 for one in recipe.ingredients], dtype=bool)
    first = (~np.isfinite(columns) & weighs).argmax(axis=1)
    return np.asarray(reasons[np.arange(len(columns)), first])


def _warnings(made: Composite, found: Ingredients, answer: IndexAnswer) -> dict[str, dict[str, Any]]:
    """Collect what has to be said beside the index; what is empty is not said."""
    directions = {one.id: one.direction for one in answer.indicators}
    used = [one for one in zip(found.recipe.ingredients, found.years, strict=True) if one[0].weight > 0]
    wanted = found.recipe.dynamics_years and found.earlier is None
    unknown = unknown_exclusions(found.recipe, answer.ids) if answer.level == "quarter" else ()
    cases: dict[str, tuple[str, ...]] = {
        "context": tuple(one for one in context_ingredients(found.recipe, directions)),
        "left_out": found.missing,
        "other_years": tuple(one.indicator for one, year in used if year not in (answer.year, 0)),
        "counts": tuple(one.id for one in answer.indicators if one.kind == "count"),
        "no_earlier": tuple(
            one.indicator
            for one, year in zip(found.recipe.ingredients, found.earlier_years, strict=True)
            if wanted and year is None and one.weight > 0
        ),
    }
    said: dict[str, Any] = {"n": made.n, "few": FEW_AREAS, "year": answer.year, "years": found.recipe.dynamics_years}
    told = dict.fromkeys(made.warnings, said)
    told |= {code: {**said, "indicators": ids} for code, ids in cases.items() if ids}
    told |= {"delivered_changes": said} if found.delivered_changes else {}
    return told | ({"unknown_exclusions": {**said, "quarters": unknown}} if unknown else {})
