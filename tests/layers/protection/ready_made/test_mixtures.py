"""What an index is made of is found among many more indicators than it has, in a few dozen quarters."""

import numpy as np
import pytest

from layers.protection.ready_made.mixtures import is_testable, mixtures
from layers.protection.rule_book import RuleBook
from loading.load import load_atlas
from sample_data import sample_files
from tests.layers.protection.made_town import SMALL, children_town, town, with_values

_RANDOM = np.random.default_rng(3)


def indicators(quarters: int, several: int) -> np.ndarray:
    """Indicators that go together, as those of social conditions do."""
    common = _RANDOM.normal(size=(quarters, 3)) @ _RANDOM.normal(size=(3, several))
    return np.round(20 + 5 * (common + _RANDOM.normal(size=(quarters, several))), 1)


@pytest.mark.parametrize(("quarters", "several", "parts"), [(90, 43, 3), (90, 43, 8), (40, 43, 3), (447, 60, 12)])
def test_an_index_is_found_among_many_indicators(quarters: int, several: int, parts: int) -> None:
    numbers = indicators(quarters, several)
    scores = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
    index = np.round(scores[:, :parts].mean(axis=1), 3)
    others = dict(enumerate(numbers.T))
    assert sorted(mixtures(index, others)[0]) == list(range(parts))
    rank = np.argsort(np.argsort(index)) + 1.0
    again = mixtures(index, {**others, several: rank})
    assert [[several], list(range(parts))] == [sorted(one) for one in again[:2]]


def test_gaps_and_a_few_slips_hide_no_ingredient() -> None:
    numbers = indicators(90, 43)
    index = np.round(numbers[:, 4] / 7 + numbers[:, 9] / 5 - numbers[:, 30] / 9, 3)
    numbers[_RANDOM.random(numbers.shape) < 0.1] = np.nan
    index[5], index[70] = 0.0, np.nan
    assert sorted(mixtures(index, dict(enumerate(numbers.T)))[0]) == [4, 9, 30]


def test_an_index_of_three_of_the_sample_citys_indicators_is_found_in_every_year() -> None:
    city = load_atlas(list(sample_files()))
    value = city.cubes["quarter"].value
    parts = [city.indicator_position(one) for one in ("B3", "A1", "A4")]
    of_parts = value[:, parts]
    scores = (of_parts - np.nanmean(of_parts, axis=0)) / np.nanstd(of_parts, axis=0)
    index = np.round(scores.mean(axis=1), 3)
    assert len(city.indicators) > 40
    for year in range(len(city.years)):
        found = mixtures(index[:, year], {at: value[:, at, year] for at in range(len(city.indicators))})
        assert sorted(found[0]) == sorted(parts)


def test_nothing_is_found_where_nothing_is() -> None:
    numbers = indicators(90, 43)
    assert mixtures(indicators(90, 1)[:, 0], dict(enumerate(numbers.T))) == []


def test_an_index_of_too_few_quarters_is_left_out_until_it_is_decided() -> None:
    from layers.protection import publish

    counts, living = children_town()
    supported, children = counts["supported"], counts["children"]
    others = {f"other{at}": np.round(living * _RANDOM.uniform(0.1, 0.4, living.shape)) for at in range(20)}
    atlas = town({"supported": supported, **others}, living, {"supported": children})
    index = np.round(sum(np.sqrt(one / living) for one in (supported, *others.values())), 3)
    atlas = with_values(atlas, "index", index, kind="value", factor=1.0, unit={})
    assert not is_testable(len(living), 21)
    made = publish(atlas, RuleBook())
    assert np.isnan(made.atlas.cubes["quarter"].value[:, -1, SMALL[1]]).all()
    decided = publish(atlas, RuleBook.from_json({"bases": {"index": "no_people"}})).atlas.cubes["quarter"]
    assert np.isfinite(decided.value[:, -1]).all()
