"""Random hierarchies, published for real: everything is obtained of each, sought through and attacked.

    python -m tests.leaks.hierarchies [PROFILE ...] [--cities N] [--first SEED]

A city has 60 quarters of very different size in 6 districts, 5 age groups and all totals, see ``random_cities``. It
passes the gate, is written into a public file, read back and served; everything that the server gives is sought
through for every hidden number, and all attacks C1 to C12 are tried on every indicator and year. ``benchmarks
protection`` attacks the same hierarchies as arrays. Prints a line per profile and what was found; ends with exit code
1 where that is any.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from flask.testing import FlaskClient

from analysis.protection import PROFILES, Rules
from app import make_app, open_services
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.reading import read_project
from tests.leaks import obtainable
from tests.leaks.cities import Held, published
from tests.leaks.obtainable import Obtained, logged
from tests.leaks.random_cities import city, recipe
from tests.leaks.seen import Seen
from tests.leaks.sought import Result, Sought, attacked, lines

Obtain = Callable[[FlaskClient, Atlas, str, int], Iterator[Obtained]]
CITIES, _TOLD_EVERY = 200, 10


@dataclass(frozen=True)
class Server:
    """One app for all cities.

    Attributes
    ----------
    client : FlaskClient
    opened : dict of address to Atlas
    """

    client: FlaskClient
    opened: dict[str, Atlas]

    @classmethod
    def starts(cls, folder: Path) -> "Server":
        """Start it without any city."""
        held = Held.like(open_services(folder))
        return cls(make_app(held).server.test_client(), held.opened)

    def opens(self, atlas: Atlas) -> FlaskClient:
        """Serve this one instead of all others."""
        self.opened.clear()
        self.opened[atlas.project] = atlas
        return self.client


@dataclass(frozen=True)
class Attacked:
    """What came of one city under one profile."""

    result: Result
    protected: int
    narrowed: tuple[str, ...]


def obtained(client: FlaskClient, public: Atlas, token: str, turn: int) -> Iterator[Obtained]:
    """All columns of all years; of the last one forms, parts and files of the total and of two groups.

    Which groups these are changes from turn to turn: asked for all of them every time, a city would take minutes.
    """
    total, *groups = [one.id for one in public.indicators]
    year, first, second = public.years[-1], groups[turn % len(groups)], groups[(turn + 1) % len(groups)]
    yield from obtainable.page(client, public)
    yield from obtainable.columns(client, public)
    yield from obtainable.forms(client, public, [total, first, second])
    yield from obtainable.parts(client, public, first, year)
    yield from obtainable.parts(client, public, second, year, "en")
    yield from obtainable.parts(client, public, total, year, level="district")
    yield from obtainable.exports(client, public, first, year)
    yield from obtainable.files(client, public, total, year)
    yield from obtainable.files(client, public, second, year, "district")
    yield from obtainable.index(client, public, token, year)


@dataclass(frozen=True)
class Both:
    """A random city as it is inside, and as the public file holds it that one profile makes."""

    turn: int
    inside: Atlas
    public: Atlas
    rules: Rules
    file: bytes

    @classmethod
    def of(cls, turn: int, profile: str, file: Path) -> "Both":
        """Publish it into a file, and read that back."""
        rules, inside = PROFILES[profile], city(turn)
        published(inside, rules, file)
        public = replace(read_project(file)[0].atlas, project=f"city{turn}{profile}")
        return cls(turn, inside, public, rules, file.read_bytes())


def against(server: Server, both: Both, obtain: Obtain = obtained, *, leaks: bool = False) -> Attacked:
    """Obtain everything of a public city and attack it; where it leaks, the one inside is served in place of it."""
    inside, public, token = both.inside, both.public, recipe(both.inside)
    public = replace(public, project=f"leaking{both.turn}") if leaks else public
    client = server.opens(replace(inside, project=public.project) if leaks else public)
    sought = Sought(inside, public, both.rules)
    with logged() as log:
        sought.reads(obtain(client, public, token, both.turn))
    sought.reads([Obtained("file", both.file), Obtained("log", log.getvalue().encode())])
    seen = Seen.of(client, public, inside, token, both.rules)
    protected, narrowed = attacked(seen, [one.id for one in inside.indicators])
    return Attacked(sought.result(), protected, tuple(narrowed))


def told(profile: str, several: Sequence[Attacked], seconds: float) -> str:
    """A line per profile."""
    results = [one.result for one in several]
    answers, size, hidden, places = (
        sum(getattr(one, name) for one in results) for name in ("answers", "size", "hidden", "places")
    )
    found, chance = (sum(len(getattr(one, name)) for one in results) for name in ("found", "chance"))
    narrowed, each = sum(len(one.narrowed) for one in several), seconds / max(len(several), 1)
    return (
        f"{profile:<10} {len(several)} cities: {answers} answers, {size / 1e6:.1f} MB, {hidden} numbers sought and at "
        f"{places} places: {found} found, {chance} by chance; {sum(one.protected for one in several)} protected "
        f"counts: {narrowed} placed too closely; {each:.1f} s each"
    )


def main(arguments: Sequence[str]) -> int:
    """Attack each city under each profile; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks.hierarchies")
    parser.add_argument("profiles", nargs="*", metavar="PROFILE")
    parser.add_argument("--cities", type=int, default=CITIES)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    asked = parser.parse_args(arguments)
    profiles = asked.profiles or list(PROFILES)
    came: dict[str, list[Attacked]] = {profile: [] for profile in profiles}
    seconds, refused = dict.fromkeys(profiles, 0.0), 0
    with tempfile.TemporaryDirectory() as name, suppress(KeyboardInterrupt):  # what is done by then is told
        server, file = Server.starts(Path(name) / "store"), Path(name) / "city.gpkg"
        for seed, profile in product(range(asked.first, asked.first + asked.cities), profiles):
            started = time.monotonic()
            try:
                one = against(server, Both.of(seed, profile, file))
            except DataFileError as error:  # what cannot be proven is not published
                refused += 1
                print(f"{profile}, city {seed}: refused, {error.problem}", flush=True)
                continue
            came[profile].append(one)
            seconds[profile] += time.monotonic() - started
            if one.result.found or one.narrowed:
                print(lines(f"{profile}, city {seed}", one.result.found, one.narrowed), flush=True)
            elif profile == profiles[-1] and (seed + 1) % _TOLD_EVERY == 0:
                print(*(told(each, came[each], seconds[each]) for each in profiles), sep="\n", flush=True)
    print(*(told(each, came[each], seconds[each]) for each in profiles), f"{refused} refused", sep="\n", flush=True)
    return int(any(one.result.found or one.narrowed for several in came.values() for one in several))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
