"""What the benchmark of hostile uploads judges, that its files are read, and that its server that does nothing does."""

import http.client
import json
import socket
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks._hostile_files import HOSTILE, small_map
from benchmarks._hostile_uploaders import Uploader, asked
from benchmarks._load_questions import CALLBACKS
from benchmarks._nothing import answer_forever
from benchmarks.hostile_uploads import BESIDE, IDLE, MAP, PULSE, Measured, Waited, judged, percentile
from loading.files.opening import opened

WIRED = {
    "output": "intake-answer.data",
    "inputs": [{"id": "intake-delivery", "property": "data"}],
    "state": [{"id": "address-page", "property": "data"}],
}


def waited(seconds: float = 0.05, idle: float = 0.001, late: int = 0, **others: float) -> Waited:
    """What a client waited for: hundred answers of each kind, some of them a second late."""
    of_each = {kind: [others.get(kind, seconds)] * (100 - late) + [1.0] * late for kind in (MAP, PULSE)}
    return {**of_each, BESIDE: [others.get("beside", seconds)] * 100, IDLE: [idle] * 100}


@pytest.mark.parametrize(
    ("before", "during", "afterwards", "kept"),
    [
        (waited(), waited(), waited(), True),
        (waited(), waited(0.074), waited(), True),
        (waited(), waited(0.076), waited(), False),
        (waited(), waited(beside=0.2), waited(), False),
        (waited(), waited(late=3), waited(), True),
        (waited(), waited(late=9), waited(), False),
        (waited(), waited(0.085, idle=0.012), waited(), True),
        (waited(0.05), waited(0.085), waited(0.07), True),
        (waited(0.07), waited(0.2), waited(0.05), False),
    ],
    ids=["alike", "near", "longer", "one kind", "few late", "many late", "a slow machine", "an unsteady one", "both"],
)
def test_answers_stay_at_what_is_usual_or_the_benchmark_says_that_they_do_not(
    before: Waited, during: Waited, afterwards: Waited, kept: bool
) -> None:
    told: list[str] = []
    assert judged(Measured(before, during, afterwards), told.append) is kept
    assert len(told) == 14
    assert told[-1].endswith(": held") is kept


def test_nothing_measured_is_no_pass() -> None:
    nothing: Waited = {kind: [] for kind in (MAP, BESIDE, PULSE, IDLE)}
    assert not Measured(waited(), nothing, waited()).is_kept(MAP)
    assert percentile([], 95) != percentile([], 95)


def test_tables_are_read_since_a_map_comes_with_them(tmp_path: Path) -> None:
    (tmp_path / "karte.geojson").write_bytes(small_map())
    assert [file.format for file in opened([tmp_path / "karte.geojson"])] == ["geojson"]
    assert {Path(name).suffix for name in HOSTILE} == {".geojson", ".xlsx", ".csv", ".zip"}


def test_the_server_that_does_nothing_answers_everybody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer_forever, args=(listening,), daemon=True).start()
        port = listening.getsockname()[1]
        assert [asked(port, "/") for _ in range(3)] == [(200, b"OK")] * 3


def test_an_uploader_uploads_asks_and_has_its_reading_ended(tmp_path: Path) -> None:
    heard: list[tuple[str, bytes]] = []

    class Intake(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(json.dumps([WIRED]))

        def do_POST(self) -> None:
            heard.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            if self.path == CALLBACKS:
                uploader.stop()
            self._answer(json.dumps({"intake": "abc"}))

        def _answer(self, said: str) -> None:
            self.send_response(http.HTTPStatus.OK)
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_: object) -> None:
            del _

    (tmp_path / "a.csv").write_text("Nr;Wert\n1;2\n")
    came: Counter[str] = Counter()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Intake)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        uploader = Uploader(server.server_address[1], tmp_path / "a.csv", came)
        uploader.thread.start()
        uploader.thread.join(20)
        server.shutdown()
    assert [path for path, _ in heard] == ["/intake/files", CALLBACKS, "/intake/abc/cancel"]
    assert b'filename="1-a.csv"' in heard[0][1]
    question = json.loads(heard[1][1])
    assert question["changedPropIds"] == ["intake-delivery.data"]
    assert [one["value"] for one in question["inputs"] + question["state"]] == [{"intake": "abc"}, {"language": "de"}]
    assert came == {"a.csv: cancelled at the end": 1}
