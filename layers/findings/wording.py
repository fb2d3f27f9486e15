"""Statements in words: the same for the page, the clipboard and the command."""

from collections.abc import Sequence
from typing import Any

from analysis.findings import Statement
from layers.amounts import amount, share_of
from layers.totals import Part, at_least, counts_of
from layers.view import View
from layers.words import Words, local
from loading.atlas import Atlas

LIVING = ("people", "households")  # of these alone is said that they live somewhere
_SHARES = ("residents_share", "group_share")
_LEAST = 0.1  # per cent: one decimal is written, and a few people are not nobody


def wording(words: Words, atlas: Atlas, view: View, statement: Statement) -> str:
    """Put a statement into words.

    Parameters
    ----------
    words : Words
    atlas : Atlas
    view : View
        The statement is about it.
    statement : Statement

    Returns
    -------
    str
        One or two sentences.

    Raises
    ------
    KeyError
        If a text is missing.
    """
    fields = _fields(words, atlas, view, statement)
    text = words(_as_counted(words, atlas, view, statement.code), **fields)
    if statement.then:
        then = _as_counted(words, atlas, view, f"findings_part.then.{statement.then}")
        text = f"{text} {words(then, **fields)}"
    return _unparted(text)


def method(words: Words, atlas: Atlas, view: View, statement: Statement) -> str:
    """Say how a statement came about and what it assumes; parameters as in :func:`wording`."""
    return _unparted(words(f"{statement.code}.method", **_fields(words, atlas, view, statement)))


def _unparted(text: str) -> str:
    """Keep a number and its per cent sign on one line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _as_counted(words: Words, atlas: Atlas, view: View, key: str) -> str:
    """Choose the wording for people, or that for cases and things."""
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    counted = indicator.counts not in LIVING and "counted" in words.entry(key)
    return f"{key}.counted" if counted else f"{key}.text"


def _fields(words: Words, atlas: Atlas, view: View, statement: Statement) -> dict[str, Any]:
    indicator, second = (atlas.indicators[atlas.indicator_position(one)] for one in (view.indicator, view.second))
    areas = atlas.levels[view.level]
    quoted = {
        name: said if isinstance(said, str) else words(said[0], **said[1]) for name, said in statement.quotes.items()
    }
    amounts = {name: amount(words, indicator, statement.values[name]) for name in statement.amounts}
    names = {
        name: joined(words, [areas.names[position] for position in positions])
        for name, positions in statement.names.items()
    }
    general = {
        "indicator": local(words, indicator.title),
        "of_people": share_of(words, indicator),
        "reference": local(words, indicator.denominator),
        "second": local(words, second.title),
        "all": len(areas),
    }
    small = {
        name: words("findings_part.less", least=_LEAST)
        for name in _SHARES
        if 0 < statement.values.get(name, 0) < _LEAST / 2
    }
    least = {
        name: at_least(words, words.number(statement.values[name], 1 if name in _SHARES else 0), True)
        for name in least_of(atlas, view, statement)
    }
    return {**general, **statement.values, **small, **least, **quoted, **amounts, **names}


def least_of(atlas: Atlas, view: View, statement: Statement) -> tuple[str, ...]:
    """Name the figures of a statement that are the least they can be: sums over quarters of which some are suppressed.

    Parameters
    ----------
    atlas : Atlas
    view : View
        The statement is about it.
    statement : Statement
    """
    parts: dict[str, Part] = {"residents_share": "residents", "residents": "residents", "group_share": "numerator"}
    told = [name for name in parts if name in statement.values]
    asked = (atlas, view.level, view.indicator, view.year)
    least = {name for name in told if counts_of(*asked, parts[name]).of(statement.quarters).at_least}
    if statement.quotes.get("half", ("",))[0] == "findings_part.half_at_least":
        least.add("group_share")  # other quarters, unknown to anybody, might hold more
    return tuple(name for name in told if name in least)


def joined(words: Words, names: Sequence[str]) -> str:
    """Join names as in a sentence: "A, B und C"."""
    if len(names) < 2:
        return "".join(names)
    return words("findings_part.and_last", first=", ".join(names[:-1]), last=names[-1])
