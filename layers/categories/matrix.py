"""Status and dynamics of an index: twelve cells as in Berlin's monitoring, or the classes of status alone."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.index.composite import Composite
from analysis.index.recipe import RecipeError
from layers.categories.sorted_areas import Sorted
from layers.columns import Numbers
from layers.index.answer import IndexAnswer, index_answer
from layers.index.in_words import recipe_title
from layers.palettes import sequential
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason

DYNAMICS: Final = ("positive", "stable", "negative")
#: Row after row, status high to very low: the lower, the darker; blue falling, grey stable, plum rising. Any two differ
#: by at least 15 in CIELAB, also for people without red, green or blue cones.
MATRIX_COLOURS: Final = (
    *("#c0cbfc", "#f6f0e8", "#e6c3da"),
    *("#22aeed", "#a39e9a", "#c07fb7"),
    *("#296fb6", "#726c69", "#825081"),
    *("#283e7e", "#393933", "#502751"),
)
MATRIX_NAMES: Final = tuple(f"status_{row}_{column}" for row in range(1, 5) for column in DYNAMICS)
_CLASSES: Final[Mapping[str, tuple[str, int]]] = {
    "mss": ("status", 4),
    "quintiles": ("quintile", 5),
    "deciles": ("decile", 10),
}
_PALETTE: Final = "purples"


def matrix(atlas: Atlas, view: View) -> Sorted:
    """Sort the areas by status and dynamics of an index.

    Parameters
    ----------
    atlas : Atlas
    view : View
        ``how`` is the recipe, see :func:`layers.index.recipes.asked_recipe`; where it is empty, that of the indicator
        on the map if it is an index, else the usual one of the city.

    Returns
    -------
    Sorted
        Twelve cells where the recipe has classes of the MSS and dynamics are known; else the classes of status,
        quintiles or deciles. No area has a category where there is no index or it has no classes. ``beside``: "index",
        "rank" unless the project is public, and where there are dynamics "dynamics"; "attention" and "near_limit" are
        marks.
        ``figures``: "recipe" (its title), "n", "attention" (areas), "attention_residents", "near".

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or year.
    """
    try:
        answer = index_answer(atlas, view.level, view.year, recipe_asked(view))
    except RecipeError:
        return _nothing(len(atlas.levels[view.level]))
    made = answer.composite
    if answer.refusal or made is None or answer.recipe.classes == "none":
        return _nothing(len(answer.ids))
    names: tuple[str, ...]
    colours: tuple[str, ...]
    if any(made.matrix):
        names, colours = MATRIX_NAMES, MATRIX_COLOURS
        category = np.where((made.status > 0) & (made.dynamics > 0), 3 * (made.status - 1) + made.dynamics - 1, -1)
        reason = answer.dynamics_reason
    else:
        stem, k = _CLASSES[answer.recipe.classes]
        names, colours = tuple(f"{stem}_{one}" for one in range(1, k + 1)), sequential(_PALETTE, k)
        category, reason = made.status.astype(np.intp) - 1, answer.reason
    return Sorted(
        names=names,
        colours=colours,
        category=category.astype(np.intp),
        reason=np.where(category >= 0, Reason.VALUE, reason).astype(np.uint8),
        beside=_beside(answer, made, ranks=atlas.protection is None),
        figures=_figures(answer, made),
        notes=_notes(answer, made),
    )


def recipe_asked(view: View) -> str:
    """Give the recipe that a View means."""
    kind, _, argument = view.indicator.partition(":")
    return view.how or (argument if kind in ("index", "dynamics") else "")


def _nothing(n: int) -> Sorted:
    nowhere, reason = np.full(n, -1, dtype=np.intp), np.full(n, Reason.NOT_DELIVERED, dtype=np.uint8)
    return Sorted((), (), nowhere, reason)


def _beside(answer: IndexAnswer, made: Composite, *, ranks: bool) -> dict[str, Numbers | NDArray[np.bool_]]:
    with_dynamics = {"dynamics": made.dynamics_index.copy()} if answer.has_dynamics else {}
    marks = {"attention": made.attention.copy()} if answer.recipe.classes == "mss" else {}
    near = made.near_limit | made.near_dynamics_limit
    rank = {"rank": made.rank.copy()} if ranks else {}
    return {"index": made.index.copy(), **rank, **with_dynamics, **marks, "near_limit": near}


def _figures(answer: IndexAnswer, made: Composite) -> dict[str, float | str | Mapping[str, str]]:
    living = answer.found.residents[made.attention] if answer.found else np.empty(0)
    return {
        "recipe": recipe_title(answer.asked),
        "n": made.n,
        "attention": int(made.attention.sum()),
        "attention_residents": int(np.nansum(living)),
        "near": int((made.near_limit | made.near_dynamics_limit).sum()),
    }


def _notes(answer: IndexAnswer, made: Composite) -> tuple[str, ...]:
    cases = {
        "attention": bool(made.attention.any()),
        "near_limit": bool((made.near_limit | made.near_dynamics_limit).any()),
        "no_dynamics": bool(answer.recipe.dynamics_years) and not answer.has_dynamics,
        "few_areas": "few_areas" in answer.warnings,
        "context": "context" in answer.warnings,
        "left_out": "left_out" in answer.warnings,
    }
    return tuple(name for name, applies in cases.items() if applies)
