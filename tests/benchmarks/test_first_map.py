"""The first map stays light: a third of the naive page's bytes, and a start that imports only what it needs."""

import pytest
from playwright.sync_api import Browser

from benchmarks.first_map import compare, failures, imported_at_start

OURS = {"requests to map": 50.0, "to map, kB": 90.0}


def test_bytes_above_a_third_and_slow_imports_are_named() -> None:
    found = failures(OURS, {"requests to map": 20.0, "complete page, kB": 200.0}, ["folium"])
    assert found == ["More than a third of the naive page: to map, kB", "Imported at start: folium"]


def test_bytes_of_a_third_pass_however_many_requests_there_are() -> None:
    assert failures(OURS, {"requests to map": 20.0, "complete page, kB": 270.0}, []) == []


def test_the_naive_page_is_judged_by_all_it_asks_for_since_what_arrives_first_is_chance() -> None:
    assert failures(OURS, {"to map, kB": 95.0, "complete page, kB": 300.0}, []) == []


@pytest.mark.slow
def test_starting_with_the_sample_city_imports_no_library_of_single_actions() -> None:
    assert imported_at_start() == []


@pytest.mark.slow
def test_the_first_map_and_the_whole_page_weigh_a_third_of_the_naive_page_at_most(browser: Browser) -> None:
    ours, naive = compare(browser, runs=1)
    assert failures(ours, naive, []) == []
    assert naive["complete page, kB"] > 4000
