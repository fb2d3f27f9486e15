"""``concentration``: how the group of an indicator is spread over the areas of a level."""

import argparse
from collections.abc import Iterable, Mapping
from typing import Any, Final

from analysis.concentration import LEAST_AREAS, LEAST_PEOPLE, Concentration, Range
from commands.answering import Asked, CommandError, Row, options, run
from layers.concentration import WAYS, concentration, ids_by_share, reach, sets

_MEASURES: Final = (
    "dissimilarity",
    "dissimilarity_adjusted",
    "gini",
    "isolation",
    "eta_squared",
    "theil",
    "boundary_adjusted",
)


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = commands.add_parser("concentration")
    options(command)
    command.add_argument("--by", choices=WAYS, default=WAYS[0])
    command.set_defaults(run=lambda arguments: run(arguments, answer, rows))


def answer(asked: Asked) -> dict[str, Any]:
    """Give sets and measures.

    Returns
    -------
    dict
        indicator, year, level, n (areas counted), group and total (people), at_least (whether these are the least they
        can be, because numbers of ``hidden`` areas are suppressed), of_known (whether the city's own counts are not
        known either, so that shares are those of the counted areas alone); the measures, fractions of 1; ``ranges``
        (value without chance, low, high) with ``draws`` and ``seed``; ``chance`` (what random allocation gives for D);
        ``theil_parts``; ``by`` and ``share``: for 1 to 99 per cent of the group the ids of the smallest set that
        holds them.

    Raises
    ------
    CommandError
        If nothing is counted, the group is everybody, or areas or people are too few.
    """
    atlas, view = asked.atlas, asked.view
    about = concentration(atlas, view.level, view.indicator, view.year)
    chosen = sets(atlas, view.level, view.indicator, view.year)
    if about.found is None or chosen is None:
        people = int(about.found.group) if about.found else 0
        counted = {"few_areas": (about.n, LEAST_AREAS), "few_people": (people, LEAST_PEOPLE)}.get(about.refused, (0, 0))
        raise CommandError(f"concentration.refused.{about.refused}", n=counted[0], least=counted[1])
    found, by = about.found, asked.arguments.by
    known = reach(atlas, view.level, view.indicator, view.year)
    return {
        "indicator": about.indicator,
        "year": view.year,
        "level": view.level,
        "n": found.n,
        "group": found.group,
        "total": found.total,
        "at_least": known.hidden > 0,
        "of_known": known.is_of_known,
        "hidden": known.hidden,
        **{name: getattr(found, name) for name in _MEASURES},
        **_drawn(found),
        "theil_parts": found.hierarchy and {"between": found.hierarchy.between, "within": found.hierarchy.within},
        "by": by,
        "share": ids_by_share(atlas, view.level, chosen.ways[by]),
    }


def _drawn(found: Concentration) -> dict[str, Any]:
    """Give what rests on random draws; the same seed gives the same figures."""
    ranges, chance = found.ranges, found.chance
    if ranges is None or chance is None:
        return {"ranges": None, "chance": None}
    listed = {
        "dissimilarity": ranges.dissimilarity,
        "dissimilarity_raw": ranges.dissimilarity_raw,
        "gini": ranges.gini,
        "isolation": ranges.isolation,
        "theil": ranges.theil,
        **({"boundary_adjusted": ranges.boundary_adjusted} if ranges.boundary_adjusted else {}),
    }
    return {
        "ranges": {
            **{name: _range(one) for name, one in listed.items()},
            "confidence": ranges.confidence,
            "draws": ranges.draws,
            "seed": ranges.seed,
        },
        "chance": {"expected": chance.expected, "low": chance.low, "high": chance.high, "p": chance.p},
    }


def _range(one: Range) -> dict[str, float]:
    return {"adjusted": one.adjusted, "low": one.low, "high": one.high}


def rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Give one row for each share, the measures beside it and the ids in one cell."""
    kept = {name: value for name, value in found.items() if name not in ("ranges", "chance", "theil_parts", "share")}
    for name, one in (found["ranges"] or {}).items():
        if isinstance(one, Mapping):
            kept.update({f"{name}_{edge}": one[edge] for edge in ("low", "high")})
    for share, quarters in found["share"].items():
        yield {**kept, "share": share, "quarters": quarters}
