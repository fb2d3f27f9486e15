"""Proofs under way and finished, each in a process and a folder of its own; one at a time for a project."""

import json
import logging
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from layers.protection_apart import ANSWER, PUBLIC, QUESTION, STEP
from loading.atlas import Atlas
from loading.code_places import code_places_in
from loading.files.passing import passing

_ROOT = Path(__file__).resolve().parents[3]
_LOG = logging.getLogger(__name__)
_SAID = "said.txt"
_MOST_SAID = 4_000
_KEPT = 12
_LONGEST = 900  # seconds


class Question(Protocol):
    """What such a process is asked; it is pickled."""

    @property
    def atlas(self) -> Atlas:
        """The internal project."""

    @property
    def key(self) -> str:
        """The same for the same question."""


@dataclass(frozen=True)
class Proof:
    """One proof: its project and rules, its process and folder, when it began."""

    project: str
    rules: str
    folder: Path
    process: "subprocess.Popen[bytes]"
    began: float

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return time.monotonic() - self.began

    def answer(self) -> Mapping[str, Any] | None:
        """Give what it found; None as long as it runs.

        Raises
        ------
        ChildProcessError
            If it ended without an answer.
        """
        if self.is_running:
            return None
        found = self.so_far()
        if not found:
            raise ChildProcessError(self.project)
        return found

    def so_far(self) -> Mapping[str, Any]:
        """Give what is known by now; empty where nothing is."""
        return self._written(ANSWER)

    def step(self) -> Mapping[str, Any]:
        """Give what it is at: ``step``, ``done``, ``of``; empty before the first."""
        return self._written(STEP)

    def _written(self, name: str) -> Mapping[str, Any]:
        try:
            found: Mapping[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        except OSError:
            return {}
        return found

    @property
    def is_running(self) -> bool:
        """Whether more is to come; what takes too long is ended."""
        if self.process.poll() is None and self.seconds > _LONGEST:
            self.process.kill()
            self.process.wait()
        self.note_end()
        return self.process.poll() is None

    def note_end(self) -> None:
        """Log once where in the program it broke off; what it said itself quotes names and numbers of the delivery."""
        ended = self.process.poll()
        if ended in (None, 0):
            return
        try:
            said = (self.folder / _SAID).read_bytes()[-_MOST_SAID:].decode("utf-8", errors="replace")
            (self.folder / _SAID).unlink()
        except OSError:  # told already
            return
        _LOG.error("a proof ended with %s: %s", ended, code_places_in(said))

    def public(self) -> Atlas:
        """Give the public Atlas; only this program has written into the folder."""
        made = pickle.loads((self.folder / PUBLIC).read_bytes())  # noqa: S301 - written by our own process
        if not isinstance(made, Atlas) or made.protection is None:
            raise ChildProcessError(self.project)
        return made


class Proofs:
    """Proofs of one server.

    Parameters
    ----------
    folder : Path
        Where their folders are made.
    program : str
        Module whose ``main`` answers in the process.
    """

    def __init__(self, folder: Path, program: str = "layers.protection_apart") -> None:
        self._folder = folder
        self._program = f"{_START}; from {program} import main; sys.exit(main(Path(sys.argv[2])))"
        self._known: OrderedDict[str, Proof] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, asked: Question) -> str:
        """Begin a proof, or give the one of the same question; another one of the project is ended."""
        rules = asked.key
        with self._lock:
            for token, one in list(self._known.items()):
                if one.project != asked.atlas.project:
                    continue
                if one.rules == rules and (one.process.poll() in (None, 0)):
                    return token
                if one.process.poll() is None:
                    self._drop(token)
            self._folder.mkdir(exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=passing(".proof-"), dir=self._folder))
            (folder / QUESTION).write_bytes(pickle.dumps(asked))
            command = [sys.executable, "-P", "-c", self._program, str(_ROOT), str(folder.resolve())]
            nothing = subprocess.DEVNULL
            with (folder / _SAID).open("wb") as said:
                process = subprocess.Popen(command, cwd=folder, stdin=nothing, stdout=nothing, stderr=said)  # noqa: S603 - our own program
            self._known[folder.name] = Proof(asked.atlas.project, rules, folder, process, time.monotonic())
            while len(self._known) > _KEPT:
                self._drop(next(iter(self._known)))
            return folder.name

    def of(self, token: str, atlas: Atlas) -> Proof:
        """Give a proof of a project.

        Raises
        ------
        KeyError
            If the project has none, or no longer.
        """
        one = self._known[token]
        if one.project != atlas.project:
            raise KeyError(token)
        return one

    def end(self, token: str, atlas: Atlas) -> None:
        """End a proof of a project and forget it.

        Raises
        ------
        KeyError
            As :meth:`of`.
        """
        with self._lock:
            self.of(token, atlas)
            self._drop(token)

    def forget(self, projects: Collection[str]) -> None:
        """End and forget all proofs of projects, with what lies in their folders."""
        with self._lock:
            for token in [token for token, one in self._known.items() if one.project in projects]:
                self._drop(token)

    def _drop(self, token: str) -> None:
        one = self._known.pop(token)
        one.note_end()
        one.process.kill()
        one.process.wait()
        shutil.rmtree(one.folder, ignore_errors=True)


_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; "
    "from loading.code_places import write_places; sys.excepthook = write_places"
)
