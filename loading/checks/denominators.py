"""Shares that were delivered ready, without the counts they were computed from."""

from collections import defaultdict

from loading.checks.examined import Examined, listed
from loading.errors import Finding


def denominators(examined: Examined) -> list[Finding]:
    """Find rates without a denominator.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One note for each table: without counts there are no ranges, no sums of districts, no concentration.
    """
    groups: dict[int, list[str]] = defaultdict(list)
    for position, one in enumerate(examined.declarations):
        if one.indicator.kind == "rate" and one.value:
            groups[one.value[0].table].append(examined.title(position))
    return [
        Finding(
            "info",
            examined.place_of_table(table),
            "checks.rate_without_denominator",
            {"n": len(titles), "titles": listed(titles)},
            about=tuple(sorted(titles)),
        )
        for table, titles in groups.items()
    ]
