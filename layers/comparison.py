"""What the map shows for a View: the indicator alone, its differences, two indicators at once, or categories."""

from layers.bivariate import Bivariate, BivariateRefusal, bivariate, bivariate_refusal
from layers.categories import Categories, categories, categories_refusal
from layers.choropleth import Choropleth, choropleth
from layers.difference import DifferenceRefusal, difference, difference_refusal
from layers.view import View
from loading.atlas import Atlas


def refusal(atlas: Atlas, view: View) -> DifferenceRefusal | BivariateRefusal:
    """Say why a comparison that was asked for is not shown; empty where it is, or where none was asked for.

    Categories say by themselves why they are not shown, see ``layers.categories.categories_refusal``.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or indicators.
    """
    return bivariate_refusal(atlas, view) or difference_refusal(atlas, view)


def shown(atlas: Atlas, view: View) -> Choropleth | Bivariate | Categories:
    """Answer a View with what its map shows.

    Parameters
    ----------
    atlas : Atlas
    view : View

    Returns
    -------
    Choropleth, Bivariate or Categories
        A comparison that is refused gives the indicator alone, and so do the other parts of the page:
        :func:`layers.choropleth.choropleth` always speaks about the indicator itself.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    if view.show:
        refused = categories_refusal(atlas, view)
        return choropleth(atlas, view) if refused else categories(atlas, view)
    if refusal(atlas, view) or not (view.bivariate or view.against):
        return choropleth(atlas, view)
    return bivariate(atlas, view) if view.bivariate else difference(atlas, view)
