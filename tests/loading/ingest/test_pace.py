"""Whoever is answered goes first, long work rests at most so long, and work without end, or unwanted, is ended."""

import sys
import threading
import time

import pytest

from loading.errors import DataFileError
from loading.ingest.pace import Others, Pace, keeping, step, waiting


def work(seconds: float) -> float:
    """Work so many seconds of the processor, in steps; gives the seconds that went by."""
    began, end = time.perf_counter(), time.thread_time() + seconds
    while time.thread_time() < end:
        step()
    return time.perf_counter() - began


def answering(others: Others, until: threading.Event) -> threading.Thread:
    come = threading.Event()

    def answer() -> None:
        others.come()
        come.set()
        until.wait(20)
        others.go()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    come.wait(20)
    return thread


def test_work_waits_while_somebody_is_answered_and_goes_on_afterwards() -> None:
    others, until = Others(), threading.Event()
    thread = answering(others, until)
    with keeping(Pace(others, "a.csv", 30)):
        assert work(0.1) >= 0.3
        until.set()
        thread.join()
        assert others.wait(0.0)
        work(0.01)


def test_whoever_works_waits_neither_for_the_own_answer_nor_where_no_pace_is_kept() -> None:
    others = Others()
    others.come()
    with keeping(Pace(others, "a.csv", 30)):
        assert others.wait(0.0)
        work(0.01)
    assert not others.wait(0.0)
    step()


def test_whoever_waits_for_another_makes_none_rest() -> None:
    others = Others()
    others.come()
    with waiting():
        assert others.wait(0.0)
    assert not others.wait(0.0)
    others.go()


def test_threads_change_more_often_only_while_somebody_works_long() -> None:
    usual, others = sys.getswitchinterval(), Others()
    with others.beside_long_work(), others.beside_long_work():
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_work_that_uses_too_much_is_ended() -> None:
    with pytest.raises(DataFileError) as caught, keeping(Pace(Others(), "a.csv", 0.05)):
        work(5)
    assert (caught.value.problem, caught.value.path) == ("ingest.too_slow", "a.csv")


def test_work_that_nobody_wants_any_longer_is_ended_also_while_it_rests() -> None:
    others, until, wanted = Others(), threading.Event(), [True] * 5
    answering(others, until)
    with (
        pytest.raises(DataFileError) as caught,
        keeping(Pace(others, "a.csv", 30, lambda: not (wanted and wanted.pop()))),
    ):
        work(5)
    until.set()
    assert caught.value.problem == "ingest.cancelled"
