"""The whole walk of an attacker through the public sample city, by one profile or by each.

    python -m tests.leaks.walk [PROFILE ...] [--of FILE ...]

Obtains every column of every year, every form, part of the page and file of every indicator that holds hidden numbers
(of two of them in English, too), the published file and the log; seeks every hidden number in it, and tries all attacks
on every indicator and year. Prints what was obtained, how many numbers are protected and how many of them were found or
placed too closely; ends with exit code 1 where that is any.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from analysis.protection import PROFILES
from app import open_services
from layers.protection import publish
from loading.atlas import Atlas
from loading.load import load_atlas
from loading.project_file.public import write_public
from loading.project_file.reading import read_project
from tests.leaks.attacks import ATTACKS, narrow, together
from tests.leaks.cities import shown
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns, touched
from tests.leaks.obtainable import Obtained, everything, exports, logged
from tests.leaks.seen import Seen

RECIPE = "berlin_mss"


def attacked(seen: Seen, indicators: Iterable[str]) -> tuple[int, list[str]]:
    """Try all attacks; how many protected counts there are, and which are placed too closely by which attack."""
    protected, found = 0, []
    for indicator in indicators:
        for year in seen.atlas.years:
            counts, people = seen.truth(indicator, year, "quarter"), seen.denominators(indicator, year)
            protected += int(narrow((counts, counts), counts, people, seen.rules).sum())
            concluded = {name: attempt(seen, indicator, year) for name, attempt in ATTACKS.items()}
            for name, bounds in [*concluded.items(), ("all together", together(concluded))]:
                number = int(narrow(bounds, counts, people, seen.rules).sum())
                found += [f"{indicator} {year}: {number} by {name}"] if number else []
    return protected, found


def walk(inside: Atlas, profile: str, folder: Path) -> int:
    """Walk through the city as one profile publishes it; how much was found."""
    started = time.monotonic()
    file = write_public(folder / f"{profile}.gpkg", publish(inside, PROFILES[profile]).atlas)
    public = replace(read_project(file)[0].atlas, project=f"public{profile}")
    client = shown(open_services(folder / profile), public)
    made = time.monotonic() - started
    hidden = secrets(inside, public)
    indicators = touched(hidden, public)
    search = Search(hidden, public)
    found: list[str] = []
    obtained, size = 0, 0
    with logged() as log:
        walks = [everything(client, public, indicators), everything(client, public, indicators[:2], "en")]
        files = (exports(client, public, one, public.years[-1]) for one in indicators[1:])
        for one in chain(*walks, *files, [Obtained("file", file.read_bytes())]):
            obtained, size = obtained + 1, size + len(one.content)
            found += told_in_columns([one], hidden, public.years) + search([one])
    found += search([Obtained("log", log.getvalue().encode())])
    protected, narrowed = attacked(Seen.of(client, public, inside, RECIPE, PROFILES[profile]), indicators)
    print(
        f"{profile:<10} {made:6.1f} s to publish; {obtained} answers, {size / 1e6:.1f} MB, {len(hidden)} numbers "
        f"sought in {len(search.texts)} spellings: {len(found)} found; {protected} counts of {len(indicators)} "
        f"protected indicators: {len(narrowed)} placed too closely; {time.monotonic() - started:.0f} s",
        *found[:20],
        *narrowed[:20],
        sep="\n  ",
        flush=True,
    )
    return len(found) + len(narrowed)


@np.errstate(invalid="ignore", divide="ignore")
def main(arguments: Sequence[str]) -> int:
    """Walk by each profile; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks.walk")
    parser.add_argument("profiles", nargs="*", metavar="PROFILE")
    parser.add_argument("--of", nargs="+", type=Path, default=[], metavar="FILE", help="files of another city")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        inside = load_atlas(asked.of) if asked.of else open_services(Path(name) / "inside").atlas("")
        return int(sum(walk(inside, profile, Path(name)) for profile in asked.profiles or PROFILES) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
