"""Participants of a webinar in a process of their own: each has a view, a selection and a browser's memory of its own.

``python -P -m benchmarks._load_participants`` reads what to do as JSON and writes what was heard as JSON; see
``benchmarks/load.py``.
"""

import asyncio
import json
import random
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any, Protocol

from benchmarks._load_http import Asked, Heard, Host, allow_connections
from benchmarks._load_questions import CALLBACKS, body_of, offered, parts_of, together

INTERACTION, JOIN = "interaction", "join"
_ADDRESS = re.compile(rb'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')
_STATUS = re.compile(rb'\{"n":\d+,"status":(\d+),')
_PULSE = 1.2  # seconds between two questions of assets/connection.js
PAGE = {"address-page.data": {"language": "de", "page": "map", "project": ""}}
#: Addresses of quarters of the sample city: two digits for the district, two for the quarter.
QUARTERS = [f"{district:02}{number:02}" for district in range(1, 9) for number in range(1, 10)]
#: Tabs that participants have open, with the parts in them that wait for it.
TABS = {"finding": "", "profile": "profile-content", "time": "..timelines-chart"}
_KINDS = ("year", "indicator", "selection")


@dataclass(frozen=True)
class Plan:
    """What is done.

    Attributes
    ----------
    port : int
    page : {"ours", "naive"}
    participants : int
    seconds : float
    pause : float
        Seconds between two interactions of one participant.
    joins_per_minute : float
        Others who load the page for the first time meanwhile.
    seed : int
    """

    port: int
    page: str
    participants: int
    seconds: float
    pause: float
    joins_per_minute: float
    seed: int = 1


class Participant(Protocol):
    """Somebody who has the page open: loads it, changes something, does what the page does by itself."""

    async def joins(self) -> None: ...
    async def interacts(self) -> None: ...
    async def lives(self) -> None: ...


class Ours:
    """A participant of Quartierblick, who asks what its page asks.

    Parameters
    ----------
    host : Host
    heard : Heard
    chance : random.Random
    known : mapping
        What every page knows, see :func:`known_of`.
    """

    def __init__(self, host: Host, heard: Heard, chance: random.Random, known: Mapping[str, Any]) -> None:
        self._host, self._heard, self._chance, self._known = host, heard, chance, known
        self._view: dict[str, str] = {}
        self._selection: list[str] = []
        self._kept: set[str] = set()
        self._seen: set[int] = set()
        self._answer: Any = None
        self._tab = chance.choice(list(TABS))

    async def joins(self) -> None:
        """Load the page for the first time: document, scripts, layout, city, map."""
        page = await self._host.ask(Asked("page", "/de/map"))
        shipped = dict.fromkeys(address.decode() for address in _ADDRESS.findall(page))
        start = ("/_dash-layout", "/_dash-dependencies")
        await self._host.ask_all([Asked("script or style", address) for address in shipped])
        await self._host.ask_all([Asked("start", path) for path in start])
        await self._host.ask(Asked("page", CALLBACKS, self._known["frame"]))
        await self._shows()

    async def interacts(self) -> None:
        """Choose another year, indicator or some quarters."""
        kind = self._chance.choice(_KINDS)
        if kind == "selection":
            self._selection = self._chance.sample(QUARTERS, self._chance.randint(1, 6))
            self._stands_at()
            await self._tell_parts("address-selection.data")
            return
        name, among = ("y", self._known["years"]) if kind == "year" else ("i", self._known["indicators"])
        self._view = {**self._view, name: self._chance.choice(among)}
        begun = perf_counter()
        await self._shows()
        self._heard.seconds.setdefault(f"{INTERACTION}: map", []).append(perf_counter() - begun)
        await self._tell_parts("choropleth.data")

    async def lives(self) -> None:
        """Ask whether the program is still there."""
        await self._host.ask(Asked("health", "/health"))

    async def _shows(self) -> None:
        """Ask for the answer and its numbers; what this browser has seen it does not ask for again."""
        query = "&".join(f"{name}={value}" for name, value in sorted(self._view.items()))
        self._stands_at()
        self._answer = json.loads(await self._host.ask(Asked("answer", f"/answer/de?{query}")) or b"null")
        if self._answer is None:
            return
        wanted = [self._answer[name] for name in ("geometry_url", "column_url", "details_url")]
        await self._host.ask_all([Asked("numbers", one) for one in wanted if one not in self._kept])
        self._kept.update(wanted)

    def _stands_at(self) -> None:
        chosen = {**self._view, "sel": "~".join(self._selection)}
        self._host.page = "/de/map?" + "&".join(f"{name}={value}" for name, value in chosen.items())

    def _in_sight(self) -> list[Any]:
        return [part for part in self._known["parts"] if _is_in_sight(part, self._tab)]

    async def _tell_parts(self, changed: str) -> None:
        values = {
            "choropleth.data": self._answer,
            **PAGE,
            "address-selection.data": self._selection,
            "panel-tabs.value": self._tab,
        }
        bodies = [body_of(part, values, changed) for part in self._in_sight() if changed in part["reads"]]
        new = [body for body in bodies if hash(body) not in self._seen]
        self._seen.update(map(hash, new))
        if len(new) == 1:
            await self._host.ask(Asked("parts", CALLBACKS, new[0]))
        elif new:
            self._refused(await self._host.ask(Asked("parts", f"{CALLBACKS}/several", together(new))))

    def _refused(self, frames: bytes) -> None:
        """Note which of several questions were not answered."""
        for status in _STATUS.findall(frames):
            if status not in (b"200", b"204"):
                self._heard.errors.append(f"part: {status.decode()}")


class Naive:
    """A participant of the naive page: each choice sends the whole GeoJSON through a callback."""

    def __init__(self, host: Host, heard: Heard, chance: random.Random, known: Mapping[str, Any]) -> None:
        self._host, self._heard, self._chance, self._known = host, heard, chance, known

    async def joins(self) -> None:
        """Load the page for the first time: document, scripts, layout, city, map."""
        page = await self._host.ask(Asked("page", "/"))
        shipped = dict.fromkeys(address.decode() for address in _ADDRESS.findall(page))
        await self._host.ask_all([Asked("script or style", address) for address in shipped])
        await self._host.ask_all([Asked("start", path) for path in ("/_dash-layout", "/_dash-dependencies")])
        await self.interacts()

    async def interacts(self) -> None:
        """Choose the indicator that the page has."""
        bodies = [body_of(part, {"indicator.value": "value"}, "indicator.value") for part in self._known["parts"]]
        begun = perf_counter()
        await self._host.ask_all([Asked("callback", CALLBACKS, body) for body in bodies[:1]])
        self._heard.seconds.setdefault(f"{INTERACTION}: map", []).append(perf_counter() - begun)
        await self._host.ask_all([Asked("callback", CALLBACKS, body) for body in bodies[1:]])

    async def lives(self) -> None:
        """Notice nothing."""


async def known_of(plan: Plan) -> dict[str, Any]:
    """Learn once what every page knows: the callbacks, the indicators, the years, the quarters."""
    heard = Heard()
    host = Host(plan.port, heard)
    dependencies = json.loads(await host.ask(Asked("", "/_dash-dependencies")))
    if plan.page == "naive":
        host.close()
        return {"parts": parts_of(dependencies, "indicator.value")}
    frame = parts_of(dependencies, "address-page.data")
    body = next(body_of(one, PAGE, "address-page.data") for one in frame if one["output"] == "frame-page.children")
    laid_out = await host.ask(Asked("", CALLBACKS, body))
    parts = parts_of(dependencies, "choropleth.data")
    answer = json.loads(await host.ask(Asked("", "/answer/de?")))
    years = next(one for one in parts if one["output"].startswith("..years-scale"))
    asked = body_of(years, {**PAGE, "choropleth.data": answer}, "choropleth.data")
    scale = await host.ask(Asked("", CALLBACKS, asked))
    host.close()
    return {
        "frame": body,
        "parts": parts,
        "indicators": offered("indicator", laid_out),
        "years": offered("year", scale),
    }


def _is_in_sight(part: Mapping[str, Any], tab: str) -> bool:
    """Tell whether the page asks a part while a tab is open; the parts of other tabs wait for theirs."""
    if "panel-tabs.value" in part["reads"]:
        return bool(part["output"].startswith(TABS[tab] or "-"))
    return not part["output"].startswith("..table-grid")


async def _takes_part(plan: Plan, make: Callable[[int], Participant], number: int, until: float) -> None:
    """Begin at a moment of one's own, then change something every few seconds."""
    one = make(number)
    await asyncio.sleep(plan.pause * number / plan.participants)
    while perf_counter() < until:
        next_one = perf_counter() + plan.pause
        await asyncio.gather(one.interacts(), one.lives())
        await asyncio.sleep(max(0.0, min(_PULSE, next_one - perf_counter())))
        await one.lives()
        await asyncio.sleep(max(0.0, next_one - perf_counter()))


async def _join(plan: Plan, make: Callable[[int], Participant], heard: Heard, until: float) -> None:
    """Let others come all the time; each loads everything."""
    under_way: set[asyncio.Task[None]] = set()
    number = plan.participants

    async def comes(one: Participant) -> None:
        begun = perf_counter()
        await one.joins()
        heard.seconds.setdefault(JOIN, []).append(perf_counter() - begun)

    while plan.joins_per_minute and perf_counter() < until:
        number += 1
        task = asyncio.create_task(comes(make(number)))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        await asyncio.sleep(60 / plan.joins_per_minute)
    await asyncio.gather(*under_way)


async def take_part(plan: Plan) -> Heard:
    """Let everybody take part for a while."""
    heard = Heard()
    known = await known_of(plan)
    kind = Naive if plan.page == "naive" else Ours
    hosts: list[Host] = []

    def make(number: int) -> Participant:
        hosts.append(Host(plan.port, heard))
        return kind(hosts[-1], heard, random.Random(plan.seed * 100_003 + number), known)  # noqa: S311 - no secret

    until = perf_counter() + plan.seconds
    everybody = [_takes_part(plan, make, number, until) for number in range(plan.participants)]
    await asyncio.gather(*everybody, _join(plan, make, heard, until))
    for host in hosts:
        host.close()
    return heard


def main() -> int:
    """Do what standard input says."""
    allow_connections()
    heard = asyncio.run(take_part(Plan(**json.loads(sys.stdin.read()))))
    json.dump(asdict(heard), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
