"""First names that are usual in Germany, enough to tell a column of persons from one of places.

The list beside this module is our own, made for recognising columns: it needs not know every name, only some of those
that any column of persons holds. Names that are places or ordinary words too are left out.
"""

from functools import cache
from pathlib import Path


@cache
def first_names() -> frozenset[str]:
    """Give the names, in lower case.

    Examples
    --------
    >>> "sabine" in first_names(), "nordstadt" in first_names()
    (True, False)
    """
    return frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split())
