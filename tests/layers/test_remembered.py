"""Remembering: by content and question, bounded, without keeping a project alive."""

import gc
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from layers.remembered import remembered
from loading.atlas import Atlas
from tests.toytown import toytown


def test_the_same_question_about_the_same_content_is_computed_once() -> None:
    asked: list[tuple[str, int]] = []

    @remembered(8)
    def title(atlas: Atlas, number: int) -> str:
        asked.append((atlas.project, number))
        return f"{atlas.title} {number}"

    assert title(toytown(), 1) == title(toytown(), 1) == "Toytown 1"
    title(toytown(), 2)
    title(replace(toytown(), project="other"), 1)
    assert asked == [("toytown", 1), ("toytown", 2), ("other", 1)]


def test_more_is_kept_of_small_projects_and_what_is_large_does_not_drive_it_out() -> None:
    asked: list[tuple[str, int]] = []
    quarters = toytown().cubes["quarter"]
    reason = np.resize(quarters.reason, (1_001, *quarters.reason.shape[1:]))
    large = replace(toytown(), project="large", cubes={"quarter": replace(quarters, reason=reason)})

    @remembered(1, if_small=3)
    def number(atlas: Atlas, one: int) -> int:
        asked.append((atlas.project, one))
        return one

    for atlas in (toytown(), large, toytown(), large):
        for one in (1, 2, 3):
            number(atlas, one)
    assert asked == [(project, one) for project in ("toytown", "large", "large") for one in (1, 2, 3)]


def test_the_oldest_answer_goes_first() -> None:
    asked: list[int] = []

    @remembered(2)
    def number(atlas: Atlas, one: int) -> int:
        asked.append(one)
        return len(atlas.years) + one

    for one in (1, 2, 3, 1):
        number(toytown(), one)
    assert asked == [1, 2, 3, 1]


def test_a_remembered_answer_does_not_keep_the_atlas() -> None:
    @remembered(2)
    def title(atlas: Atlas) -> str:
        return atlas.title

    atlas = toytown()
    kept = weakref.ref(atlas)
    title(atlas)
    del atlas
    gc.collect()
    assert kept() is None


def test_an_error_is_not_remembered_as_an_answer() -> None:
    @remembered(2)
    def second(atlas: Atlas, year: int) -> int:
        return atlas.year_position(year)

    for _ in range(2):
        with pytest.raises(KeyError, match="1999"):
            second(toytown(), 1999)


def test_who_asks_what_is_being_computed_waits_for_that_answer() -> None:
    computed: list[int] = []
    both_asked, town = threading.Barrier(2), toytown()

    @remembered(4)
    def slow(atlas: Atlas, number: int) -> str:
        computed.append(number)
        time.sleep(0.05)
        return f"{atlas.title} {number}"

    def ask() -> str:
        both_asked.wait(5)
        return slow(town, 1)

    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(ask) for _ in range(2)]
        answers = [one.result() for one in asked]
    assert answers == ["Toytown 1"] * 2
    assert computed == [1]


def test_another_question_does_not_wait() -> None:
    answered, atlas = threading.Event(), toytown()

    @remembered(4)
    def patient(atlas: Atlas, number: int) -> bool:
        del atlas
        if number == 2:
            answered.set()
        return answered.wait(5)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(patient, atlas, 1)
        assert threads.submit(patient, atlas, 2).result()
        assert first.result()
