"""``clusters``: whether like lies with like in the city, and where."""

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from analysis.clusters import QUADRANTS
from commands.answering import Asked, CommandError, Row, options, run
from layers.clusters import (
    MARKS,
    METHODS,
    ClusterAnalysis,
    ClusterOptions,
    cluster_refusal,
    clusters_of_view,
    read_options,
    write_options,
)
from layers.clusters.named import category_of, untested
from layers.clusters.options import LARGEST_SEED, STEPS
from layers.view import matching_rate
from layers.words import local
from loading.reasons import Reason

_REFUSED: Final = {"counts": "counts", "second": "second", "weights": "unfit", "nothing": "nothing"}
_LABELS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("high_high", "bi_high_high"), "High-High"),
    **dict.fromkeys(("low_high", "bi_low_high"), "Low-High"),
    **dict.fromkeys(("low_low", "bi_low_low"), "Low-Low"),
    **dict.fromkeys(("high_low", "bi_high_low"), "High-Low"),
    **{"gathered_high": "high", "gathered_low": "low"},
    **{"alike_high": "alike high", "alike_low": "alike low", "alike": "alike", "unlike": "unlike"},
    **{"together": "together", "apart": "apart", "without": "without"},
    **{"none": "not significant", "untested": "no neighbours", "": ""},
}
_WHOLE: Final[Mapping[str, str]] = {"p": "moran_p", "z": "moran_z", "p_norm": "moran_p_norm"}
_NOT_IN_ROWS: Final = ("neighbours", "isolates", "clusters", "notes", "quarters")


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = commands.add_parser("clusters")
    options(command)
    command.add_argument("--method", choices=METHODS, default=METHODS[0])
    command.add_argument("--second", default="")
    command.add_argument("--weights", default="queen")
    command.add_argument("--bridges", action="store_true")
    command.add_argument("--exact", action="store_true")
    command.add_argument("--permutations", type=int, default=0)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--alpha", type=float, default=0.05)
    command.add_argument("--no-fdr", action="store_true")
    command.add_argument("--smoothed", action="store_true")
    command.set_defaults(run=lambda arguments: run(arguments, answer, rows))


def answer(asked: Asked) -> dict[str, Any]:
    """Give the global figures and every quarter's test.

    Returns
    -------
    dict
        indicator (what was compared), year, level, method, options (as they stand in the address), weights (kind,
        reach, exact), neighbours (mean, least, most), n (areas compared), isolates (ids); moran, expected, z, p (pseudo
        p-value, the smaller tail), p_norm; permutations (of areas and of the city), seed, alpha, controlled, smoothed;
        of the bivariate method second, second_year and bivariate_moran with its z and p; clusters (label, quarters,
        residents, group and shares as fractions of 1, at_least: which of the two are the least they can be); notes
        (code, n, reason, quarters); and quarters: quarter_id, name, label (what it is marked as), quadrant (of the
        Moran scatter plot, marked or not), value, neighbours (their mean), statistic, p (as esda gives it),
        p_two_sided, significant, reason where an area was left out.

    Raises
    ------
    CommandError
        If an option is not possible, or clusters are not looked for in these numbers.
    """
    view = replace(asked.view, second=_second(asked), show="clusters", how=write_options(_options(asked)))
    why = cluster_refusal(asked.atlas, view)
    if why:
        raise CommandError(f"clusters.command.{_REFUSED[why]}", **({"rate": _rate(asked)} if why == "counts" else {}))
    found = clusters_of_view(asked.atlas, view)
    areas = asked.atlas.levels[view.level]
    there = found.weights.among(found.values == found.values)
    counts = there.counts
    return {
        "indicator": found.indicator,
        "year": view.year,
        "level": view.level,
        "method": found.options.method,
        "options": view.how,
        "weights": {"kind": found.weights.kind, "reach": found.weights.reach, "exact": found.options.exact},
        "neighbours": {"mean": float(counts.mean()), "least": int(counts.min()), "most": int(counts.max())},
        "n": found.n,
        "isolates": [areas.ids[at] for at in np.flatnonzero(untested(found))],
        **_whole(found),
        "clusters": _clusters(asked, found),
        "notes": [
            {"code": one.code, "n": one.n, "reason": one.reason, "quarters": [areas.ids[at] for at in one.quarters]}
            for one in found.guardrails
        ],
        "quarters": list(_quarters(asked, found)),
    }


def _options(asked: Asked) -> ClusterOptions:
    """Read the options as the address would hold them, and say which of them is not possible."""
    given = asked.arguments
    limits = {
        "permutations": (not given.permutations or STEPS[-1] <= given.permutations <= STEPS[0], given.permutations),
        "seed": (0 <= given.seed <= LARGEST_SEED, given.seed),
        "alpha": (0 < given.alpha < 1, given.alpha),
    }
    for name, (possible, value) in limits.items():
        if not possible:
            most = LARGEST_SEED if name == "seed" else STEPS[0]
            raise CommandError(f"clusters.command.{name}", given=str(value), least=str(STEPS[-1]), most=str(most))
    found, passed_over = read_options(given.weights)
    if passed_over or write_options(replace(found, weights="queen", reach=0.0)):
        raise CommandError("clusters.command.weights", given=given.weights)
    return replace(
        found,
        method=given.method,
        bridges=given.bridges,
        exact=given.exact,
        permutations=given.permutations,
        seed=given.seed,
        alpha=given.alpha,
        controlled=not given.no_fdr,
        smoothed=given.smoothed,
    )


def _second(asked: Asked) -> str:
    """Give the second indicator: the one named, else that of the page."""
    second: str = asked.arguments.second
    known = [one.id for one in asked.atlas.indicators]
    if second and second not in known:
        raise CommandError("command.indicator", given=second, known=", ".join(known))
    return second or asked.view.second


def _rate(asked: Asked) -> str:
    view, atlas = asked.view, asked.atlas
    rate = matching_rate(atlas, view.level, atlas.indicators[atlas.indicator_position(view.indicator)])
    return f"{rate.id} ({local(asked.texts, rate.title)})" if rate else "\N{EN DASH}"


def _whole(found: ClusterAnalysis) -> dict[str, Any]:
    city, pair = found.city, found.pair
    told = {
        "moran": city.statistic,
        "expected": city.expected,
        "z": city.z_rand,
        "p": city.p,
        "p_norm": city.p_norm,
        "permutations": found.options.permutations,
        "permutations_city": city.permutations,
        "seed": found.options.seed,
        "alpha": found.options.alpha,
        "controlled": found.options.controlled,
        "smoothed": found.options.smoothed,
    }
    if pair is None:
        return told
    second = {"second": found.second, "second_year": found.second_year}
    return {**told, **second, "bivariate_moran": pair.statistic, "bivariate_z": pair.z, "bivariate_p": pair.p}


def _clusters(asked: Asked, found: ClusterAnalysis) -> list[dict[str, Any]]:
    ids, marks = asked.atlas.levels[asked.view.level].ids, MARKS[found.options.method]
    return [
        {
            "label": _LABELS[marks[one.kind]],
            "quarters": [ids[at] for at in one.members],
            "residents": one.residents,
            "residents_share": one.residents_share,
            "group": one.group,
            "group_share": one.group_share,
            "at_least": sorted(one.at_least),
        }
        for one in found.gathered
    ]


def _quarters(asked: Asked, found: ClusterAnalysis) -> Iterable[dict[str, Any]]:
    areas, result, names = asked.atlas.levels[asked.view.level], found.result, category_of(found)
    for at, quarter in enumerate(areas.ids):
        yield {
            "quarter_id": quarter,
            "name": areas.names[at],
            "label": _LABELS[names[at]],
            "quadrant": QUADRANTS[int(found.local.quadrant[at])],
            "value": float(found.values[at]),
            "neighbours": float(found.around[at]),
            "statistic": float(result.statistic[at]),
            "p": float(result.p[at]),
            "p_two_sided": float(result.two_sided[at]),
            "significant": bool(result.marks[at] > 0),
            "reason": "" if names[at] else Reason(int(found.reason[at])).label,
        }


def rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Give one row for each quarter, with the global figures beside it."""
    kept = {_WHOLE.get(name, name): value for name, value in found.items() if name not in (*_NOT_IN_ROWS, "weights")}
    weights = found["weights"]
    size = "" if weights["reach"] is None else f"{weights['reach']:g}"
    beside = {"weights": f"{weights['kind']}{size}", "isolates": len(found["isolates"])}
    for one in found["quarters"]:
        yield {**one, **kept, **beside}
