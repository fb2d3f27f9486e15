"""The mark that says when the open project was saved."""

from callbacks.shared.saved import saved_mark
from loading.errors import DataFileError
from loading.project_file.shelf import Kept
from loading.project_file.summary import Summary
from tests.callbacks.questions import attribute
from texts import load_texts

SUMMARY = Summary("Stadt", "0" * 16, 3, "2026-11-28T13:03:00+00:00", 12, 2, (2024,), {})


def test_the_mark_carries_the_time_in_utc_and_the_words_for_it() -> None:
    mark = saved_mark(load_texts("de"), Kept("stadt", 1, SUMMARY))
    assert mark is not None
    assert attribute(mark, "data-saved") == "2026-11-28T13:03:00+00:00"
    assert attribute(mark, "data-state") == "0" * 16
    assert attribute(mark, "data-today") == "gespeichert um {time}"


def test_without_a_project_there_is_no_mark() -> None:
    assert saved_mark(load_texts("de"), None) is None
    assert saved_mark(load_texts("de"), Kept("x", 1, None, problem=DataFileError("x", "project_file.damaged"))) is None
