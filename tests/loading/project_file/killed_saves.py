"""Savings that are killed at any moment: no acknowledged one may be lost.

    python -m tests.loading.project_file.killed_saves 1000

A process saves on and on and says each revision once it is acknowledged; it is ended with SIGKILL after a random time.
What the disk then holds must be the last acknowledged state or the one that was under way, whole.
"""

import multiprocessing
import os
import random
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from loading.project_file.project import Project
from loading.project_file.reading import read_project
from loading.project_file.saving import BEFORE, read_usable, save
from tests.loading.project_file.made_projects import differences, saved_town

PATIENCE = 20  # seconds for a process that was copied while another thread held a lock


@dataclass(frozen=True)
class Killed:
    """What came of it.

    Attributes
    ----------
    kills, acknowledged, under_way : int
        How often it was killed; savings that were said to be done; those among the others that were whole all the same.
    strays : int
        Kills that left a file half written.
    lost : tuple of str
        What is not as it must be.
    """

    kills: int
    acknowledged: int
    under_way: int
    strays: int
    lost: tuple[str, ...]


def forked() -> Any:
    """Processes that begin as copies of this one; there are none on Windows, where these tests need no machine."""
    return multiprocessing.get_context("fork" if sys.platform != "win32" else "spawn")


def save_on_and_on(path: Path, project: Project, said: int) -> None:
    """Save until somebody ends this; say each revision once it is acknowledged."""
    revision = read_usable(path)[0].revision
    while True:
        revision = save(path, replace(project, view={"n": str(revision + 1)}), revision).revision
        os.write(said, f"{revision}\n".encode())


def killed_once(path: Path, project: Project, longest: float, moments: random.Random) -> list[int]:
    """Let it save, kill it, and give the revisions that it had acknowledged."""
    heard, said = os.pipe()
    process = forked().Process(target=save_on_and_on, args=(path, project, said))
    process.start()
    os.close(said)
    first = os.read(heard, 100) if select.select([heard], [], [], PATIENCE)[0] else b""
    time.sleep(moments.uniform(0, longest))
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with os.fdopen(heard, "rb") as rest:
        return [int(one) for one in (first + rest.read()).split(b"\n") if one]


def wrong(path: Path, project: Project, acknowledged: int) -> list[str]:
    """Say what of a project file is not the last acknowledged state, or the one after it."""
    read, doubts = read_usable(path)
    before = read_project(path.with_name(path.name + BEFORE))[0].revision
    found = [f"{acknowledged} acknowledged, {read.revision} read"] if not 0 <= read.revision - acknowledged <= 1 else []
    found += [f"view {dict(read.view)} of revision {read.revision}"] if read.view != {"n": str(read.revision)} else []
    found += [f"state before: {before} of {read.revision}"] if before not in (read.revision - 1, read.revision) else []
    return [*found, *(doubt.code for doubt in doubts), *differences(project.atlas, read.atlas)]


def killed(folder: Path, kills: int, seed: int = 7) -> Killed:
    """Kill savings again and again."""
    path, project = saved_town(folder)
    begun = time.monotonic()
    last = save(path, replace(project, view={"n": "2"}), 1).revision
    longest = 3 * (time.monotonic() - begun)
    moments = random.Random(seed)
    acknowledged = under_way = strays = 0
    lost: list[str] = []
    for _ in range(kills):
        said = killed_once(path, project, longest, moments)
        acknowledged += len(said)
        last = max([last, *said])
        lost += wrong(path, project, last)
        strays += bool(list(folder.glob(".*.new*")))
        revision = read_usable(path)[0].revision
        under_way += revision - last
        last = revision
    save(path, project, last)
    lost += [f"left lying: {one.name}" for one in folder.glob(".*.new*")]
    return Killed(kills, acknowledged, under_way, strays, tuple(lost))


def main(arguments: list[str]) -> int:
    """Kill as often as wanted, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        found = killed(Path(folder), int(arguments[0]) if arguments else 1000)
    print(found)
    return int(bool(found.lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
