"""The gate: what the public gets is a new Atlas of protected numbers."""

import datetime
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.protection import NothingFitsError, Protected, Rules, State, protect
from analysis.protection.steps import Tell, silent
from layers.protection.accounts import audit_of, price_of
from layers.protection.audit import Audit, Preview
from layers.protection.contributors import prepared
from layers.protection.known_relations import Known, known
from layers.protection.public_cubes import public_cubes
from layers.protection.public_words import public_facilities, public_findings, public_flags
from layers.protection.quantity import Quantities, Quantity
from layers.protection.ready_made.shares import unknown_bases
from layers.protection.ready_made.without_counts import ReadyMade, raw_values, ready_made
from layers.protection.rule_book import RuleBook
from layers.protection.sums.rests import contained
from layers.protection.sums.split_areas import hide_pieces
from layers.protection.sums.weighted import follow_parts, weighted
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.public_address import public_address
from loading.protection import Protection

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Published:
    """What came out of the gate.

    Attributes
    ----------
    atlas : Atlas
        Public; nothing in it leads back to the raw numbers.
    audit : Audit
        For inside; its figures stand in ``atlas.protection``.
    """

    atlas: Atlas
    audit: Audit


@dataclass(frozen=True, eq=False)
class Proven:
    """Cells with their protection.

    Attributes
    ----------
    known : Known
    result : Protected
    """

    known: Known
    result: Protected


def publish(atlas: Atlas, rules: RuleBook | Rules, on: datetime.date | None = None, tell: Tell = silent) -> Published:
    """Make a public Atlas.

    Parameters
    ----------
    atlas : Atlas
        Internal.
    rules : RuleBook or Rules
    on : date, optional
        Day of publication; today by default.
    tell : callable, optional
        Hears how far it is.

    Returns
    -------
    Published

    Raises
    ------
    DataFileError
        ``gate.already_public``; ``gate.rules_of_nothing`` where rules name an indicator or a file that is not there;
        ``gate.unproven`` where the protection of some cells cannot be proven, ``gate.nothing_fits`` where the sums
        delivered contradict each other: then nothing is published. ``gate.rounds_too_finely`` where numbers below the
        minimum numerator would be told rounded.
    """
    if atlas.protection is not None:
        raise DataFileError(atlas.title, "gate.already_public")
    book = rules if isinstance(rules, RuleBook) else RuleBook(rules)
    _require_known(atlas, book)
    tell("read")
    atlas, book, found = prepared(atlas, book)
    try:
        proven = protected(atlas, found, book, tell)
    except NothingFitsError as error:
        raise DataFileError(atlas.title, "gate.nothing_fits") from error
    if unproven := sum(len(one.result.unproven) for one in proven):
        raise DataFileError(atlas.title, "gate.unproven", n=unproven)
    tell("ready_made")
    made = _made(atlas, found, book, proven)
    tell("report")
    day = (on or datetime.datetime.now(datetime.UTC).date()).isoformat()
    audit = replace(audit_of(atlas, found, book, proven, made, day), contained=_contained(atlas, found, book, proven))
    return Published(_public(atlas, found, book, proven, made, audit), audit)


def _require_known(atlas: Atlas, book: RuleBook) -> None:
    """Refuse stricter rules for what is not there: with a slip of the pen they would protect nothing, unnoticed."""
    ids, files = {one.id for one in atlas.indicators}, {one.name for one in atlas.files}
    files |= {name for one in atlas.indicators for name in one.files}
    missing = sorted((book.indicators.keys() - ids) | (book.files.keys() - files))
    missing += unknown_bases(atlas, book.bases)
    if missing:
        raise DataFileError(atlas.title, "gate.rules_of_nothing", given=", ".join(missing[:5])[:120])


def preview(atlas: Atlas, book: RuleBook) -> Preview:
    """Tell what rules would cost, without publishing; takes about as long as :func:`publish`."""
    atlas, book, found = prepared(atlas, book)
    proven = protected(atlas, found, book)
    price, primary, blunt = price_of(proven)
    unproven = sum(len(one.result.unproven) for one in proven)
    return Preview(book.general.profile, book.to_json(), price, primary, blunt, unproven)


def protected(atlas: Atlas, found: Quantities, book: RuleBook, tell: Tell = silent) -> list[Proven]:
    """Protect counts together, and amounts together.

    Residents count as known to everybody, as their number is published everywhere; where nothing could be proven so,
    they may be hidden too. Amounts are hidden, never rounded: a few euros more or less protect nobody.
    """
    strictest = book.strictest(atlas.indicators)
    if strictest.rounds_too_finely:
        raise DataFileError(atlas.title, "gate.rounds_too_finely", k=strictest.minimum_numerator, base=strictest.base)
    several = []
    for fixed in (strictest.base == 1, False):
        counts = known(atlas, found, book, amounts=False, fixed=fixed)
        if counts is None:
            break
        several = [Proven(counts, protect(counts.cells, counts.relations, strictest, tell))]
        if not len(several[0].result.unproven):
            break
    if several and len(several[0].result.unproven):
        several = [_without_large_withheld(several[0], strictest)]
    amounts = known(atlas, found, book, amounts=True, fixed=False)
    if amounts is not None:
        several.append(Proven(amounts, protect(amounts.cells, amounts.relations, _of_amounts(strictest), tell)))
    return _with_followers(found, several, rounds=strictest.base > 1)


def _with_followers(found: Quantities, several: list[Proven], *, rounds: bool) -> list[Proven]:
    """Hide numbers that weigh others where these are hidden; with rounding, all that are made of counts."""
    every = weighted(found)
    of = {at: one for one in several for at in one.known.chosen}
    told = {at: ~np.isnan(one.known.cells.counts[one.known.of(at)]) for at, one in of.items()}
    gone = {at: np.isnan(one.result.published[one.known.of(at)]) & told[at] for at, one in of.items()}
    if rounds:
        made = {one.quantity for one in every} | {at for at, one in enumerate(found.each) if one.is_made}
        gone |= {at: told[at] for at in made}
    hide_pieces(found, gone, told)
    follow_parts(every, gone, told)
    return [_without(one, gone) for one in several]


def _without(proven: Proven, gone: dict[int, BoolArray]) -> Proven:
    """Hide more cells, which tells nobody more."""
    published, state = proven.result.published.copy(), proven.result.state.copy()
    for at in proven.known.chosen:
        cells = np.arange(len(published))[proven.known.of(at)][gone[at]]
        state[cells[~np.isnan(published[cells]) & (state[cells] == State.OPEN)]] = State.SECONDARY
        published[cells] = np.nan
    return replace(proven, result=replace(proven.result, published=published, state=state))


def _without_large_withheld(proven: Proven, rules: Rules) -> Proven:
    """Take what the source keeps back for unknown where its own totals say that it is not small.

    Sources also keep back numbers that are not small, to protect others; no hiding of ours could make them so.
    """
    result, cells = proven.result, proven.known.cells
    large = result.unproven[result.state[result.unproven] == State.WITHHELD]
    large = large[result.low[large] >= rules.minimum_numerator]
    if not len(large):
        return proven
    withheld = cells.withheld.copy()
    withheld[large] = False
    again = replace(proven.known, cells=replace(cells, withheld=withheld))
    return Proven(again, protect(again.cells, again.relations, rules))


def _of_amounts(rules: Rules) -> Rules:
    """Protect an amount of few people as if one of them could be half of it."""
    return replace(rules, method="suppress", complement=False, minimum_denominator=0, dominance=rules.dominance or 0.5)


def published_numbers(found: Quantities, proven: list[Proven], years: int) -> dict[int, FloatArray]:
    """Give the published numbers of each quantity; shape (areas of all levels, years)."""
    numbers = {}
    for one in proven:
        for at in one.known.chosen:
            told = np.array(one.result.published[one.known.of(at)]).reshape(found.areas, years)
            numbers[at] = _as_told(found.each[at], told, rounds=one.result.rules.base > 1)
    return numbers


def _as_told(one: Quantity, published: FloatArray, *, rounds: bool) -> FloatArray:
    """Give what is published in its own unit."""
    if rounds or one.told is None:
        return published
    return np.where(np.isnan(published), np.nan, one.told)


def _made(atlas: Atlas, found: Quantities, book: RuleBook, proven: list[Proven]) -> ReadyMade:
    """Protect what was delivered ready-made, after what it may be made of."""
    numbers = published_numbers(found, proven, len(atlas.years))
    hidden: dict[int, BoolArray] = {}
    if (-1, "residents") in found.position:
        hidden[-1] = np.isnan(numbers[0]) & ~np.isnan(found.each[0].numbers)
    for at in range(len(atlas.indicators)):
        parts = [
            found.position[at, role] for role in ("numerator", "denominator", "share") if (at, role) in found.position
        ]
        if (at, "share") in found.position:  # 3.7037 % are 2 of 54, whoever knows the 54 or not
            parts.append(found.each[parts[-1]].whole)
        if (at, "share") in found.position and book.general.base > 1:
            hidden[at] = _small_share(found, found.position[at, "share"], book.of(atlas.indicators[at]))
        elif parts:
            hidden[at] = np.any([np.isnan(numbers[one]) & ~np.isnan(found.each[one].numbers) for one in parts], axis=0)
        elif (at, "implied") in found.position:
            count = found.each[found.position[at, "implied"]].numbers
            rounds = book.general.base > 1  # the amount is told to the cent, and so would be the count
            hidden[at] = ~np.isnan(count) & (rounds | np.isnan(numbers[found.position[at, "implied"]]))
    return ready_made(atlas, found, book, hidden, raw_values(atlas, found))


def _contained(atlas: Atlas, found: Quantities, book: RuleBook, proven: list[Proven]) -> tuple[tuple[str, str], ...]:
    """Name counts that seem to be part of others and leave hardly anybody of them."""
    groups = [group for one in proven for group in one.known.groups]

    def name(at: int) -> str:
        position, role = found.each[at].roles[0]
        return role if position < 0 else f"{atlas.indicators[position].id} {role}"

    pairs = contained(found, groups, book.strictest(atlas.indicators))
    return tuple((name(part), name(whole)) for part, whole, _ in pairs)


def _small_share(found: Quantities, quantity: int, rules: Rules) -> BoolArray:
    """With rounding, shares of few people are hidden all the same: they have no count that could be rounded."""
    count = found.each[quantity].numbers
    living = found.each[found.each[quantity].whole].numbers
    few = (count < rules.minimum_numerator) & ((count > 0) | (not rules.zero_is_open))
    return few | (living < rules.minimum_denominator)


def _public(
    atlas: Atlas, found: Quantities, book: RuleBook, proven: list[Proven], made: ReadyMade, audit: Audit
) -> Atlas:
    """Put the public Atlas together of protected parts and of what holds no number."""
    numbers = published_numbers(found, proven, len(atlas.years))
    least = max(atlas.minimum_residents, book.general.minimum_population)
    cubes = public_cubes(replace(atlas, minimum_residents=least), found, numbers, made.values, book.general.base)
    indicators = tuple(
        replace(one, decimals=made.decimals.get(at, one.decimals)) for at, one in enumerate(atlas.indicators)
    )
    price = audit.price
    # How many numbers were multiples of the base anyway would tell that a 0 is none, where all are said to be rounded.
    hidden = price.hidden if book.general.base == 1 else price.cells
    public = Atlas(
        project="",
        title=atlas.title,
        levels=dict(atlas.levels),
        cubes=cubes,
        indicators=indicators,
        years=atlas.years,
        join=replace(atlas.join, repaired=(), totals=(), only_table=(), duplicates=()),
        facilities=public_facilities(atlas.facilities),
        findings=public_findings(atlas.findings),
        files=atlas.files,
        minimum_residents=least,
        minimum_denominator=atlas.minimum_denominator,
        vintage=atlas.vintage,
        scenery=atlas.scenery,
        flagged=public_flags(atlas, cubes["quarter"], rounds=book.general.base > 1),
        protection=Protection(
            book.general.profile, book.to_json(), audit.published, price.cells, hidden, audit.figures()
        ),
    )
    return replace(public, project=public_address(public))
