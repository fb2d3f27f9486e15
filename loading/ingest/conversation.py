"""The other side of a reading: starts a process for it, hears what it tells, and ends it."""

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, Any

import msgspec

from loading.ingest.child import FAILED, Request
from loading.ingest.forking import LENGTH
from loading.ingest.sealed import bare_environment

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_LINE = 1 << 16
# What no file does to its reader: the system ends it for want of memory, or somebody does.
_FROM_OUTSIDE = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
# Isolated from the user's own Python settings; what to import comes as a word.
_START = "import sys; sys.path[:] = {path!r}; from loading.ingest import {module}; {call}"


class Conversation:
    """One reading that is under way in another process.

    Parameters
    ----------
    lines : binary stream
        What the process tells.
    stop : callable
        Ends the process at once; may be called twice.
    status : callable
        Gives how the process ended, once ``lines`` are at their end; for a process that says so itself, None.
    """

    def __init__(self, lines: IO[bytes], stop: Callable[[], None], status: Callable[[], int | None]) -> None:
        self._lines, self._stop, self._status = lines, stop, status
        self._heard: queue.Queue[bytes | None] = queue.Queue()
        self._ended: int | None = None
        self._peak = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def next_line(self, seconds: float) -> bytes | None:
        """Wait for the next line.

        Returns
        -------
        bytes or None
            None at the end.

        Raises
        ------
        queue.Empty
            If nothing was told for so long.
        """
        line = self._heard.get(timeout=seconds)
        if line is not None and line.startswith(b'{"ended"'):
            told = json.loads(line)
            self._ended, self._peak = int(told["ended"]), int(told.get("peak", 0))
            return None
        if line is None and self._ended is None:
            self._ended = self._status()
        return line

    def stop(self) -> None:
        """End the process at once, and wait until it has ended."""
        self._stop()
        with contextlib.suppress(queue.Empty):
            while self.next_line(5.0) is not None:
                pass

    def status(self) -> int:
        """How the process ended: its exit code, or the negative number of a signal; FAILED where nobody knows."""
        return FAILED if self._ended is None else self._ended

    def was_ended(self) -> bool:
        """Whether the process was ended from outside; also where it is gone and nobody can say how."""
        return self._ended is None or self._ended in [
            -getattr(signal, one) for one in _FROM_OUTSIDE if hasattr(signal, one)
        ]

    def peak(self) -> int:
        """Give the address space, in bytes, that the process has had at least; 0 where nobody knows."""
        return self._peak

    def close(self) -> None:
        """Let go of the process; it ends, if it has not."""
        self._stop()
        with contextlib.suppress(OSError, ValueError):
            self._lines.close()

    def _listen(self) -> None:
        try:
            while line := self._lines.readline(_LONGEST_LINE):
                self._heard.put(line)
        except (OSError, ValueError):  # closed from our side
            pass
        self._heard.put(None)


class Nursery:
    """Where processes that read come from: a forkserver, or a new process each where a system cannot fork.

    Notes
    -----
    The forkserver starts with the first reading, or earlier by :meth:`warm`, and ends with this process. After a fork
    of this process, as web servers do, the copy starts a forkserver of its own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def warm(self) -> None:
        """Start the forkserver, without waiting for it."""
        if can_fork():
            with self._lock:
                self._running_control()

    def begin(self, request: Request) -> Conversation:
        """Start reading."""
        if not can_fork():
            return spawned(request)
        ours, theirs = socket.socketpair()
        raw = msgspec.json.encode(request)
        with theirs, self._lock:
            control = self._running_control()
            socket.send_fds(control, [LENGTH.pack(len(raw))], [theirs.fileno()])
            control.sendall(raw)
        return Conversation(ours.makefile("rb"), lambda: _hang_up(ours), lambda: None)

    def close(self) -> None:
        """End the forkserver and all that it has forked."""
        with self._lock:
            self._end()

    def _running_control(self) -> socket.socket:
        alive = self._server is not None and self._owner == os.getpid() and self._server.poll() is None
        if self._control is not None and alive:
            return self._control
        self._end()
        ours, theirs = socket.socketpair()
        with theirs:
            call = f"forking.main([{str(theirs.fileno())!r}])"
            self._server = _started("forking", call, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)
        self._control, self._owner = ours, os.getpid()
        return ours

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._server is not None and self._owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(timeout=5)
        self._server = self._control = None


@cache
def nursery() -> Nursery:
    """Give the one of this process."""
    return Nursery()


def can_fork() -> bool:
    """Whether the system can fork and hand sockets over."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


def spawned(request: Request) -> Conversation:
    """Start a new process for a request: slower, possible everywhere."""
    process = _started("child", "child.read_spawned()", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    asked, lines = process.stdin, process.stdout
    if asked is None or lines is None:
        raise RuntimeError("a process without pipes")
    with contextlib.suppress(BrokenPipeError), asked:
        asked.write(msgspec.json.encode(request))

    def stop() -> None:
        process.kill()
        process.wait()

    return Conversation(lines, stop, process.wait)


def _started(module: str, call: str, **streams: Any) -> subprocess.Popen[bytes]:
    path = [str(_ROOT), *(entry for entry in sys.path if entry and Path(entry) != _ROOT)]
    words = [sys.executable, "-I", "-X", "utf8", "-c", _START.format(path=path, module=module, call=call)]
    # Fixed words: this interpreter, our own modules; nothing of what was delivered is part of the command.
    return subprocess.Popen(  # noqa: S603
        words, env=bare_environment(), stderr=subprocess.DEVNULL, **{"stdout": subprocess.DEVNULL, **streams}
    )


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
