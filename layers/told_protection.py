"""What every page and every export says about protection: internal, or public and by which rules."""

from typing import Literal

from layers.protection.rule_book import RuleBook
from layers.words import Words
from loading.atlas import Atlas
from loading.reasons import Reason


def mode(atlas: Atlas) -> Literal["internal", "public"]:
    """Say whether an Atlas is meant for inside or for everybody."""
    return "internal" if atlas.protection is None else "public"


def rounded_to(atlas: Atlas) -> int:
    """Give what all counts of an Atlas are rounded to; 1 where they are told as they are."""
    return 1 if atlas.protection is None else RuleBook.from_json(atlas.protection.rules).general.base


def blank_told(atlas: Atlas, reason: str) -> str:
    """Give the key of what a kind of blank is called: a zero among rounded counts may have been some people.

    Parameters
    ----------
    atlas : Atlas
    reason : str
        Label of a :class:`loading.reasons.Reason`.
    """
    return "rounded_zero" if reason == Reason.ZERO.label and rounded_to(atlas) > 1 else reason


def rounding_told(atlas: Atlas, words: Words) -> str:
    """Say that numbers are rounded; empty where they are not.

    Raises
    ------
    KeyError
        If a text of the stem "protection" is missing.
    """
    base = rounded_to(atlas)
    return words("protection.rounded", base=base) if base > 1 else ""


def protection_told(atlas: Atlas, words: Words) -> str:
    """Say it in one line: for inside only; or by which rules an Atlas is protected, and what that took.

    Raises
    ------
    KeyError
        If a text of the stem "protection" is missing.
    """
    protection = atlas.protection
    if protection is None:
        return words("protection.mode.internal")
    rules = RuleBook.from_json(protection.rules).general
    return words(
        "protection.mode.public",
        profile=words(f"protection.profiles.{protection.profile}"),
        k=words.number(rules.minimum_numerator),
        hidden=words.number(protection.hidden),
        cells=words.number(protection.cells),
        done=words(f"protection.done.{rules.method}"),
    )
