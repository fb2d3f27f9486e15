"""A server that does nothing: what is waited for its answers is the machine's and the client's own.

Called as ``python -P -m benchmarks._nothing PORT``.
"""

import socket
import sys
from contextlib import suppress

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"
_MOST = 65_536


def answer_forever(listening: socket.socket) -> None:
    """Give everybody the same answer, until the socket is closed."""
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.recv(_MOST)
            connection.sendall(ANSWER)


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as made:
        answer_forever(made)
