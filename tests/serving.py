"""A server of waitress that answers while a test runs, and leaves nothing behind."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import waitress

_PATIENCE = 10  # seconds


@contextmanager
def running(server: Any) -> Iterator[str]:
    """Run a server in a thread; gives its address.

    Its threads end before its files are closed: one that was still answering would wake the server by a number that by
    then belongs to something else, the pipe of a process that a later test starts for example.
    """

    def run() -> None:
        with suppress(OSError):  # a connection that breaks off
            server.run()

    loop = threading.Thread(target=run, daemon=True)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(timeout=_PATIENCE)
        server.trigger.pull_trigger(partial(server.asyncore.close_all, server._map))
        loop.join(_PATIENCE)


@contextmanager
def served(program: Any, threads: int = 8) -> Iterator[str]:
    """Serve a program at a free port; gives its address."""
    with running(waitress.create_server(program, host="127.0.0.1", port=0, threads=threads)) as address:
        yield address
