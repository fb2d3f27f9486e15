"""One reader for all: what was just read is kept, the program's own files stay here, too many wait for nobody."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loading.choices import Choices
from loading.choices.tables import TableChoice
from loading.delivery import Delivery
from loading.errors import DataFileError
from loading.ingest.limits import Limits
from loading.ingest.progress import telling
from loading.ingest.reader import Reader
from sample_data import sample_files


class Counting:
    """Reads nothing, and counts how often it is asked to."""

    def __init__(self, act: Callable[[], None] = lambda: None) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.given: list[Limits] = []
        self._act = act

    def __call__(self, paths: list[Path], _: Choices, **given: Any) -> Delivery:
        self.asked.append(tuple(path.name for path in paths))
        self.given.append(given["limits"])
        self._act()
        return Delivery((), (), (), (), (), ())


def file(folder: Path, name: str, content: str = "a;b\n1;2\n") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_the_same_files_are_read_once_wherever_they_lie(tmp_path: Path) -> None:
    apart = Counting()
    reader = Reader(apart=apart)
    first = reader.read([file(tmp_path, "a.csv")])
    assert reader.read([file(tmp_path, "elsewhere/a.csv")], Choices(title="Toytown")) is first
    assert len(apart.asked) == 1


@pytest.mark.parametrize("changed", ["content", "name", "order", "choice"])
def test_what_changes_the_reading_is_read_anew(tmp_path: Path, changed: str) -> None:
    apart = Counting()
    reader = Reader(apart=apart)
    paths = [file(tmp_path, "a.csv"), file(tmp_path, "b.csv")]
    reader.read(paths)
    if changed == "content":
        file(tmp_path, "a.csv", "a;b\n1;3\n")
    paths = [file(tmp_path, "c.csv"), paths[1]] if changed == "name" else paths
    paths = paths[::-1] if changed == "order" else paths
    reader.read(paths, Choices(tables=(TableChoice("a.csv", leave_out=True),)) if changed == "choice" else None)
    assert len(apart.asked) == 2


def test_only_the_last_few_deliveries_are_kept(tmp_path: Path) -> None:
    apart = Counting()
    reader = Reader(kept=2, apart=apart)
    for name in ("a.csv", "b.csv", "c.csv", "a.csv"):
        reader.read([file(tmp_path, name)])
    assert [name for (name,) in apart.asked] == ["a.csv", "b.csv", "c.csv", "a.csv"]


def test_files_that_came_with_the_program_are_read_here_and_nothing_else_is(tmp_path: Path) -> None:
    apart = Counting()
    reader = Reader(Limits(seconds=7), own=sample_files(), apart=apart)
    assert reader.read(list(sample_files())).layers
    assert not apart.asked
    reader.read([*sample_files(), file(tmp_path, "a.csv")])
    assert len(apart.asked) == 1
    assert apart.given == [Limits(seconds=7)]


def test_a_refusal_is_not_kept(tmp_path: Path) -> None:
    def refuse() -> None:
        raise DataFileError("a.csv", "tables.empty")

    apart = Counting(refuse)
    reader = Reader(apart=apart)
    for _ in range(2):
        with pytest.raises(DataFileError, match=r"tables\.empty"):
            reader.read([file(tmp_path, "a.csv")])
    assert len(apart.asked) == 2


class Held:
    """A reader whose readings wait until they are let go."""

    def __init__(self, **options: int) -> None:
        self.go, self.begun = threading.Event(), threading.Semaphore(0)
        self.apart = Counting(self._wait)
        self.reader = Reader(apart=self.apart, **options)  # type: ignore[arg-type]
        self._threads: list[threading.Thread] = []

    def _wait(self) -> None:
        self.begun.release()
        assert self.go.wait(10)

    def begin(self, path: Path) -> None:
        thread = threading.Thread(target=self.reader.read, args=([path],))
        thread.start()
        self._threads.append(thread)
        assert self.begun.acquire(timeout=10)

    def end(self) -> None:
        self.go.set()
        for thread in self._threads:
            thread.join()


def test_too_many_at_once_are_asked_to_come_back(tmp_path: Path) -> None:
    held = Held(at_once=1, waiting=0)
    held.begin(file(tmp_path, "a.csv"))
    with pytest.raises(DataFileError) as caught:
        held.reader.read([file(tmp_path, "b.csv")])
    held.end()
    assert (caught.value.problem, caught.value.found["n"]) == ("ingest.busy", 1)
    assert held.reader.read([file(tmp_path, "b.csv")]) is not None


def test_whoever_waits_is_told_so_and_may_give_up(tmp_path: Path) -> None:
    held, steps = Held(at_once=1, waiting=1), list[str]()
    held.begin(file(tmp_path, "a.csv"))
    with telling(lambda stage: steps.append(stage.step)), pytest.raises(DataFileError) as caught:
        held.reader.read([file(tmp_path, "b.csv")], cancelled=lambda: True)
    held.end()
    assert caught.value.problem == "ingest.cancelled"
    assert steps == ["waiting"]


def test_two_who_ask_for_the_same_wait_for_one_reading(tmp_path: Path) -> None:
    held = Held()
    held.begin(file(tmp_path, "a.csv"))
    second = threading.Thread(target=held.reader.read, args=([file(tmp_path, "a.csv")],))
    second.start()
    held.end()
    second.join()
    assert len(held.apart.asked) == 1
