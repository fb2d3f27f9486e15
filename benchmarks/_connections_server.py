"""A small answer, given by a server that looks after its connections as waitress does, or as the product does."""

import sys
from typing import Any

import waitress

from callbacks.shared.attention import Sockets, attend
from callbacks.turns import Turns, let_in_together


def answer(_environ: object, start: Any) -> list[bytes]:
    """Say little."""
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def serve(way: str, port: int) -> None:
    """Serve until the process is ended."""
    sockets = Sockets() if way == "ours" else dict[int, Any]()
    server = waitress.create_server(
        answer,
        map=sockets,
        host="127.0.0.1",
        port=port,
        _dispatcher=Turns(),
        connection_limit=20_000,
        asyncore_use_poll=sys.platform != "win32",
        channel_timeout=600,
    )
    let_in_together(sockets)
    (attend(server, sockets) if isinstance(sockets, Sockets) else server).run()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
