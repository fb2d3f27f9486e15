"""A browser's connections without a browser: little work per request, so that the client does not measure itself."""

import asyncio
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import brotli  # type: ignore[import-untyped]  # it has no types

PATIENCE = 60.0
PER_HOST = 6  # connections that a browser opens to one host
_GONE = (ConnectionError, asyncio.IncompleteReadError)


def allow_connections() -> None:
    """Let this process, and those that it starts, open as many connections as the system allows."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@dataclass
class Heard:
    """What came of all requests so far.

    Attributes
    ----------
    seconds : dict of str to list of float
        From asking to the last byte, by kind of request.
    errors : list of str
    bytes : int
        As they came over the line.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    bytes: int = 0


@dataclass(frozen=True)
class Asked:
    """One request.

    Attributes
    ----------
    kind : str
        Under which its time is noted.
    path : str
    body : bytes or None
        JSON to be posted.
    """

    kind: str
    path: str
    body: bytes | None = None


class Host:
    """Up to six connections to one server, kept open, each for one request at a time.

    Parameters
    ----------
    port : int
    heard : Heard

    Attributes
    ----------
    page : str
        The address at which the page stands; browsers send it along.
    """

    def __init__(self, port: int, heard: Heard) -> None:
        self._port, self._heard = port, heard
        self.page = "/"
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._places = asyncio.Semaphore(PER_HOST)

    async def ask(self, asked: Asked) -> bytes:
        """Ask once; what goes wrong is noted, and gives no content."""
        begun = perf_counter()
        async with self._places:
            try:
                content = await asyncio.wait_for(self._answered(asked), PATIENCE)
            except (*_GONE, TimeoutError, OSError, ValueError) as error:
                self._heard.errors.append(f"{asked.kind}: {type(error).__name__} {error}"[:120])
                return b""
        self._heard.seconds.setdefault(asked.kind, []).append(perf_counter() - begun)
        return content

    async def ask_all(self, requests: Sequence[Asked]) -> list[bytes]:
        """Ask several things at once, as a page does."""
        return list(await asyncio.gather(*(self.ask(one) for one in requests)))

    def close(self) -> None:
        """Close what is open."""
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _answered(self, asked: Asked) -> bytes:
        """Ask over a connection that is open; one that the server has closed meanwhile is replaced, as browsers do."""
        while self._idle:
            kept = self._idle.pop()
            try:
                return await self._over(kept, asked)
            except _GONE:
                kept[1].close()
        return await self._over(await asyncio.open_connection("127.0.0.1", self._port, limit=2**20), asked)

    async def _over(self, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], asked: Asked) -> bytes:
        reader, writer = connection
        writer.write(_written(asked, self._port, self.page))
        head = await reader.readuntil(b"\r\n\r\n")
        status, headers = int(head[9:12]), _headers(head)
        content = await _content(reader, status, headers)
        self._heard.bytes += len(head) + len(content)
        if headers.get(b"connection", b"").lower() == b"close":
            writer.close()
        else:
            self._idle.append(connection)
        if status not in (200, 204):
            self._heard.errors.append(f"{asked.kind}: {status} {asked.path[:60]}")
            return b""
        return _unpacked(content, headers.get(b"content-encoding", b""))


def _written(asked: Asked, port: int, page: str) -> bytes:
    method = "GET" if asked.body is None else "POST"
    body = asked.body or b""
    site = f"http://127.0.0.1:{port}"
    head = f"{method} {asked.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, br\r\n"
    head += f"Referer: {site}{page}\r\nSec-Fetch-Site: same-origin\r\n"
    if asked.body is not None:
        head += f"Origin: {site}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def _headers(head: bytes) -> dict[bytes, bytes]:
    lines = head.split(b"\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines) if name}


async def _content(reader: asyncio.StreamReader, status: int, headers: dict[bytes, bytes]) -> bytes:
    if status in (204, 304):
        return b""
    if headers.get(b"transfer-encoding", b"").lower() != b"chunked":
        return await reader.readexactly(int(headers.get(b"content-length", b"0")))
    pieces = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        pieces.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(pieces)


def _unpacked(content: bytes, encoding: bytes) -> bytes:
    if encoding == b"br":
        return bytes(brotli.decompress(content))
    return zlib.decompress(content, 31) if encoding == b"gzip" else content
