"""The forkserver: a process that has loaded all readers, knows nothing else, and forks one child for each delivery.

It is started bare and without network, before it has read a byte of a file; a child costs a fork instead of a second
of imports. ``multiprocessing`` has such a server too, but its children import the program's main module, inherit its
environment and speak pickle.

Protocol
--------
Each message on the control socket is the length of a request (4 bytes), the socket of its conversation beside it, and
the request. A child tells stages on that socket, line by line; the last line, ``{"ended": status, "peak": bytes}`` with
the address space that it has had at least, comes from here.
A byte or the end from the other side means that nobody waits any longer: the child is killed.
"""

import contextlib
import json
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from loading.ingest.address_space import KIBI, AddressSpace, address_space, least_peak

LENGTH = struct.Struct("<I")
_CHUNK = 1 << 16
_LOOKED_AFTER = 100  # milliseconds between two looks at how much the children have taken


@dataclass
class _Running:
    pid: int
    connection: socket.socket
    at_fork: AddressSpace
    peak: int = 0


class Forkserver:
    """Forks and ends children.

    Parameters
    ----------
    control : socket
        From the program; its end ends everything here.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._running: dict[int, _Running] = {}
        self._poll = select.poll()
        self._woken, self._wakes = os.pipe()

    def serve(self) -> None:
        """Work until the program has gone."""
        os.set_blocking(self._wakes, False)
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._poll.register(self._control, select.POLLIN)
        self._poll.register(self._woken, select.POLLIN)
        try:
            while self._step():
                pass
        finally:
            for one in self._running.values():
                os.kill(one.pid, signal.SIGKILL)

    def _step(self) -> bool:
        for number, _ in self._poll.poll(_LOOKED_AFTER if self._running else None):
            if number == self._woken:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._woken, _CHUNK)
            elif number in self._running:
                self._poll.unregister(number)
                os.kill(self._running[number].pid, signal.SIGKILL)
            elif not self._accept():
                return False
        for one in self._running.values():
            one.peak = max(one.peak, address_space(one.pid).peak)
        self._reap()
        return True

    def _accept(self) -> bool:
        head, numbers, _, _ = socket.recv_fds(self._control, LENGTH.size, 1)
        if not head:
            return False
        (length,) = LENGTH.unpack(head)
        raw = b""
        while len(raw) < length and (block := self._control.recv(length - len(raw))):
            raw += block
        connection = socket.socket(fileno=numbers[0])
        now = address_space()
        pid = os.fork()
        if not pid:
            self._become_child(raw, connection)
        self._running[connection.fileno()] = _Running(pid, connection, now)
        self._poll.register(connection, select.POLLIN)
        return True

    def _become_child(self, raw: bytes, connection: socket.socket) -> None:
        from loading.ingest.child import read_forked

        self._control.close()
        for one in self._running.values():
            one.connection.close()
        read_forked(raw, connection)

    def _reap(self) -> None:
        for number, one in list(self._running.items()):
            pid, status, used = os.wait4(one.pid, os.WNOHANG)
            if not pid:
                continue
            del self._running[number]
            with contextlib.suppress(KeyError):
                self._poll.unregister(number)
            with contextlib.suppress(OSError):  # nobody may wait any longer
                # A child that was cut off may have left half a line.
                peak = least_peak(one.peak, one.at_fork, used.ru_maxrss * KIBI)
                ended = json.dumps({"ended": os.waitstatus_to_exitcode(status), "peak": peak})
                one.connection.sendall(f"\n{ended}\n".encode())
            one.connection.close()


def main(words: Sequence[str]) -> None:
    """Load the readers, then fork; the word is the number of the control socket."""
    from loading.ingest.sealed import leave_network

    leave_network()  # before any library has started a thread
    from loading.ingest.child import prepare

    prepare()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's; its end is ours
    Forkserver(socket.socket(fileno=int(words[0]))).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
