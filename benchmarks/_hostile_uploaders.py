"""Four who upload files that cost their reader as much as the limits allow, again and again; a process of their own.

Called as ``python -P -m benchmarks._hostile_uploaders PORT``. Ends when its input does; what came of the uploads is
then its output, as JSON. It stands for four machines elsewhere, and so takes the processor after everybody who answers
or asks, but before whoever reads.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks._chromium import PATIENCE, ROOT
from benchmarks._hostile_files import HOSTILE, small_map
from benchmarks._load_questions import CALLBACKS, body_of, parts_of

_BORDER = "hostile-uploads-part"
_NICE = 10


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


class Uploader:
    """Somebody who uploads a file again and again, and has it read.

    Parameters
    ----------
    port : int
    path : Path
        Of the file; a harmless map goes with it.
    came : Counter of str
        Gets what came of each upload.
    """

    def __init__(self, port: int, path: Path, came: Counter[str]) -> None:
        self._port, self._path, self._came = port, path, came
        self._number, self._token = 0, ""
        self._until = threading.Event()
        self.thread = threading.Thread(target=self._upload, daemon=True)

    def stop(self) -> None:
        """Begin no further upload, and have the reading under way ended."""
        self._until.set()
        with suppress(OSError):
            asked(self._port, f"/intake/{self._token}/cancel", b"")

    def _upload(self) -> None:
        while not self._until.is_set():
            try:
                what = self._once()
            except (OSError, ValueError, http.client.HTTPException) as error:
                what = type(error).__name__
            self._came[f"{self._path.name}: {what if not self._until.is_set() else 'cancelled at the end'}"] += 1

    def _once(self) -> str:
        self._number += 1  # another name each time: what was just read is remembered
        files = {f"{self._number}-{self._path.name}": self._path.read_bytes(), "karte.geojson": small_map()}
        status, content = asked(self._port, "/intake/files", *form(files))
        if status != http.HTTPStatus.OK or self._until.is_set():
            return f"upload {status}"
        self._token = json.loads(content)["intake"]
        return f"reading {asked(self._port, CALLBACKS, self._question())[0]}"

    def _question(self) -> bytes:
        """Ask as the page does for what was recognised."""
        delivered, wired = "intake-delivery.data", json.loads(asked(self._port, "/_dash-dependencies")[1])
        (part,) = [one for one in parts_of(wired, delivered) if one["output"] == "intake-answer.data"]
        return body_of(part, {delivered: {"intake": self._token}, "address-page.data": {"language": "de"}}, delivered)


def form(files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Write what a page sends with files, and name its kind."""
    head = f'--{_BORDER}\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n'
    parts = [(head % name).encode() + content + b"\r\n" for name, content in files.items()]
    return b"".join(parts) + f"--{_BORDER}--\r\n".encode(), f"multipart/form-data; boundary={_BORDER}"


def upload(port: int, until_end_of: Any) -> Counter[str]:
    """Have all hostile files uploaded until a stream ends; gives what came of them."""
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, make in HOSTILE.items():
            make(Path(folder) / name)
        uploaders = [Uploader(port, Path(folder) / name, came) for name in HOSTILE]
        print("ready", flush=True)
        until_end_of.readline()
        for one in uploaders:
            one.thread.start()
        until_end_of.read()
        for one in uploaders:
            one.stop()
        for one in uploaders:
            one.thread.join(PATIENCE)
    return came


@contextmanager
def ready(port: int) -> Iterator["subprocess.Popen[str]"]:
    """Start the process and wait until its files are made; see :func:`begin`."""
    words = [sys.executable, "-P", "-m", "benchmarks._hostile_uploaders", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        if process.stdout is None:
            raise RuntimeError("a process without pipes")
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def begin(process: "subprocess.Popen[str]") -> None:
    """Let the process begin."""
    if process.stdin is None:
        raise RuntimeError("a process without pipes")
    process.stdin.write("\n")
    process.stdin.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICE)
    print(json.dumps(upload(int(sys.argv[1]), sys.stdin)))
