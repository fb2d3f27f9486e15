"""Writers who read, change and save the same project at the same time: each change is kept or refused, none lost.

python -m tests.loading.project_file.interleaved_saves 200
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from loading.errors import DataFileError
from loading.project_file.saving import save
from loading.project_file.summary import read_summary
from tests.loading.project_file.made_projects import saved_town

TOWN = "Lindenau"


@dataclass(frozen=True)
class Interleaved:
    """What came of it.

    Attributes
    ----------
    kept, refused : int
        Updates.
    wrong : tuple of str
        What is not as it must be.
    """

    kept: int
    refused: int
    wrong: tuple[str, ...]


def interleaved(folder: Path, writers: int, updates: int, seed: int = 3) -> Interleaved:
    """Let writers count up one number in a project, each so many times.

    Each kept update adds one, so that the number at the end is how many were kept: an update that overwrote another
    would make it smaller.
    """
    path, project = saved_town(folder, TOWN)
    heard: Counter[str] = Counter()
    lock = threading.Lock()

    def writer(number: int) -> None:
        moments = random.Random(seed + number)
        for _ in range(updates):
            seen = read_summary(path)
            counted = {"n": str(int(seen.view.get("n", 0)) + 1)}
            time.sleep(moments.uniform(0, 0.02))
            try:
                save(path, replace(project, view=counted), seen.revision)
                outcome = "kept"
            except DataFileError as error:
                outcome = error.problem
            with lock:
                heard[outcome] += 1

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept, refused = heard["kept"], heard["project_file.conflict"]
    last = read_summary(path)
    wrong = [f"{outcome}: {n}" for outcome, n in heard.items() if outcome not in ("kept", "project_file.conflict")]
    wrong += [f"{kept} kept, {last.view} counted"] if last.view != {"n": str(kept)} else []
    wrong += [f"{kept} kept, revision {last.revision}"] if last.revision != kept + 1 else []
    return Interleaved(kept, refused, tuple(wrong))


def main(arguments: list[str]) -> int:
    """Interleave as many updates of four writers as wanted, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        found = interleaved(Path(folder), 4, (int(arguments[0]) if arguments else 200) // 4)
    print(found)
    return int(bool(found.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
