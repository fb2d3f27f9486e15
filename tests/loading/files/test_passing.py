"""Folders for a while: what a killed program left goes at the next start, what is in use stays."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from loading.files import passing as module
from loading.files.passing import passing, sweep_passing


def made(folder: Path, prefix: str = ".in-") -> Path:
    place = Path(tempfile.mkdtemp(prefix=passing(prefix), dir=folder))
    (place / "liste.csv").write_text("x", encoding="utf-8")
    return place


def of(folder: Path, machine: str | None = None, process: int | None = None, own: str = "0" * 8) -> Path:
    """A folder that somebody else has made."""
    _, here, number, *_ = passing(".in-").split("-")
    place = folder / f".in-{machine or here}-{process or number}-{own}-abc_1"
    place.mkdir()
    return place


def old(place: Path) -> Path:
    os.utime(place, (0, 0))
    return place


def test_what_this_program_uses_stays_whatever_the_clock_says(tmp_path: Path) -> None:
    place = old(made(tmp_path))
    sweep_passing(tmp_path, [".in-"])
    assert place.exists()


def test_what_an_ended_process_left_goes_at_once(tmp_path: Path) -> None:
    code = "import os; print(os.getpid())"
    ended = int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    left, same_number = of(tmp_path, process=ended), of(tmp_path, own="1" * 8)
    sweep_passing(tmp_path, [".in-"])
    assert not left.exists()
    assert not same_number.exists()


def test_what_others_may_still_use_stays_for_a_day(tmp_path: Path) -> None:
    others = [of(tmp_path, machine="f" * 8), of(tmp_path, process=os.getppid())]
    sweep_passing(tmp_path, [".in-"])
    assert all(one.exists() for one in others)
    for one in others:
        old(one)
    sweep_passing(tmp_path, [".in-"])
    assert not any(one.exists() for one in others)


def test_what_says_nothing_of_its_process_goes_after_a_day_where_nobody_else_keeps_things(tmp_path: Path) -> None:
    place = tmp_path / ".in-einmal"
    place.mkdir()
    old(place)
    sweep_passing(tmp_path, [".in-"], whoever_made_it=False)
    assert place.exists()
    sweep_passing(tmp_path, [".in-"])
    assert not place.exists()


def test_a_process_of_somebody_else_is_alive() -> None:
    assert module._is_alive(1)
    assert module._is_alive(2**40) is (sys.platform == "win32")  # which has no way to ask
