"""How the report on a protection names numbers and limits for people; an audit itself knows ids only."""

from collections.abc import Iterable, Mapping, Sequence

from layers.words import Words, local
from loading.atlas import Atlas

Names = Mapping[str, str]
_PLUS = " + "


def names_of(atlas: Atlas, words: Words) -> dict[str, str]:
    """Give the short names of all indicators by their ids."""
    return {one.id: local(words, one.short) for one in atlas.indicators}


def quantity_told(words: Words, written: str, names: Names) -> str:
    """Name what an audit writes as "<indicator id> <role>", several of them with a plus between, in words.

    Parameters
    ----------
    words : Words
    written : str
    names : mapping of id to str
        Short names of indicators; an id that has none stays.
    """
    return _PLUS.join(_told(words, one, names) for one in written.split(_PLUS))


def _told(words: Words, written: str, names: Names) -> str:
    indicator, _, role = written.rpartition(" ")
    said = words(f"audit.roles.{role}")
    return f"{names.get(indicator, indicator)} ({said})" if indicator else said


def limits_told(
    words: Words,
    not_covered: Iterable[str],
    names: Names,
    *,
    unjudged: Sequence[str] = (),
    decided: Sequence[str] = (),
    pairs: Sequence[tuple[str, str]] = (),
    nameless: int = 0,
) -> list[str]:
    """Say what no proof covers; what would name numbers, and finds none here, is left out.

    Parameters
    ----------
    words : Words
    not_covered : iterable of str
        As :data:`layers.protection.audit.NOT_COVERED`.
    names : mapping of id to str
    unjudged, decided : sequence of str
        Ids.
    pairs : sequence of (part, whole)
        As :func:`quantity_told`.
    nameless : int
        Places that are not published.
    """
    named = {
        "ids": ", ".join(names.get(one, one) for one in unjudged),
        "decided": ", ".join(names.get(one, one) for one in decided),
        "pairs": "; ".join(" \N{EN DASH} ".join(quantity_told(words, one, names) for one in pair) for pair in pairs),
        "nameless": str(nameless) if nameless else "",
    }
    told = {one: words.entry(f"audit.limits.{one}") for one in not_covered}
    missing = [f"{{{part}}}" for part, said in named.items() if not said]
    return [words(f"audit.limits.{one}", **named) for one, text in told.items() if not any(m in text for m in missing)]
