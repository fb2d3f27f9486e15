"""The attacks of the study of safety (C1 to C12), tried on what a server sends about one indicator and year.

Each gives between which counts it places every quarter, ``low, high``: 0 and infinite where it learns nothing.
``ATTACKS`` is the list of them all; C12, the scan of everything else, is ``hidden_numbers.Search``.
"""

from collections.abc import Callable, Mapping

import numpy as np

from analysis.protection import Relations, Rules, attack, known
from analysis.small_numbers import wilson_interval
from layers.categories.clear import NAMES
from layers.weights import area_weights
from loading.reasons import Reason
from tests.leaks.ends_of_colours import ends_of_colours
from tests.leaks.intervals import SAME, Intervals, counts_of, nothing
from tests.leaks.ready_made import ready_made
from tests.leaks.seen import Floats, Seen, half_step

Attack = Callable[[Seen, str, int], Intervals]
MOST_TRIED = 400
DRAWS, RELOADS = 400, 200
MOST_AREAS = 12
ALIKE = 5


def sums(seen: Seen, indicator: str, year: int) -> Intervals:
    """C1: all counts of quarters, districts and the city, and the totals beside them, solved together."""
    name, size = f"{indicator}/{year}.details", len(seen.atlas.levels["quarter"])
    levels = [level for level in ("quarter", "district", "city") if level in seen.atlas.levels]
    told = np.concatenate([seen.section(name, "numerator", level) for level in levels])
    first = np.cumsum([0, *(len(seen.atlas.levels[level]) for level in levels)])  # type: ignore[index]
    parts, wholes = [], []
    for at, level in enumerate(levels[:-1]):
        parents = np.array(seen.atlas.levels[level].parents)  # type: ignore[index]
        parts.append(first[at] + np.arange(len(parents)))
        wholes.append(first[at + 1] + parents)
    relations = Relations.of_parts(np.concatenate(parts), np.concatenate(wholes), len(told))
    if np.isnan(told[:size]).all():
        return nothing(size)
    # Where sums do not add up he knows by how much, and which numbers nobody has.
    truth = np.concatenate([seen.truth(indicator, year, level) for level in levels])
    low, high = known(told, seen.rules, unknown=np.isnan(truth))
    low[:size] = np.maximum(low[:size], seen.withheld(indicator, year))
    published = told if seen.rules.base == 1 else np.full(len(told), np.nan)
    bounds = attack(published, relations, low, high, constants=np.nan_to_num(relations.residuals(truth)))
    return bounds.low[:size], bounds.high[:size]


def totals(seen: Seen, indicator: str, year: int) -> Intervals:
    """C1: the total told beside the quarters less those that are told."""
    header, sections = seen.numbers(f"{indicator}/{year}.details")
    told = sections.get("numerator", np.empty(0))
    low, high = nothing(len(seen.atlas.levels["quarter"]))
    total = (header.get("totals") or {}).get("numerator")
    gone = np.flatnonzero(np.isnan(told) & np.isfinite(seen.truth(indicator, year, "quarter"))) if len(told) else []
    rest = np.nan if total is None else total - np.nansum(told)
    if seen.rules.base == 1 and rest > 0 and len(gone):
        high[gone] = rest - len(gone) + 1
        low[gone] = rest if len(gone) == 1 else 1.0
    return low, high


def rates(seen: Seen, indicator: str, year: int) -> Intervals:
    """C2: a rate and both ends of its range times the people; a rate of counts that are told is no news."""
    people, details = seen.per(indicator, year), f"{indicator}/{year}.details"
    value = seen.section(f"{indicator}/{year}.column", "value")
    part, whole = (seen.section(details, name) for name in ("numerator", "denominator"))
    half = half_step(value)
    factor = seen.factor(indicator)
    low, high = counts_of(np.where(np.abs(factor * part / whole - value) <= half, np.nan, value), half, people)
    for name, side in (("low", 0), ("high", 1)):
        told = seen.section(details, name)
        half = half_step(told)
        for area in np.flatnonzero(np.isfinite(told) & np.isfinite(people) & np.isnan(part)):
            tried, all_people = np.arange(MOST_TRIED + 1.0), np.round(people[area] * factor / 100)
            end = factor * wilson_interval(tried, np.full(len(tried), all_people))[side]
            fits = tried[np.abs(end - told[area]) <= half[area]]
            if len(fits):
                low[area], high[area] = max(low[area], fits.min()), min(high[area], fits.max())
    return low, high


def ingredients(seen: Seen, indicator: str, year: int) -> Intervals:
    """C3: what the browser gets to weigh an index by itself, where the column does not say the same."""
    header, sections = seen.numbers(f"{seen.recipe}/{year}.index")
    plain = seen.section(f"{indicator}/{year}.column", "value")
    listed = [one["indicator"] for one in header.get("ingredients", [])]
    if indicator not in listed:
        return nothing(len(plain))
    told = np.abs(sections["x"].reshape(-1, len(listed))[:, listed.index(indicator)])
    half = half_step(told)
    told = np.where(np.abs(told - plain) <= half + half_step(plain), np.nan, told)
    return counts_of(told, half, seen.per(indicator, year))


def index(seen: Seen, indicator: str, year: int) -> Intervals:
    """C3: an index less its other ingredients, where this one is not told."""
    header, sections = seen.numbers(f"{seen.recipe}/{year}.index")
    listed = [one["indicator"] for one in header.get("ingredients", [])]
    told = seen.section(f"index:{seen.recipe}/{year}.column", "value")
    plain = seen.section(f"{indicator}/{year}.column", "value")
    if indicator not in listed:
        return nothing(len(told))
    at, weights = listed.index(indicator), np.array([one["weight"] for one in header["ingredients"]])
    x, z = (sections[name].reshape(-1, len(listed)) for name in ("x", "z"))
    # Scores and the index are straight lines of the rates: learnt from the quarters that are told.
    terms = weights * np.column_stack([_line(x[:, one], z[:, one])(x[:, one]) for one in range(len(listed))])
    others = np.delete(terms, at, axis=1).sum(axis=1)
    whole = _line(told, terms.sum(axis=1))
    rate = _line(terms[:, at], np.where(np.isfinite(plain), np.abs(x[:, at]), np.nan))
    back = rate(whole(told) - others)
    half = np.abs(rate(whole(half_step(told))) - rate(whole(np.zeros(1)))) + half_step(x[:, at])
    return counts_of(np.where(np.isnan(plain), back, np.nan), np.fmax(half, 0.0), seen.per(indicator, year))


def _line(x: Floats, y: Floats) -> Callable[[Floats], Floats]:
    """The straight line through points of which some are known."""
    both = np.isfinite(x) & np.isfinite(y)
    if both.sum() < 3 or np.ptp(x[both]) == 0:
        return lambda at: np.full(at.shape, np.nan)
    slope = float(np.cov(x[both], y[both])[0, 1] / np.var(x[both], ddof=1))
    return lambda at: y[both].mean() + slope * (at - x[both].mean())


def lag(seen: Seen, indicator: str, year: int) -> Intervals:
    """C4: the mean of the neighbours less those that are told; whoever is not told is at least one."""
    plain = seen.section(f"{indicator}/{year}.column", "value")
    around = seen.section(f"{indicator}/{year}-as-clusters.column", "beside_around")
    weights, people = area_weights(seen.atlas, "quarter"), seen.per(indicator, year)
    is_judged = np.isfinite(plain) & (seen.section(f"{indicator}/{year}.column", "reason") != Reason.TOO_SMALL)
    low, high = nothing(len(plain))
    steps, known_half = half_step(around), float(np.nanmax(half_step(plain), initial=0.0))
    for area in np.flatnonzero(np.isfinite(around)):
        near = weights.indices[weights.indptr[area] : weights.indptr[area + 1]]
        gone, told = near[np.isnan(plain[near])], plain[near[np.isfinite(plain[near])]]
        tolerance = known_half + steps[area]
        # A mean of what is told alone says nothing of the others; too small quarters are told, but in no mean.
        alone = (told, plain[near[is_judged[near]]])
        if not len(gone) or any(len(one) and abs(one.mean() - around[area]) <= tolerance for one in alone):
            continue
        total, least = around[area] * len(near) - told.sum(), 100 / people[gone]
        rest = least.sum() - least if seen.rules.base == 1 else np.zeros(len(gone))
        most = np.floor((total - rest + tolerance * len(near)) * people[gone] / 100 + SAME)
        high[gone] = np.fmin(high[gone], most)
        if len(gone) == 1:
            low[gone] = np.fmax(low[gone], np.ceil((total - tolerance * len(near)) * people[gone] / 100 - SAME))
    return low, high


def classes(seen: Seen, indicator: str, year: int) -> Intervals:
    """C6: the class of a quarter whose number is not told: its rate lies on one side of the city's."""
    told = seen.section(f"{indicator}/{year}.column", "value")
    colour = seen.section(f"{indicator}/{year}-as-clear.column", "value")
    city, people = seen.answer(indicator, year).get("city_value"), seen.per(indicator, year)
    low, high = nothing(len(told))
    if city is not None:
        here = np.isfinite(colour) & np.isnan(told)
        below, above = (here & (colour == NAMES.index(name)) for name in ("below", "above"))
        high[below], low[above] = np.floor(city * people[below] / 100), np.ceil(city * people[above] / 100)
    return low, high


def ranks(seen: Seen, indicator: str, year: int) -> Intervals:
    """C7: the rates of the quarters ranked just above and below."""
    told = seen.section(f"{indicator}/{year}.column", "value")
    rank = seen.section(f"{indicator}/{year}.details", "rank")
    people, half = seen.per(indicator, year), half_step(told)
    low, high = nothing(len(told))
    public = np.isfinite(told) & np.isfinite(rank)
    for area in np.flatnonzero(np.isfinite(rank) & np.isnan(told)):
        below, above = public & (rank > rank[area]), public & (rank < rank[area])
        if below.any():
            low[area] = max(0.0, np.ceil((told - half)[below].max() * people[area] / 100 - SAME))
        if above.any():
            high[area] = np.floor((told + half)[above].min() * people[area] / 100 + SAME)
    return low, high


def changes(seen: Seen, indicator: str, year: int) -> Intervals:
    """C8: a change and the other year, where this one is not told."""
    people, plain = seen.per(indicator, year), seen.section(f"{indicator}/{year}.column", "value")
    low, high = nothing(len(plain))
    since = seen.numbers(f"{indicator}/{year}.column")[0].get("change_since")
    told = [(since, f"{indicator}/{year}.details", "change")] if since else []
    told += [(other, f"{indicator}/{year}-minus-{other}.column", "value") for other in seen.atlas.years]
    for other, name, part in told:
        before, change = seen.section(f"{indicator}/{other}.column", "value"), seen.section(name, part)
        rate = np.where(np.isnan(plain), before + change, np.nan)
        least, most = counts_of(rate, half_step(before) + half_step(change), people)
        low, high = np.maximum(low, least), np.minimum(high, most)
    return low, high


def reloads(seen: Seen, indicator: str, year: int) -> Intervals:
    """C9: fresh noise, averaged over reloads."""
    draws: list[Floats] = []
    while len(draws) < RELOADS:
        draws.append(seen.anew().section(f"{indicator}/{year}.details", "numerator"))
        if len(draws) == ALIKE and all(np.array_equal(draws[0], one, equal_nan=True) for one in draws):
            break
    return _averaged(np.array(draws))


def differences(seen: Seen, indicator: str, year: int) -> Intervals:
    """C10 and C11: what selections have together, with a quarter less the same without; averaged."""
    told = seen.section(f"{indicator}/{year}.details", "numerator")
    rng = np.random.default_rng(year)
    found = np.full((DRAWS, len(told)), np.nan)
    for area in np.argsort(np.nan_to_num(told), kind="stable")[:MOST_AREAS].tolist():
        for draw in range(DRAWS):
            others = [one for one in np.flatnonzero(rng.random(len(told)) < 0.5).tolist() if one != area]
            with_it = seen.selected(indicator, year, [*others, area])
            found[draw, area] = with_it - seen.selected(indicator, year, others)
            if draw == ALIKE and np.ptp(found[: ALIKE + 1, area]) == 0:
                break
    return _averaged(found)


def _averaged(draws: Floats) -> Intervals:
    """Means of what differs from time to time; what is always the same is told anyway, or nothing."""
    low, high = nothing(draws.shape[1])
    some = np.isfinite(draws).any(axis=0)
    varies = np.zeros(len(some), dtype=bool)
    varies[some] = np.nanmax(draws[:, some], axis=0) > np.nanmin(draws[:, some], axis=0)
    mean = np.round(np.nanmean(draws[:, varies], axis=0))
    low[varies] = high[varies] = mean
    return low, high


#: Every attack of section 8 of the study of safety, under its number there. C12, what stands anywhere else at all, is
#: ``tests.leaks.hidden_numbers.Search``.
ATTACKS: Mapping[str, Attack] = {
    "C1 sums of areas": sums,
    "C1 totals": totals,
    "C2 rates": rates,
    "C3 ingredients of an index": ingredients,
    "C3 index": index,
    "C3 and C8 ready-made numbers": ready_made,
    "C4 neighbours": lag,
    "C5 ends of colours": ends_of_colours,
    "C6 classes": classes,
    "C7 ranks": ranks,
    "C8 changes": changes,
    "C9 reloads": reloads,
    "C10 and C11 selections": differences,
}


def narrow(found: Intervals, counts: Floats, people: Floats, rules: Rules) -> np.ndarray:
    """Quarters that the rules protect and that are placed, rightly, more closely than the rules allow."""
    low, high = found
    least = rules.minimum_numerator
    few = (counts < least) | (people < rules.minimum_denominator)
    nearly_all = rules.complement & (people - counts < least) & ((people > counts) | (not rules.full_is_open))
    right = (low <= counts) & (counts <= high) & (counts > 0) & (few | nearly_all)
    if rules.base > 1:
        return right & (high - low < (rules.base - 1) // 2)
    return right & (np.fmin(high, people) - np.maximum(low, 1.0) < np.fmin(least, people - 1))


def together(found: Mapping[str, Intervals]) -> Intervals:
    """What all attacks say together."""
    lows, highs = (np.array([one[side] for one in found.values()]) for side in (0, 1))
    return lows.max(axis=0), highs.min(axis=0)
