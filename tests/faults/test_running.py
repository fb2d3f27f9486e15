"""The running program: killed while it reads, and kept busy by readings that never end."""

import http.client
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks._chromium import ROOT, started
from benchmarks._hostile_uploaders import form
from loading.delivery import Delivery
from loading.errors import DataFileError
from loading.ingest.reader import AT_ONCE, WAITING, Reader
from tests.callbacks.delivered_towns import town_files


def asked(port: int, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> Any:
    """Ask a server, and give its answer as plain data."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, {"Content-Type": kind} if body else {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    assert response.status == 200, content
    return json.loads(content)


def delivered(port: int, files: tuple[Path, ...]) -> str:
    """Send files as the page does."""
    sent = form({file.name: file.read_bytes() for file in files})
    return str(asked(port, "POST", "/intake/files", *sent)["intake"])


@pytest.mark.slow
def test_a_program_killed_while_it_reads_comes_back_with_everything_acknowledged_and_leaves_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "tmp"
    copies.mkdir()
    monkeypatch.setenv("TMPDIR", str(copies))
    command = (str(ROOT / "app.py"), "serve", "--no-browser", "--port", "{port}", "--projects", str(tmp_path))
    decisions = json.dumps({"decisions": {"title": "Nicht verloren"}}).encode()
    with started(command) as server:
        server.answers()
        token = delivered(server.port, town_files(tmp_path / "files", "Lindenau", "30", 6))
        saved = asked(server.port, "PUT", f"/intake/{token}/decisions", decisions)["saved"]
        threading.Thread(target=_left_unanswered, args=(server.port, token), daemon=True).start()
        until = time.monotonic() + 5
        while not list(tmp_path.glob("intake/laid-out-*")) and time.monotonic() < until:
            time.sleep(0.002)
        server.process.kill()
        server.process.wait()
    assert list(tmp_path.glob("intake/laid-out-*"))
    with started(command) as server:
        server.answers()
        kept = asked(server.port, "GET", f"/intake/{token}/decisions")
        assert (kept["decisions"], kept["saved"]) == ({"title": "Nicht verloren"}, saved)
        assert asked(server.port, "GET", "/projects/list")["projects"] == []
        left = [*tmp_path.glob("intake/laid-out-*"), *copies.glob("quartierblick-*")]
        assert [one for one in left if f"-{server.process.pid}-" not in one.name] == []  # but what it reads itself now


def _left_unanswered(port: int, token: str) -> None:
    """Ask for a reading whose end this program does not live to see."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("POST", f"/intake/{token}/log.csv", b"{}", {"Content-Type": "application/json"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return


def test_eight_stuck_readings_keep_nobody_else_waiting(tmp_path: Path) -> None:
    go_on, lock = threading.Event(), threading.Lock()
    under_way: list[int] = []
    most: list[int] = []
    refused: list[str] = []

    def stuck(*_: Any, **__: Any) -> Delivery:
        with lock:
            under_way.append(1)
            most.append(len(under_way))
        go_on.wait(10)
        with lock:
            under_way.pop()
        return Delivery((), (), (), (), (), ())

    def read(number: int) -> None:
        path = tmp_path / f"{number}.csv"
        path.write_text(f"a;b\n{number};1\n", encoding="utf-8")
        try:
            reader.read([path])
        except DataFileError as error:
            refused.append(error.problem)

    reader = Reader(apart=stuck)
    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 5
    while len(refused) < 8 - AT_ONCE - WAITING and time.monotonic() < until:
        go_on.wait(0.01)
    # Who is refused knows it at once, while all the others are still stuck.
    assert refused == ["ingest.busy"] * (8 - AT_ONCE - WAITING)
    go_on.set()
    for thread in threads:
        thread.join()
    assert max(most) == AT_ONCE == 2
