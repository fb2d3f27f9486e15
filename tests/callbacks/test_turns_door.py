"""Who knocks is let in at once, however many do."""

import socket
from types import SimpleNamespace
from typing import Any

import waitress

from callbacks.turns import Turns, let_in_together

PATIENCE = 20.0


class Door:
    """A listening socket at which some wait."""

    def __init__(self, waiting: int) -> None:
        self.accepting, self.active_channels, self.waiting = True, dict[int, int](), waiting

    def handle_accept(self) -> None:
        if self.waiting:
            self.waiting -= 1
            self.active_channels[len(self.active_channels)] = 1


def test_everybody_at_the_door_is_let_in_at_once_but_not_without_end() -> None:
    doors = [Door(30), Door(10_000)]
    let_in_together({**dict(enumerate(doors)), 9: SimpleNamespace()})
    for door in doors:
        door.handle_accept()
    assert [len(door.active_channels) for door in doors] == [30, 200]
    doors[0].handle_accept()
    assert len(doors[0].active_channels) == 30


def test_the_program_lets_many_connections_in_within_a_turn_of_its_loop() -> None:
    sockets: dict[int, Any] = {}
    server = waitress.create_server(lambda *_: [], map=sockets, host="127.0.0.1", port=0, _dispatcher=Turns())
    let_in_together(sockets)
    opened = [socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE) for _ in range(20)]
    server.asyncore.poll(PATIENCE, sockets)
    assert len(server.active_channels) == 20
    for one in opened:
        one.close()
    server.close()
