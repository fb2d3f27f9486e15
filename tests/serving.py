"""A server of waitress that answers while a test runs, and leaves nothing behind."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import waitress

_PATIENCE = 10  # seconds


@contextmanager
def running(server: Any) -> Iterator[str]:
    """Run a server in a thread; gives its address.

    Its threads end, and then its loop, before its files are closed: whoever still woke the server would do so by a
    number that by then belongs to something else, the pipe of a process that a later test starts for example.
    """
    parts: list[Any] = []

    def run() -> None:
        with suppress(OSError):  # a connection that breaks off
            server.run()

    def leave() -> None:  # a loop without anything to look after ends
        parts.extend(server._map.values())
        server._map.clear()

    loop = threading.Thread(target=run, daemon=True)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(timeout=_PATIENCE)
        server.trigger.pull_trigger(leave)
        loop.join(_PATIENCE)
        server.asyncore.close_all(dict(enumerate(parts)))


@contextmanager
def served(program: Any, threads: int = 8) -> Iterator[str]:
    """Serve a program at a free port; gives its address."""
    with running(waitress.create_server(program, host="127.0.0.1", port=0, threads=threads)) as address:
        yield address
