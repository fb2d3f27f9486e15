"""What the contestants of the analysis told so far, in a file: a run that was broken off goes on where it stood."""

import hashlib
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Told = Mapping[str, Mapping[str, Any]]  # by task: seconds, outcome, bounds
MEASURED = ("analysis/**/*.py", "benchmarks/analysis.py", "benchmarks/_analysis_*.py", "requirements*.txt")


def fingerprint(root: Path) -> str:
    """Name what is measured: the code, the versions of all libraries, and the machine's system.

    Figures under another name are of something else and must not stand beside these.
    """
    digest = hashlib.sha256(platform.platform().encode())
    for file in sorted(file for pattern in MEASURED for file in root.glob(pattern)):
        digest.update(f"\n{file.relative_to(root).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()


class Kept:
    """Answers of contestants, kept one by one as they come.

    Parameters
    ----------
    file : Path or None
        Where; nothing is kept beyond the run if None.
    name : str
        Of what is measured. Answers in the file under another name are dropped.

    Attributes
    ----------
    earlier : int
        Answers taken over from an earlier run.
    """

    def __init__(self, file: Path | None, name: str) -> None:
        self._file, self._name = file, name
        self._answers: dict[str, Told] = {}
        if file is not None and file.exists():
            read = json.loads(file.read_text(encoding="utf-8"))
            self._answers = read["answers"] if read["name"] == name else {}
        self.earlier = len(self._answers)

    def answer(self, place: str) -> Told | None:
        """Give what was told at a place of the run (size, round, contestant); None where it has yet to be asked."""
        return self._answers.get(place)

    def keep(self, place: str, told: Told) -> None:
        """Take down an answer; the file always holds a whole state, whenever the run ends."""
        self._answers[place] = told
        if self._file is not None:
            new = self._file.with_name(self._file.name + ".new")
            new.write_text(json.dumps({"name": self._name, "answers": self._answers}), encoding="utf-8")
            new.replace(self._file)
