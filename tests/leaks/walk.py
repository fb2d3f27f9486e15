"""The whole walk of an attacker through the public sample city, by one profile or by each.

    python -m tests.leaks.walk [PROFILE ...] [--of FILE ... [--counts]]

Obtains every column of every year, every form, part of the page and file of every indicator that holds hidden numbers,
of the last year that does (of two of them in English, too), the published file and the log; seeks every hidden number
in it, and tries all attacks on every indicator and year. Prints what was obtained, how many numbers are protected and
how many of them were found or placed too closely; ends with exit code 1 where that is any. What another city has left
out for its own protection is filled in, see ``tests.leaks.office``; with ``--counts`` its shares become counts.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from flask.testing import FlaskClient

from analysis.protection import PROFILES
from app import open_services
from loading.atlas import Atlas
from loading.project_file.reading import read_project
from tests.leaks.cities import inside_of, published, shown
from tests.leaks.hidden_numbers import Secret, touched
from tests.leaks.obtainable import Obtained, everything, exports, files, forms, logged, parts
from tests.leaks.office import counted, standing_for_people
from tests.leaks.seen import Seen
from tests.leaks.sought import Sought, attacked, lines

RECIPE = "berlin_mss"


def by_last_year(hidden: Sequence[Secret], public: Atlas) -> dict[int, list[str]]:
    """Indicators with hidden numbers of quarters, by how many years there are up to the last that has any."""
    groups: dict[int, list[str]] = {}
    for years in range(len(public.years), 0, -1):
        known = [one for several in groups.values() for one in several]
        new = [one for one in touched(hidden, replace(public, years=public.years[:years])) if one not in known]
        groups |= {years: new} if new else {}
    return groups


def asked_of(client: FlaskClient, public: Atlas, groups: Mapping[int, Sequence[str]]) -> Iterator[Obtained]:
    """Ask for everything, and for every part, form and file of every indicator."""
    for years, indicators in groups.items():
        until = replace(public, years=public.years[:years])
        if years == len(public.years):
            yield from everything(client, public, indicators)
        else:
            yield from forms(client, until, indicators)
            yield from chain.from_iterable(parts(client, until, one, until.years[-1]) for one in indicators)
        yield from chain.from_iterable(exports(client, until, one, until.years[-1]) for one in indicators)


def english(client: FlaskClient, public: Atlas, indicators: Sequence[str]) -> Iterator[Obtained]:
    """Ask for what stands in words, in the other language."""
    for one in indicators:
        yield from parts(client, public, one, public.years[-1], "en")
        yield from files(client, public, one, public.years[-1])


def of_districts(client: FlaskClient, public: Atlas, hidden: Sequence[Secret]) -> Iterator[Obtained]:
    """Ask for the districts in the last year in which numbers of theirs are hidden."""
    latest = {one.indicator: one.year for one in sorted(hidden, key=lambda one: one.year) if one.level == "district"}
    for indicator, at in latest.items():
        yield from parts(client, public, indicator, public.years[at], level="district")
        yield from files(client, public, indicator, public.years[at], level="district")


def walk(inside: Atlas, profile: str, folder: Path) -> int:
    """Walk through the city as one profile publishes it; how much was found."""
    started, rules = time.monotonic(), PROFILES[profile]
    file = published(inside, rules, folder / f"{profile}.gpkg")
    public = replace(read_project(file)[0].atlas, project=f"public{profile}")
    client = shown(open_services(folder / profile), public)
    made = time.monotonic() - started
    sought = Sought(inside, public, rules)
    groups = by_last_year(sought.hidden, public)
    indicators = [one for several in groups.values() for one in several]
    with logged() as log:
        sought.reads(english(client, public, indicators[:2]))
        sought.reads(of_districts(client, public, sought.hidden))
        sought.reads(asked_of(client, public, groups))
    sought.reads([Obtained("file", file.read_bytes()), Obtained("log", log.getvalue().encode())])
    result = sought.result()
    protected, narrowed = attacked(Seen.of(client, public, standing_for_people(inside), RECIPE, rules), indicators)
    head = (
        f"{profile:<10} {made:6.1f} s to publish; {result}; {protected} counts of {len(indicators)} protected "
        f"indicators: {len(narrowed)} placed too closely; {time.monotonic() - started:.0f} s"
    )
    print(lines(head, result.found, narrowed), flush=True)
    return len(result.found) + len(narrowed)


def main(arguments: Sequence[str]) -> int:
    """Walk by each profile; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks.walk")
    parser.add_argument("profiles", nargs="*", metavar="PROFILE")
    parser.add_argument("--of", nargs="+", type=Path, default=[], metavar="FILE", help="files of another city")
    parser.add_argument("--counts", action="store_true", help="take shares for the counts that they imply")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        inside = inside_of(asked.of, Path(name) / "inside")
        inside = counted(inside) if asked.counts else inside
        return int(sum(walk(inside, profile, Path(name)) for profile in asked.profiles or PROFILES) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
