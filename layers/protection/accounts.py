"""The accounts of a protection: what it hides, by which rule, and at what price."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.protection import PROTECTED, Protected, State, every_relation
from layers.protection.audit import Audit, Entry, OfIndicator, Price
from layers.protection.known_relations import Known
from layers.protection.public_words import public_facilities
from layers.protection.quantities import Quantities
from layers.protection.ready_made.shares import NO_PEOPLE
from layers.protection.ready_made.without_counts import ReadyMade
from layers.protection.rule_book import RuleBook
from loading.atlas import Atlas

if TYPE_CHECKING:
    from layers.protection.gate import Proven

BoolArray = NDArray[np.bool_]


def price_of(proven: Sequence["Proven"]) -> tuple[Price, Price, Price]:
    """Give the price of a protection, of hiding only what the rules name, and of hiding it in every relation.

    See :func:`analysis.protection.every_relation`.
    """
    parts = [_prices(one.known, one.result) for one in proven]
    return tuple(_added([part[at] for part in parts]) for at in range(3))  # type: ignore[return-value]


def _prices(known: Known, result: Protected) -> list[tuple[int, int, float, float]]:
    counts = known.cells.counts
    told = ~np.isnan(counts)
    by_rule = np.isin(result.state, PROTECTED) & told
    blunt = every_relation(by_rule, known.relations)
    if result.rules.base > 1:
        changed = told & (result.published != counts)
        weight = np.abs(np.where(changed, np.nan_to_num(result.published) - counts, 0.0))
        first = (int(told.sum()), int(changed.sum()), float(weight.sum()), float(np.abs(counts[told]).sum()))
    else:
        first = _hidden(counts, told, result.hidden & told)
    return [first, _hidden(counts, told, by_rule), _hidden(counts, told, blunt & told)]


def _hidden(counts: NDArray[np.float64], told: BoolArray, hidden: BoolArray) -> tuple[int, int, float, float]:
    every, lost = float(np.abs(counts[told]).sum()), float(np.abs(counts[hidden]).sum())
    return int(told.sum()), int(hidden.sum()), lost, every


def _added(several: Sequence[tuple[int, int, float, float]]) -> Price:
    cells, hidden, lost, every = (sum(column) for column in zip(*several, strict=True)) if several else (0, 0, 0.0, 0.0)
    return Price(int(cells), int(hidden), lost / every if every else 0.0)


def audit_of(
    atlas: Atlas,
    found: Quantities,
    book: RuleBook,
    proven: Sequence["Proven"],
    made: ReadyMade,
    day: str,
) -> Audit:
    """Write the report on a protection."""
    price, primary, blunt = price_of(proven)
    entries = [*_entries(atlas, found, proven), *_following(atlas, found, made)]
    by_rule = {state.name.lower(): 0 for state in State if state not in (State.OPEN, State.UNKNOWN)}
    for entry in entries:
        by_rule[entry.rule] = by_rule.get(entry.rule, 0) + 1
    kinds: dict[str, int] = {}
    for one in proven:
        for kind, number in one.known.kinds.items():
            kinds[kind] = kinds.get(kind, 0) + number
    groups = [group for one in proven for group in one.known.groups]
    ids = [indicator.id for indicator in atlas.indicators]
    return Audit(
        profile=book.general.profile,
        published=day,
        rules=book.to_json(),
        title=atlas.title,
        by_rule=by_rule,
        by_indicator=tuple(_of_indicator(atlas, found, proven, made.values, at) for at in range(len(ids))),
        by_level=_by_level(atlas, found, proven),
        relations=kinds,
        groups=tuple(_group(atlas, found, group) for group in groups),
        price=price,
        primary=primary,
        blunt=blunt,
        narrowest=_narrowest(proven),
        findings_left_out=len(atlas.findings),
        facilities_left_out=len(atlas.facilities) - len(public_facilities(atlas.facilities)),
        unjudged=tuple(ids[at] for at in made.unjudged),
        left_out={ids[at]: (int(one.sum()), int(np.isfinite(made.raw[at]).sum())) for at, one in made.left_out.items()},
        decided=tuple(one for one, said in book.bases.items() if said == NO_PEOPLE),
        decimals={ids[at]: decimals for at, decimals in made.decimals.items()},
        entries=tuple(entries),
    )


def _entries(atlas: Atlas, found: Quantities, proven: Sequence["Proven"]) -> Iterator[Entry]:
    """List what is hidden, area by area, and what a rule protects by rounding."""
    for one in proven:
        listed = one.result.hidden | one.result.protected
        for at in one.known.chosen:
            quantity = found.each[at]
            if quantity.copy_of >= 0:
                continue
            cells = one.known.of(at)
            state = one.result.state[cells].reshape(found.areas, len(atlas.years))
            ids = tuple(dict.fromkeys(atlas.indicators[where].id for where, _ in quantity.roles if where >= 0))
            role = "amount" if quantity.is_amount else quantity.roles[0][1]
            for row, year in np.argwhere(listed[cells].reshape(state.shape)).tolist():
                rule = State(int(state[row, year])).name.lower()
                yield _entry(atlas, found, row, year, ids, role, rule)


def _following(atlas: Atlas, found: Quantities, made: ReadyMade) -> Iterator[Entry]:
    """List ready-made values that are hidden for what they are made of."""
    for at, values in made.values.items():
        if (at, "share") in found.position:
            continue
        gone = np.isfinite(made.raw[at]) & np.isnan(values)
        left_out = made.left_out.get(at, np.zeros(gone.shape, dtype=bool))
        for row, year in np.argwhere(gone).tolist():
            rule = "unknown" if left_out[row, year] else "follows"
            yield _entry(atlas, found, row, year, (atlas.indicators[at].id,), "share", rule)


def _entry(atlas: Atlas, found: Quantities, row: int, year: int, ids: tuple[str, ...], role: str, rule: str) -> Entry:
    level = next(level for level, place in found.places.items() if place.start <= row < place.stop)
    areas, at = atlas.levels[level], row - found.places[level].start
    return Entry(level, areas.ids[at], areas.names[at], atlas.years[year], ids, role, rule)


def _of_indicator(
    atlas: Atlas, found: Quantities, proven: Sequence["Proven"], public: dict[int, NDArray[np.float64]], at: int
) -> OfIndicator:
    value = np.concatenate([atlas.cubes[level].value[:, at] for level in found.places])
    told = np.isfinite(value)
    if at in public:
        gone = told & np.isnan(public[at])
    else:
        gone = np.zeros(told.shape, dtype=bool)
        for one in proven:
            for role in ("numerator", "denominator"):
                where = found.position.get((at, role), -1)
                if where in one.known.chosen:
                    gone |= np.isnan(one.result.published[one.known.of(where)]).reshape(told.shape)
    return OfIndicator(atlas.indicators[at].id, int(told.sum()), int((gone & told).sum()))


def _by_level(atlas: Atlas, found: Quantities, proven: Sequence["Proven"]) -> dict[str, tuple[int, int]]:
    totals = {level: [0, 0] for level in found.places}
    for one in proven:
        for at in one.known.chosen:
            cells = one.known.of(at)
            shape = (found.areas, len(atlas.years))
            told = ~np.isnan(one.known.cells.counts[cells]).reshape(shape)
            gone = told & np.isnan(one.result.published[cells]).reshape(shape)
            for level, place in found.places.items():
                totals[level][0] += int(told[place].sum())
                totals[level][1] += int(gone[place].sum())
    return {level: (every, hidden) for level, (every, hidden) in totals.items()}


def _group(atlas: Atlas, found: Quantities, group: tuple[tuple[int, int], ...]) -> tuple[str, tuple[str, ...]]:
    named = {at: _name(atlas, found, at) for at, _ in group}
    minus = [at for at, coefficient in group if coefficient < 0]
    plus = [at for at, coefficient in group if coefficient > 0]
    wholes, parts = (minus, plus) if len(minus) <= len(plus) else (plus, minus)
    return " + ".join(named[at] for at in wholes), tuple(named[at] for at in parts)


def _name(atlas: Atlas, found: Quantities, at: int) -> str:
    position, role = found.each[at].roles[0]
    return role if position < 0 else f"{atlas.indicators[position].id} {role}"


def _narrowest(proven: Sequence["Proven"]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in proven:
        width = one.result.high - one.result.low
        for state in PROTECTED:
            of_rule = width[one.result.state == state]
            finite = of_rule[np.isfinite(of_rule)]
            if len(finite):
                label = state.name.lower()
                found[label] = min(found.get(label, np.inf), float(finite.min()))
    return found
