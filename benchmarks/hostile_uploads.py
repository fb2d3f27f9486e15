"""How long others wait for their answers while four hostile uploads are read.

    python3 run.py bench hostile_uploads [--quick] [--seconds S]

One client asks a project for one view after the other, ten times a second at most, and for legend and ranking of each,
first alone, then while four others upload files that cost their reader as much as the limits allow, again and again.
The times it waits for the map and for what stands beside it are compared in one run: ends with 1 where a request of
the client fails, or where, during the uploads, 95 of 100 of either take longer than 300 ms *and* more than three times
as long as before. Three times, because four readings and their uploads share
two cores with the answers: what is read gives way (it runs at the lowest priority, two at a time), but not what
receives 10 MB and joins what was read, which lies in the same process as the answers.
"""

import argparse
import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks._chromium import PATIENCE, ROOT, started
from benchmarks._hostile_files import HOSTILE, small_map
from benchmarks._load_questions import body_of, parts_of, together
from loading.load import load_atlas
from sample_data import sample_files

LONGEST, TIMES = 0.3, 3.0
PAUSE = 0.1
OURS = (str(ROOT / "app.py"), "serve", "--no-browser", "--port", "{port}", "--projects", "{folder}")
CALLBACKS = "/_dash-update-component"
MAP, BESIDE = "map", "beside it"
Waited = dict[str, list[float]]
_LOOKED_AT = ("..legend-content", "..ranking-content")
_BORDER = "hostile-uploads-part"


def asked(port: int, path: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, bytes]:
    """Ask once, over a connection of its own; gives status and content."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4 * PATIENCE)
    try:
        headers = {"Content-Type": kind} if body is not None else {}
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


class Client:
    """Somebody who looks at another project, one view after the other.

    Parameters
    ----------
    port : int

    Attributes
    ----------
    errors : list of str
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.errors: list[str] = []
        self._parts: list[dict[str, Any]] = []
        atlas = load_atlas(list(sample_files()))
        views = [
            f"/answer/de?i={one.id}&y={year}&level={level}&k={classes}&scheme={scheme}"
            for one in atlas.indicators
            for year in atlas.years
            for level in ("quarter", "district")
            for classes in range(3, 8)
            for scheme in ("quantile", "equal", "jenks")
        ]
        random.Random(1).shuffle(views)  # noqa: S311 - the same on every run
        self._views = iter(views)  # none is asked for twice: an answer that was given is remembered

    def watch(self, seconds: float) -> Waited:
        """Ask for so long; gives the seconds of each answer."""
        found: Waited = {MAP: [], BESIDE: []}
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and (path := next(self._views, "")):
            began = time.perf_counter()
            answer = self._heard(found[MAP], path)
            if answer:
                self._heard(found[BESIDE], f"{CALLBACKS}/several", self._questions(json.loads(answer)))
            time.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
        return found

    def _heard(self, times: list[float], path: str, body: bytes | None = None) -> bytes:
        """Ask, note how long it took, and what went wrong."""
        began = time.perf_counter()
        try:
            status, content = asked(self._port, path, body)
        except OSError as error:
            status, content = 0, b""
            self.errors.append(repr(error)[:120])
        times.append(time.perf_counter() - began)
        if status != http.HTTPStatus.OK:
            self.errors.append(f"{path}: {status}")
            return b""
        return content

    def _questions(self, answer: object) -> bytes:
        """Ask what the page asks for legend and ranking."""
        if not self._parts:
            wired = parts_of(json.loads(asked(self._port, "/_dash-dependencies")[1]), "choropleth.data")
            self._parts = [part for part in wired if part["output"].startswith(_LOOKED_AT)]
        values = {"choropleth.data": answer, "address-page.data": {"language": "de", "page": "map", "project": ""}}
        return together([body_of(part, values, "choropleth.data") for part in self._parts])


class Attacker:
    """Somebody who uploads a file again and again, and has it read."""

    def __init__(self, port: int, path: Path, until: threading.Event, came: Counter[str]) -> None:
        self._port, self._path, self._until, self._came = port, path, until, came
        self._number = 0
        self.thread = threading.Thread(target=self._attack, daemon=True)

    def _attack(self) -> None:
        while not self._until.is_set():
            try:
                self._came[f"{self._path.name}: {self._once()}"] += 1
            except (OSError, ValueError) as error:
                self._came[f"{self._path.name}: {type(error).__name__}"] += 1

    def _once(self) -> str:
        self._number += 1  # another name each time: what was just read is remembered
        body = b"".join(
            [
                _part(f"{self._number}-{self._path.name}", self._path.read_bytes()),
                _part("karte.geojson", small_map()),
                f"--{_BORDER}--\r\n".encode(),
            ]
        )
        status, content = asked(self._port, "/intake/files", body, f"multipart/form-data; boundary={_BORDER}")
        if status != http.HTTPStatus.OK:
            return f"upload {status}"
        values = {"intake-delivery": {"intake": json.loads(content)["intake"]}, "address-page": {"language": "de"}}
        return f"reading {asked(self._port, CALLBACKS, self._question(values))[0]}"

    def _question(self, values: Mapping[str, Any]) -> bytes:
        """Ask as the page does for what was recognised."""
        wired = json.loads(asked(self._port, "/_dash-dependencies")[1])
        (found,) = [one for one in wired if one["output"] == "intake-answer.data"]
        inputs, state = (
            [{**one, "value": values.get(one["id"])} for one in found[kind]] for kind in ("inputs", "state")
        )
        wanted = {"id": "intake-answer", "property": "data"}
        changed = [f"{one['id']}.{one['property']}" for one in inputs]
        body = {"output": found["output"], "outputs": wanted, "inputs": inputs, "state": state}
        return json.dumps({**body, "changedPropIds": changed}).encode()


def percentile(seconds: Sequence[float], per_cent: int) -> float:
    """Give a percentile; NaN of fewer than two.

    Examples
    --------
    >>> percentile([1.0, 2.0, 3.0], 50), percentile([], 95)
    (2.0, nan)
    """
    return quantiles(seconds, n=100, method="inclusive")[per_cent - 1] if len(seconds) > 1 else float("nan")


def is_kept(before: Sequence[float], during: Sequence[float]) -> bool:
    """Tell whether others wait no longer than promised.

    Examples
    --------
    >>> is_kept([0.1, 0.1], [0.25, 0.25]), is_kept([0.1, 0.1], [0.5, 0.5]), is_kept([0.2, 0.2], [0.5, 0.5])
    (True, False, True)
    """
    usual, then = percentile(before, 95), percentile(during, 95)
    return then < LONGEST or then <= TIMES * usual


def measured(seconds: float) -> tuple[Waited, Waited, list[str], Counter[str]]:
    """Let a client watch alone, then during four uploads.

    Returns
    -------
    before, during : dict of str to list of float
        Seconds of each answer, by what was asked.
    errors : list of str
        What went wrong for the client.
    came : Counter of str
        What came of the uploads.
    """
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, started(OURS) as server:
        paths = [Path(folder) / name for name in HOSTILE]
        for path in paths:
            HOSTILE[path.name](path)
        server.answers()
        client, until = Client(server.port), threading.Event()
        client.watch(min(seconds, 5))
        before = client.watch(seconds)
        attackers = [Attacker(server.port, path, until, came) for path in paths]
        for one in attackers:
            one.thread.start()
        during = client.watch(seconds)
        until.set()
    return before, during, client.errors, came


def _part(name: str, content: bytes) -> bytes:
    head = f'--{_BORDER}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="ten seconds each")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each part")
    chosen = parser.parse_args(arguments)
    before, during, errors, came = measured(10.0 if chosen.quick else chosen.seconds)
    print(f"{'':20}{'answers':>10}{'median ms':>12}{'p95 ms':>10}{'longest ms':>12}")
    for kind in (MAP, BESIDE):
        for name, found in (("before", before[kind]), ("during", during[kind])):
            figures = (percentile(found, 50), percentile(found, 95), max(found, default=float("nan")))
            median, most, longest = (f"{1000 * one:.0f}" for one in figures)
            print(f"{kind + ', ' + name:20}{len(found):>10}{median:>12}{most:>10}{longest:>12}")
        ratio = percentile(during[kind], 95) / percentile(before[kind], 95)
        print(f"{kind}: p95 during the uploads is {ratio:.2f} times that before (at most {TIMES:.0f}, or 300 ms)")
    print("uploads:", ", ".join(f"{what} ({number})" for what, number in sorted(came.items())) or "none ended")
    print(*(f"failed: {one}" for one in errors[:10]), sep="\n")
    passed = all(is_kept(before[kind], during[kind]) for kind in (MAP, BESIDE)) and not errors
    print("pass" if passed else "FAIL")
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
