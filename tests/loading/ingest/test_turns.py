"""Two readings at a time, the rest in the order in which they came; each is told its place, and may leave."""

import threading
import time

import pytest

from loading.errors import DataFileError
from loading.ingest.progress import telling
from loading.ingest.turns import Turns


class Waiting:
    """Somebody who waits for a turn, does nothing with it, and notes what was told and when it came."""

    def __init__(self, turns: Turns, name: str, came: list[str], cancelled: threading.Event | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self.problem = ""
        self._turns, self._name, self._came, self._cancelled = turns, name, came, cancelled
        self.thread = threading.Thread(target=self._wait)
        self.thread.start()

    def _wait(self) -> None:
        cancelled = self._cancelled.is_set if self._cancelled else None
        try:
            with (
                telling(lambda stage: self.told.append((stage.number, stage.of))),
                self._turns.turn(self._name, cancelled),
            ):
                self._came.append(self._name)
        except DataFileError as error:
            self.problem = error.problem

    def told_first(self) -> None:
        """Wait until the place was told."""
        end = time.monotonic() + 10
        while not self.told and time.monotonic() < end:
            threading.Event().wait(0.001)
        assert self.told


def test_whoever_came_first_goes_first_and_each_is_told_every_place() -> None:
    turns, came = Turns(at_once=1, waiting=3), list[str]()
    with turns.turn("0"):
        waiting = []
        for name in ("a", "b", "c"):
            waiting.append(Waiting(turns, name, came))
            waiting[-1].told_first()
        assert [one.told for one in waiting] == [[(1, 1)], [(2, 2)], [(3, 3)]]
    for one in waiting:
        one.thread.join(10)
    assert came == ["a", "b", "c"]
    assert waiting[2].told[0] == (3, 3)


def test_one_too_many_is_sent_away_and_whoever_leaves_makes_room() -> None:
    turns, came, gone = Turns(at_once=1, waiting=1), list[str](), threading.Event()
    with turns.turn("0"):
        leaving = Waiting(turns, "a", came, gone)
        leaving.told_first()
        with pytest.raises(DataFileError) as caught, turns.turn("b"):
            pass
        assert (caught.value.problem, caught.value.found["n"]) == ("ingest.busy", 2)
        gone.set()
        leaving.thread.join(10)
        assert leaving.problem == "ingest.cancelled"
        Waiting(turns, "c", came).told_first()
    with turns.turn("d"):
        came.append("d")
    assert came == ["c", "d"]


def test_so_many_are_at_it_at_once_and_no_more() -> None:
    turns, came = Turns(at_once=2, waiting=2), list[str]()
    with turns.turn("0"):
        with turns.turn("1"):
            third = Waiting(turns, "2", came)
            third.told_first()
            assert came == []
        third.thread.join(10)
        assert came == ["2"]
