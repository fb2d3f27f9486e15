"""What the map of a View tells besides the classes of its indicator: categories, differences, two indicators at once.

Page and workbook that are saved show what the map shows. Each kind of map is one module here that puts its answer into
a ``ToldMap``.
"""

from layers.bivariate import Bivariate
from layers.categories import Categories
from layers.comparison import shown
from layers.told_map.of_bivariate import of_bivariate
from layers.told_map.of_categories import of_categories
from layers.told_map.of_difference import of_difference
from layers.told_map.told_map import Beside, ToldMap
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas

__all__ = ["Beside", "ToldMap", "kind_shown", "told_map"]


def kind_shown(atlas: Atlas, view: View) -> str:
    """Say what the map shows: "clear", "clusters", "matrix", "types", "difference" or "bivariate".

    Empty where it shows the indicator alone, because nothing else was asked for or what was asked is refused.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    if not (view.show or view.against or view.bivariate):
        return ""
    answer = shown(atlas, view)
    if isinstance(answer, Categories):
        return answer.view.show
    if isinstance(answer, Bivariate):
        return "bivariate"
    return "difference" if answer.kind == "difference" else ""


def told_map(atlas: Atlas, view: View, words: Words) -> ToldMap | None:
    """Put into words what the map of a View shows; None where it shows the indicator alone.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Of this Atlas.
    words : Words

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year, or a text is missing.
    """
    answer = shown(atlas, view)
    if isinstance(answer, Categories):
        return of_categories(atlas, answer, words)
    if isinstance(answer, Bivariate):
        return of_bivariate(atlas, answer, words)
    return of_difference(atlas, answer, words) if answer.kind == "difference" else None
