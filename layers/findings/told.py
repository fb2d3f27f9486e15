"""A view's findings in words, each with what it rests on, the quarters it is about and the view that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from layers.findings.reading import judged_areas, statements
from layers.findings.target import target
from layers.findings.wording import least_of, method, wording
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas


@dataclass(frozen=True)
class Told:
    """One finding.

    Attributes
    ----------
    code : str
        What kind of finding it is, the same in every language.
    text, method : str
        One or two sentences; how they came about, and what is assumed.
    figures : mapping of str to number or str
        What it rests on: "level", "year", "judged" (areas whose value can be judged) and those of the statement.
    at_least : tuple of str
        Which of the figures are the least they can be, because counts behind them are suppressed.
    quarters : tuple of str
        Ids of the areas it is about.
    weight : int
        Importance.
    view : mapping of str to str
        What has to change in the address, see :func:`layers.findings.target.target`.
    """

    code: str
    text: str
    method: str
    figures: Mapping[str, float | str]
    quarters: tuple[str, ...]
    weight: int
    view: Mapping[str, str]
    at_least: tuple[str, ...] = ()


def told(words: Words, atlas: Atlas, view: View) -> tuple[Told, ...]:
    """Give the findings of a view, the most important first.

    Parameters
    ----------
    words : Words
    atlas : Atlas
    view : View

    Returns
    -------
    tuple of Told
        At most seven.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicators or year.
    """
    ids, judged = atlas.levels[view.level].ids, judged_areas(atlas, view)
    return tuple(
        Told(
            code=statement.code.removeprefix("findings."),
            text=wording(words, atlas, view, statement),
            method=method(words, atlas, view, statement),
            figures={"level": view.level, "year": view.year, "judged": judged, **statement.values},
            quarters=tuple(ids[quarter] for quarter in statement.quarters),
            weight=statement.weight,
            view=target(view, statement),
            at_least=least_of(atlas, view, statement),
        )
        for statement in statements(atlas, view)
    )
