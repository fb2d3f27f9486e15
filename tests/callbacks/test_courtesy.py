"""Whoever is answered counts as such until the answer is sent, or cannot be."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from callbacks.courtesy import Courtesy
from loading.ingest.pace import Others


def test_somebody_is_answered_until_the_last_piece_is_sent() -> None:
    others = Others()

    def program(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        del environ, start
        yield b"first"
        yield b"last"

    answer: Any = Courtesy(program, others)({}, lambda *_: None)
    assert next(answer) == b"first"
    assert not others.wait(0.0)
    assert list(answer) == [b"last"]
    answer.close()
    assert others.wait(0.0)


def test_a_file_is_left_to_the_server_which_needs_no_thread_for_it() -> None:
    class ByTheServer(list[bytes]):
        """What the server sends by itself."""

    others, file = Others(), ByTheServer([b"whole"])
    answered = Courtesy(lambda *_: file, others)({"wsgi.file_wrapper": ByTheServer}, lambda *_: None)
    assert answered is file
    assert others.wait(0.0)


def test_whoever_is_not_answered_keeps_nobody_waiting() -> None:
    others = Others()

    def fails(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        del environ, start
        raise OSError(5)

    with pytest.raises(OSError, match="5"):
        Courtesy(fails, others)({}, lambda *_: None)
    assert others.wait(0.0)
