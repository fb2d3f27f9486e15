"""What every benchmark in a browser needs: servers of their own, the machine's Chromium, its counters."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """A process that serves one page.

    Attributes
    ----------
    process : subprocess.Popen
    port : int
    began : float
        Moment of its start, by ``time.perf_counter``.
    """

    process: "subprocess.Popen[bytes]"
    port: int
    began: float

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}/"

    def answers(self, patience: float = PATIENCE) -> float:
        """Wait for its first answer.

        Returns
        -------
        float
            Seconds from its start to the answer.

        Raises
        ------
        RuntimeError
            If it has ended, or does not answer in time.
        """
        until = self.began + patience
        while self.process.poll() is None and time.perf_counter() < until:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
            try:
                connection.request("GET", "/")
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return time.perf_counter() - self.began
            except ConnectionError:
                time.sleep(0.01)
            finally:
                connection.close()
        raise RuntimeError(f"The server does not answer: {self.process.args!r}")


@contextmanager
def started(command: Sequence[str]) -> Iterator[Server]:
    """Start a server and end it afterwards.

    Parameters
    ----------
    command : sequence of str
        Arguments of Python; ``{port}`` and ``{folder}`` are filled in.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with ExitStack() as cleared:
        folder = cleared.enter_context(tempfile.TemporaryDirectory())
        words = [word.format(port=port, folder=folder) for word in command]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        began = time.perf_counter()
        process = cleared.enter_context(
            subprocess.Popen(
                [sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        try:
            yield Server(process, port, began)
        finally:
            process.terminate()


@contextmanager
def served(command: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Start a server; give its address and the seconds to its first answer."""
    with started(command) as server:
        seconds = server.answers()
        yield server.address, seconds


def launch_options() -> dict[str, Any]:
    """Say how to start the machine's own Chromium; root cannot use its sandbox."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    return {"executable_path": program, "args": [*quiet, *(["--no-sandbox"] if as_root else [])]}


def count_processor(devtools: CDPSession) -> None:
    """Let a page's counters count the main thread's processor time instead of time on the wall."""
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})


def counters(devtools: CDPSession) -> dict[str, float]:
    """Read the page's counters by their names, ``TaskDuration`` in seconds among them."""
    return {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
