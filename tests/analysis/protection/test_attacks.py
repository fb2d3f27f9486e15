"""Every attack of the study finds a planted leak, and nothing in what went through the gate."""

from collections.abc import Callable

import numpy as np
import pytest

from analysis.protection import PROFILES, Relations, attack, cells_of, known, protect, rank_bands
from tests.analysis.protection import attacks, town
from tests.analysis.protection.attacks import Intervals, recovered
from tests.analysis.protection.tables import hierarchy
from tests.analysis.protection.town import QUARTERS, Town

WORLDS = [town.town(seed) for seed in range(20)]
Attack = Callable[[Town, Town], Intervals]


def sums(shown: Town, known_town: Town) -> Intervals:
    del known_town
    total = np.nansum(shown.counts)
    # Whoever sums what is public gets the sum of public quarters, with and without the hidden one.
    all_but = np.array([np.nansum(np.delete(shown.counts, i)) for i in range(QUARTERS)])
    return attacks.from_sums(total, np.where(np.isnan(shown.counts), np.nan, all_but))


def rates(decimals: int) -> Attack:
    return lambda shown, whole: attacks.from_rates(np.round(shown.rates, decimals), decimals, whole.residents)


def index(decimals: int, kind: str) -> Attack:
    return lambda shown, whole: attacks.from_index(*town.told_index(shown, decimals, kind), decimals, whole)


def lag(decimals: int) -> Attack:
    return lambda shown, whole: attacks.from_lags(*town.told_lag(shown, decimals), decimals, whole)


def colour(shown: Town, whole: Town) -> Intervals:
    return attacks.from_colour(*town.told_colour(shown), whole.residents)


def classes(scheme: str) -> Attack:
    return lambda shown, whole: attacks.from_classes(*town.told_classes(shown, scheme, 7), whole.residents)


def ranks(shown: Town, whole: Town) -> Intervals:
    return attacks.from_ranks(town.told_rank(shown), whole)


def change(shown: Town, whole: Town) -> Intervals:
    return attacks.from_change(town.told_change(shown), whole.earlier)


def reloads(shown: Town, whole: Town) -> Intervals:
    noise = np.random.default_rng(int(whole.residents.sum())).integers(-2, 3, (200, QUARTERS))
    return attacks.from_noise(shown.counts + noise)


def cell_key(draws: int) -> Attack:
    def attempt(shown: Town, whole: Town) -> Intervals:
        rng = np.random.default_rng(int(whole.residents.sum()))
        noise = rng.integers(-2, 3, (2, draws, QUARTERS))
        rest = rng.integers(50, 500, (draws, QUARTERS))
        return attacks.from_differences(rest + shown.counts + noise[0], rest + noise[1])

    return attempt


def rounding(draws: int) -> Attack:
    def attempt(shown: Town, whole: Town) -> Intervals:
        rest = np.random.default_rng(int(whole.residents.sum())).integers(50, 500, (draws, QUARTERS))
        return attacks.from_differences(10 * np.floor((rest + shown.counts + 5) / 10), 10 * np.floor((rest + 5) / 10))

    return attempt


LEAKS = [
    pytest.param(sums, 1.0, 1.0, id="C1 sums of selections"),
    pytest.param(rates(0), 0.05, 0.60, id="C2 rate without decimals"),
    pytest.param(rates(1), 0.75, 1.0, id="C2 rate with one decimal"),
    pytest.param(rates(2), 0.99, 1.0, id="C2 rate with two decimals"),
    pytest.param(index(1, "z"), 0.1, 0.6, id="C3 z-score with one decimal"),
    pytest.param(index(3, "z"), 0.99, 1.0, id="C3 z-score with three decimals"),
    pytest.param(index(1, "range"), 0.0, 0.4, id="C3 min-max with one decimal"),
    pytest.param(index(3, "range"), 0.95, 1.0, id="C3 min-max with three decimals"),
    pytest.param(lag(1), 0.3, 0.95, id="C4 lag with one decimal"),
    pytest.param(lag(2), 0.9, 1.0, id="C4 lag with two decimals"),
    pytest.param(colour, 0.9, 1.0, id="C5 continuous colour"),
    pytest.param(classes("quantile"), 0.1, 0.6, id="C6 quantile classes"),
    pytest.param(classes("equal"), 0.01, 0.4, id="C6 equal intervals"),
    pytest.param(ranks, 0.3, 0.8, id="C7 rank"),
    pytest.param(change, 0.99, 1.0, id="C8 change in per cent"),
    pytest.param(reloads, 0.99, 1.0, id="C9 averaged noise"),
    pytest.param(cell_key(5), 0.3, 0.6, id="C10 cell key, 5 differences"),
    pytest.param(cell_key(400), 0.99, 1.0, id="C10 cell key, 400 differences"),
    pytest.param(rounding(50), 0.4, 0.8, id="C11 free sums of rounded, 50"),
    pytest.param(rounding(2000), 0.97, 1.0, id="C11 free sums of rounded, 2000"),
]


@pytest.mark.parametrize(("attempt", "least", "most"), LEAKS)
def test_an_attack_finds_a_planted_leak(attempt: Attack, least: float, most: float) -> None:
    hidden = np.array([world.hidden.sum() for world in WORLDS])
    found = np.array([recovered(world, attempt(world, world)) for world in WORLDS])
    assert least <= float((found * hidden).sum() / hidden.sum()) <= most


@pytest.mark.parametrize(("attempt", "least", "most"), LEAKS)
def test_an_attack_finds_nothing_in_what_went_through_the_gate(attempt: Attack, least: float, most: float) -> None:
    del least, most
    for world in WORLDS[:5]:
        low, high = attempt(world.protected, world)
        assert (low[world.hidden] == 1.0).all()
        assert (high[world.hidden] == attacks.MOST).all()


def test_all_attacks_together_leave_every_interval_as_wide_as_the_proof_says() -> None:
    rules = PROFILES["municipal"]
    for world in WORLDS[:3]:
        districts = np.arange(QUARTERS) // 10
        counts = np.concatenate([world.counts, [world.counts[districts == d].sum() for d in range(6)]])
        people = np.concatenate([world.residents, [world.residents[districts == d].sum() for d in range(6)]])
        every = np.concatenate([counts, people])
        relations = Relations.of_parts(
            np.concatenate([np.arange(60), 66 + np.arange(60)]), np.concatenate([60 + districts, 126 + districts]), 132
        )
        denominator = np.concatenate([66 + np.arange(66), np.full(66, -1)])
        result = protect(cells_of(every, denominator=denominator), relations, rules)
        assert not len(result.unproven)
        shown = Town(
            np.where(np.isnan(result.published[:60]), np.nan, world.counts),
            world.residents, world.earlier, world.others, np.isnan(result.published[:60]), world.neighbours,
        )  # fmt: skip
        low, high = known(result.published, rules)
        for leak in LEAKS:
            near, far = leak.values[0](shown, world)
            low[:60] = np.where(shown.hidden, np.maximum(low[:60], near), low[:60])
            high[:60] = np.where(shown.hidden & (far < attacks.MOST), np.minimum(high[:60], far), high[:60])
        bounds = attack(result.published, relations, low, high, denominator=denominator)
        assert (bounds.low == result.low).all()
        assert (bounds.high == result.high).all()


def test_a_band_of_ranks_places_no_quarter_more_closely_than_its_band() -> None:
    for world in WORLDS[:5]:
        bands = rank_bands(world.protected.rates, 10)
        assert (bands[world.hidden] == 0).all()
        assert (bands[~world.hidden, 1] - bands[~world.hidden, 0] >= 9).all()


@pytest.mark.parametrize(("least", "share"), [(3, 0.6), (5, 0.4)])
def test_sums_give_primary_suppression_back(least: int, share: float) -> None:
    known_exactly, hidden = 0, 0
    for seed in range(3):
        table = hierarchy(seed, quarters=40)
        few = (table.counts > 0) & (table.counts < least)
        published = np.where(few, np.nan, table.counts)
        bounds = attack(published, table.relations, np.ones(len(few)), np.full(len(few), np.inf))
        known_exactly += int((bounds.low == bounds.high)[few].sum())
        hidden += int(few.sum())
    assert known_exactly / hidden >= share
