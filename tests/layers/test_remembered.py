"""Remembering: by content and question, bounded, without keeping a project alive."""

import gc
import weakref
from dataclasses import replace

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
