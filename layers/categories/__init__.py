"""Maps of categories: areas sorted by a test, a matrix or their type instead of by classes of a value.

A kind is one module here that turns a View into ``Sorted`` areas, one line in ``KINDS``, its wording under
``categories.<kind>`` and its value of ``View.show``. Column, legend, selection, hover card and exports are the same for
all kinds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, urlencode

import numpy as np

from layers.categories.clear import clear
from layers.categories.clusters import clusters
from layers.categories.matrix import matrix
from layers.categories.sorted_areas import Sorted
from layers.categories.types import types
from layers.choropleth import Choropleth, choropleth
from layers.columns import column, content_hash
from layers.container import container
from layers.difference import blanks_of, plain_view
from layers.remembered import remembered
from layers.totals import Living, living_in
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason

KINDS: Final[Mapping[str, Callable[[Atlas, View], Sorted]]] = {
    "clear": clear,
    "clusters": clusters,
    "matrix": matrix,
    "types": types,
}


@dataclass(frozen=True, eq=False)
class Categories:
    """What a map of categories and its legend draw.

    Attributes
    ----------
    plain : Choropleth
        The answer about the indicator alone; it carries the question.
    areas : Sorted
    living : Living
        People who live in each category's areas.
    blanks : mapping of str to int
        Areas without a category by label of the reason.
    column_url : str
    """

    plain: Choropleth
    areas: Sorted
    living: Living
    blanks: Mapping[str, int]
    column_url: str

    @property
    def residents(self) -> tuple[float, ...]:
        """People who live in each category's areas, as far as known."""
        return self.living.residents

    @property
    def population(self) -> float:
        """People who live in all areas, those without a category too: what shares of residents are shares of."""
        return self.living.population

    @property
    def view(self) -> View:
        """The question this is the answer to."""
        return self.plain.view

    def to_json(self) -> dict[str, Any]:
        """Give plain values for the browser: those of the indicator, and what is different here."""
        return {
            **self.plain.to_json(),
            "kind": "categories",
            "upper_bounds": list(range(len(self.areas.names))),
            "limits": [],
            "colours": list(self.areas.colours),
            "counts": list(self.areas.counts),
            "blanks": dict(self.blanks),
            "note": "",
            "circles": None,
            "column_url": self.column_url,
        }


def categories_refusal(atlas: Atlas, view: View) -> str:
    """Say why areas cannot be sorted as asked: a key of the wording under ``categories.refused``; empty where they can.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    if not view.show:
        return ""
    if view.show not in KINDS:
        return "unknown"
    areas = sorted_areas(atlas, view)
    return "" if (areas.category >= 0).any() else f"{view.show}_{areas.refused or 'without_areas'}"


@remembered(64)
def _sorted_areas(atlas: Atlas, view: View) -> Sorted:
    return KINDS[view.show](atlas, view)


def sorted_areas(atlas: Atlas, view: View) -> Sorted:
    """Sort the areas of a View's level as its ``show`` says.

    Raises
    ------
    KeyError
        If the kind is unknown, or the Atlas lacks the View's level, indicator or year.
    """
    return _sorted_areas(atlas, _asked(view))


@remembered(64)
def categories(atlas: Atlas, view: View) -> Categories:
    """Answer a View that asks for categories.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Not refused, see :func:`categories_refusal`.

    Returns
    -------
    Categories

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    areas = sorted_areas(atlas, view)
    living = living_in(atlas, view.level, view.indicator, view.year, areas.category, len(areas.names))
    return Categories(
        plain=replace(choropleth(atlas, plain_view(view)), view=view),
        areas=areas,
        living=living,
        blanks=blanks_of(areas.reason),
        column_url=categories_url(atlas, view),
    )


@remembered(64)
def _bytes(atlas: Atlas, view: View) -> bytes:
    areas = sorted_areas(atlas, view)
    plain = column(atlas, view.level, view.indicator, view.year)
    header = {
        "level": view.level,
        "indicator": view.indicator,
        "year": view.year,
        "show": view.show,
        "decimals": plain.decimals,
        "change_since": plain.change_since,
        "reasons": [reason.label for reason in Reason],
        "beside": list(areas.beside),
    }
    sections = {
        "value": np.where(areas.category >= 0, areas.category, np.nan).astype("<f4"),
        "reason": areas.reason,
        "plain_value": plain.value.astype("<f4"),
        "plain_reason": plain.reason,
        **{f"beside_{name}": numbers.astype("<f4") for name, numbers in areas.beside.items()},
    }
    return container(header, sections)


def categories_bytes(atlas: Atlas, view: View) -> bytes:
    """Write the categories as a column that also holds the indicator's own numbers.

    Returns
    -------
    bytes
        A container, see ``layers.columns.column_bytes``: "value" is the position of the category; "plain_value" and
        "plain_reason" are the indicator's; "beside_<name>" what ``Sorted.beside`` holds.

    Raises
    ------
    KeyError
        As :func:`sorted_areas`.
    """
    return _bytes(atlas, _asked(view))


def categories_url(atlas: Atlas, view: View) -> str:
    """Give the address of the column; it changes with the content, so that browsers may keep it for ever.

    Raises
    ------
    KeyError
        As :func:`sorted_areas`.
    """
    parts = (atlas.project, view.level, view.indicator, f"{view.year}-as-{view.show}")
    path = "/".join(quote(part, safe="") for part in parts)
    asked = {"how": view.how, "x": view.second, "v": content_hash(categories_bytes(atlas, view))}
    return f"/data/{path}.column?{urlencode({name: said for name, said in asked.items() if said})}"


def _asked(view: View) -> View:
    """Leave out what does not change the categories: colours and classes of the indicator alone."""
    return View(
        project=view.project,
        level=view.level,
        indicator=view.indicator,
        year=view.year,
        second=view.second,
        show=view.show,
        how=view.how,
    )
