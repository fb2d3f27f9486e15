"""Of whom shares delivered without counts are: as decided, as their words say, as their digits tell, or nobody knows.

What is decided is kept with the rules, see ``RuleBook.bases``: ``"residents"``; a delivered number, as
``"<indicator id> numerator"`` or ``"<indicator id> denominator"``; ``"at_least:100"``, at least so many people
everywhere; ``"no_people"``, no count of persons, to be published as it is.
"""

import re
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities, Quantity
from layers.protection.ready_made.made_of import referred_to
from layers.protection.ready_made.mixtures import is_testable
from loading.atlas import Atlas, Indicator
from loading.declaring.catalogue import quantities, quantity_of
from loading.declaring.wording import plain

FloatArray = NDArray[np.float64]
RESIDENTS, NO_PEOPLE = "residents", "no_people"
LEAST = (100, 300, 1000)
_AT_LEAST = re.compile(r"at_least:([1-9]\d{0,5})")
_COUNTED = re.compile(r".+ (?:numerator|denominator)")
_UNIT = re.compile(r" (?:in )?(?:prozent|percent|promille|pct|v h)$")
_OF_WHOM = re.compile(
    r".* (?:an|je|pro|per|(?:von|of)(?= (?:allen|all|den|the|\d)))"
    r"(?: (?:der|den|allen|all|the|gesamten|\d+|tausend|thousand))* (.+)"
)


def is_decision(said: object) -> bool:
    """Tell whether a decision is one that can be taken.

    Examples
    --------
    >>> [is_decision(said) for said in ("residents", "A2 denominator", "at_least:100", "at_least:few", None)]
    [True, True, True, False, False]
    """
    if not isinstance(said, str):
        return False
    return said in (RESIDENTS, NO_PEOPLE) or any(one.fullmatch(said) for one in (_AT_LEAST, _COUNTED))


def decided_least(said: str) -> int:
    """Give how many people there are at least, as decided; 1 where nothing is.

    Examples
    --------
    >>> decided_least("at_least:300"), decided_least("residents")
    (300, 1)
    """
    found = _AT_LEAST.fullmatch(said)
    return int(found[1]) if found else 1


def is_ready_share(indicator: Indicator) -> bool:
    """Tell shares of people to be protected; whether they came without counts the cubes tell.

    How many of a polling district voted is announced in public: turnout tells nobody anything that is not known.
    """
    announced = bool(indicator.numerator) and dict(indicator.numerator) == dict(quantities()["votes_cast"].wording)
    return indicator.kind == "rate" and not indicator.signed and indicator.counts != "things" and not announced


def is_index(indicator: Indicator) -> bool:
    """Tell numbers without a unit that are no counts: indices and scores."""
    unit = {plain(words) for words in indicator.unit.values()} - {"", "index", "punkte", "points"}
    return indicator.kind == "value" and not indicator.signed and not unit


def ready_shares(atlas: Atlas) -> tuple[Indicator, ...]:
    """Give the shares of people that were delivered without counts."""
    without = [
        not any(np.isfinite(cube.numerator[:, at]).any() for cube in atlas.cubes.values())
        for at in range(len(atlas.indicators))
    ]
    return tuple(one for one, bare in zip(atlas.indicators, without, strict=True) if bare and is_ready_share(one))


def answers_of(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Give what can be decided of every share without counts, and of indices that may be made of anything.

    Parameters
    ----------
    atlas : Atlas

    Returns
    -------
    mapping of indicator id to tuple of str
        Of a share: of the residents, of each number of people delivered, of so many people at least, of none at all.
    """
    told = any(np.isfinite(cube.residents).any() for cube in atlas.cubes.values())
    several = (*([RESIDENTS] if told else []), *_delivered(atlas), *(f"at_least:{least}" for least in LEAST), NO_PEOPLE)
    found = dict.fromkeys((one.id for one in ready_shares(atlas)), several)
    if not is_testable(len(atlas.levels["quarter"]), len(atlas.indicators) - 1):
        found |= {one.id: (NO_PEOPLE,) for one in atlas.indicators if is_index(one)}
    return found


def _delivered(atlas: Atlas) -> Iterator[str]:
    """Name numbers of people that shares may be of, each group once."""
    named = {quantity_of("Einwohner")}
    for at, one in enumerate(atlas.indicators):
        counted = one.kind == "count" and one.counts != "things" and not one.signed
        role = "numerator" if counted else "denominator" if one.kind == "rate" else ""
        words = (one.title if counted else one.denominator).get("de", "")
        if not role or not words or _key(words) in named:
            continue
        if any(np.isfinite(getattr(cube, role)[:, at]).any() for cube in atlas.cubes.values()):
            named.add(_key(words))
            yield f"{one.id} {role}"


def unknown_bases(atlas: Atlas, bases: Mapping[str, str]) -> tuple[str, ...]:
    """Give what is decided of indicators, or says numbers, that are not there."""
    ids = {one.id for one in atlas.indicators}
    numbers = {said.rsplit(" ", 1)[0] for said in bases.values() if _COUNTED.fullmatch(said)}
    return tuple(sorted((bases.keys() | numbers) - ids))


def base_of(atlas: Atlas, found: Quantities, position: int, value: FloatArray, said: str) -> tuple[int, str]:
    """Find the quantity that a share is of.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
        All that is counted.
    position : int
        Of the indicator.
    value : float64, shape (areas of all levels, years)
    said : str
        What is decided; empty where nothing is.

    Returns
    -------
    quantity : int
        -1 where none is known.
    known_by : {"decided", "words", "numbers", ""}

    Notes
    -----
    That residents are the most that it can be is no reason to take them: 3.7 % of 54 children would pass for a hundred
    people.
    """
    indicator = atlas.indicators[position]
    if said:
        return _decided(atlas, found, said), "decided"
    fits = referred_to(value / indicator.factor, [None if is_no_whole(one) else one.numbers for one in found.each])
    if fits >= 0:
        return fits, "numbers"
    whom = set(_whom(indicator))
    for at, one in enumerate(found.each):
        if not is_no_whole(one) and whom & set(_names(atlas, one)):
            return at, "words"
    return -1, ""


def _decided(atlas: Atlas, found: Quantities, said: str) -> int:
    if said == RESIDENTS:
        return found.position.get((-1, "residents"), -1)
    if not _COUNTED.fullmatch(said):
        return -1
    of, role = said.rsplit(" ", 1)
    at = next((at for at, one in enumerate(atlas.indicators) if one.id == of), -1)
    return next((place for (where, what), place in found.position.items() if (where, what) == (at, role)), -1)


def is_no_whole(one: Quantity) -> bool:
    """Tell what shares cannot be of: amounts, changes, repetitions and what is only implied by other shares."""
    return one.is_amount or one.signed or one.copy_of >= 0 or any(role == "share" for _, role in one.roles)


def _whom(indicator: Indicator) -> Iterator[str]:
    """Say in plain words of whom a share is, by its catalogue and its own title."""
    for words in indicator.denominator.values():
        yield _key(words)
    for title in indicator.title.values():
        tail = _OF_WHOM.fullmatch(_UNIT.sub("", plain(title)))
        if tail:
            yield from (_key(tail[1]), _key(tail[1].removesuffix("n")))


def _names(atlas: Atlas, one: Quantity) -> Iterator[str]:
    """Say in plain words who is counted."""
    for position, role in one.roles:
        if role == RESIDENTS:
            yield RESIDENTS
            continue
        indicator = atlas.indicators[position]
        whole = role == "denominator"
        named = [indicator.denominator] if whole else [indicator.numerator] if indicator.kind == "rate" else []
        if indicator.kind == "count":
            named += [indicator.numerator, indicator.title]
        for words in named:
            yield from map(_key, words.values())


def _key(words: str) -> str:
    """Write the same group of people alike, as the catalogue knows it."""
    return quantity_of(words) or plain(words)
