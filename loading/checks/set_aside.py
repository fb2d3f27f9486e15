"""Numbers that their owner has decided not to use: told as long as they are not used, and taken back with one click."""

from collections import defaultdict

import msgspec

from loading.checks.examined import SAME_NUMBERS, Examined, listed
from loading.choices.numbers import NumberChoice
from loading.errors import Finding, Remedy


def set_aside(examined: Examined) -> list[Finding]:
    """Tell which delivered numbers are not used.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One note for each quarter and year, or year, with all indicators concerned; the repair uses them again.
    """
    positions = {examined.key(position): position for position in range(len(examined.declarations))}
    groups: dict[tuple[str, int, str], list[NumberChoice]] = defaultdict(list)
    for one in examined.chosen:
        if one.indicator in positions:
            groups[one.quarter, one.year, one.reason].append(one)
    findings = []
    for (quarter, year, reason), chosen in groups.items():
        titles = [examined.title(positions[one.indicator]) for one in chosen]
        values = {
            "year": str(year or "\N{EN DASH}"),
            "quarter": examined.name(examined.joined.ids.index(quarter)) if quarter in examined.joined.ids else quarter,
            "n": len(titles),
            "titles": listed(titles),
        }
        first = examined.declarations[positions[chosen[0].indicator]]
        refs = first.value or first.numerator
        remedy = Remedy("used_again", "numbers", SAME_NUMBERS, tuple(map(msgspec.to_builtins, chosen)), takes_back=True)
        code = "checks.number_set_aside" if quarter else "checks.year_set_aside"
        about = (quarter, str(year), reason, *sorted(one.indicator for one in chosen))
        findings.append(Finding("info", examined.place(refs), code, values, about=about, remedy=remedy))
    return findings
