"""All attacks of the study on what a server sends: nothing in public projects, and every leak that is planted."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from analysis.protection import PROFILES, Rules
from app import open_services
from callbacks.shared.services import Services
from loading.atlas import Atlas
from loading.project_file.reading import read_project
from tests.leaks import obtainable
from tests.leaks.attacks import ATTACKS, narrow, together
from tests.leaks.cities import INDICATORS, TOUCHED, YEARS, part_of, published, recipe, shown, with_counts
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns
from tests.leaks.intervals import Intervals
from tests.leaks.obtainable import Obtained, logged
from tests.leaks.seen import Fetch, Floats, Seen
from tests.leaks.told_cells import Places

YEAR = YEARS[-1]


@dataclass(frozen=True)
class Both:
    """A part of the city as it is inside, and as the public gets it."""

    inside: Atlas
    public: Atlas
    client: FlaskClient
    recipe: str
    rules: Rules
    services: Services
    file: Path

    def seen(self) -> Seen:
        return self.asking(lambda address: _got(self.client, address))

    def asking(self, fetch: Fetch, kind: type[Seen] = Seen) -> Seen:
        return kind(fetch, self.public, self.inside, self.recipe, self.rules)

    def truth(self) -> tuple[Floats, Floats]:
        cube, at = self.inside.cubes["quarter"], self.inside.indicator_position(TOUCHED)
        return cube.numerator[:, at, -1], cube.denominator[:, at, -1]

    def narrow(self, found: Intervals) -> int:
        return int(narrow(found, *self.truth(), self.rules).sum())


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return open_services(tmp_path_factory.mktemp("part"))


def made(services: Services, profile: str, folder: Path) -> Both:
    rules, inside = PROFILES[profile], part_of(services.atlas(""))
    file = published(inside, rules, folder / "part.gpkg")
    public = replace(read_project(file)[0].atlas, project=f"public{profile}")
    return Both(inside, public, shown(services, public), recipe(inside), rules, services, file)


@pytest.fixture(scope="module", params=PROFILES)
def both(request: pytest.FixtureRequest, services: Services, tmp_path_factory: pytest.TempPathFactory) -> Both:
    return made(services, request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def ba(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Both:
    return made(services, "ba", tmp_path_factory.mktemp("planted"))


@np.errstate(invalid="ignore", divide="ignore")
def test_all_attacks_together_place_no_protected_number_more_closely_than_its_interval(both: Both) -> None:
    found = {name: attempt(both.seen(), TOUCHED, YEAR) for name, attempt in ATTACKS.items()}
    counts, _ = both.truth()
    assert ((counts > 0) & (counts < both.rules.minimum_numerator)).sum() > 20
    assert {name: both.narrow(one) for name, one in found.items() if both.narrow(one)} == {}
    assert both.narrow(together(found)) == 0


@pytest.mark.parametrize("both", [name for name in PROFILES if name != "ba"], indirect=True)
def test_nothing_of_any_profile_holds_a_hidden_number(both: Both) -> None:
    hidden = secrets(both.inside, both.public)
    assert len(hidden) > 60
    with logged() as log:
        got = [
            *obtainable.columns(both.client, both.public),
            *obtainable.forms(both.client, both.public, [TOUCHED]),
            *obtainable.index(both.client, both.public, both.recipe, YEAR),
            *obtainable.files(both.client, both.public, TOUCHED, YEAR),
            Obtained("file", both.file.read_bytes()),
        ]
    got.append(Obtained("log", log.getvalue().encode()))
    assert told_in_columns(got, hidden, both.public.years) == []
    assert Search(hidden, both.public)(got) == []
    assert Places(hidden, both.public)(got) == []


def _got(client: FlaskClient, address: str) -> bytes:
    response = client.get(address)
    return response.data if response.status_code == 200 else b""


def leaking(both: Both, *routes: str, of: Atlas | None = None) -> Fetch:
    """The public server, but some routes answered by another Atlas: the one inside unless another is given."""
    leak = shown(both.services, of or both.inside)

    def fetch(address: str) -> bytes:
        return _got(leak if any(one in address for one in routes) else both.client, address)

    return fetch


def scale_of_a_hidden_quarter(both: Both) -> Fetch:
    inner = leaking(both)
    rate = next(one.rate for one in secrets(both.inside, both.public) if one.indicator == TOUCHED and one.year == 1)

    def fetch(address: str) -> bytes:
        content = inner(address)
        return json.dumps({**json.loads(content), "extent": [rate, 50.0]}).encode() if "/answer" in address else content

    return fetch


PLANTED: dict[str, Callable[[Both], Fetch]] = {
    "C1 sums of areas": lambda both: leaking(both, ".details", of=with_counts(both.inside, both.public)),
    "C2 rates": lambda both: leaking(both, ".column"),
    "C3 ingredients of an index": lambda both: leaking(both, ".index"),
    "C3 index": lambda both: leaking(both, "index"),
    "C4 neighbours": lambda both: leaking(both, "-as-clusters"),
    "C5 ends of colours": scale_of_a_hidden_quarter,
    "C7 ranks": lambda both: leaking(both, ".details"),
    "C8 changes": lambda both: leaking(both, "-minus-"),
}


@pytest.mark.parametrize("name", PLANTED)
@np.errstate(invalid="ignore", divide="ignore")
def test_an_attack_finds_what_is_planted_in_its_route(name: str, ba: Both) -> None:
    seen = ba.asking(PLANTED[name](ba))
    assert ba.narrow(ATTACKS[name](seen, TOUCHED, YEAR)) > 0


def test_a_class_says_on_which_side_of_the_city_a_hidden_quarter_lies(ba: Both) -> None:
    counts, people = ba.truth()

    class Classed(Seen):
        def section(self, name: str, part: str, level: str = "quarter") -> Floats:
            below = np.zeros(len(counts))
            return below if "-as-clear" in name else super().section(name, part, level)

    hidden = (counts > 0) & (counts < 3)
    for seen, told in ((ba.asking(leaking(ba), Classed), True), (ba.seen(), False)):
        _, high = ATTACKS["C6 classes"](seen, TOUCHED, YEAR)
        assert (high[hidden] < people[hidden]).all() == told


FRESH = np.random.default_rng(6)


class Noisy(Seen):
    """A server that adds fresh noise to every answer."""

    def section(self, name: str, part: str, level: str = "quarter") -> Floats:
        if part != "numerator" or level != "quarter":
            return super().section(name, part, level)
        raw = self.truth(TOUCHED, YEAR, level)
        return raw + FRESH.integers(-2, 3, len(raw))


def keyed(true: Floats, areas: Any) -> float:
    """The noise of a cell key: the same for the same selection."""
    return float(true[list(areas)].sum()) + np.random.default_rng(sorted(areas)).integers(-2, 3)


def rounded(true: Floats, areas: Any) -> float:
    return 10 * np.floor((true[list(areas)].sum() + 5) / 10)


@pytest.mark.parametrize("disturbed", [keyed, rounded])
def test_disturbed_sums_of_free_selections_give_counts_back(disturbed: Callable[..., float], ba: Both) -> None:
    true = np.nan_to_num(ba.truth()[0])

    class Summed(Seen):
        def selected(self, *question: Any) -> float:
            return disturbed(true, question[-1])

    seen = ba.asking(leaking(ba), Summed)
    assert ba.narrow(ATTACKS["C10 and C11 selections"](seen, TOUCHED, YEAR)) > 0


def test_fresh_noise_is_averaged_away(ba: Both) -> None:
    seen = ba.asking(leaking(ba), Noisy)
    assert ba.narrow(ATTACKS["C9 reloads"](seen, TOUCHED, YEAR)) > 10


def test_a_total_beside_a_single_gap_gives_it_away(ba: Both) -> None:
    at = INDICATORS.index(TOUCHED)
    cube = ba.public.cubes["quarter"]
    raw = ba.inside.cubes["quarter"].numerator
    only = np.argmax((raw[:, at, -1] > 0) & (raw[:, at, -1] < 3))
    part = cube.numerator.copy()
    part[:, at] = raw[:, at]
    part[only, at, -1] = np.nan
    leak = replace(ba.public, project="gap", cubes={**ba.public.cubes, "quarter": replace(cube, numerator=part)})
    seen = ba.asking(leaking(ba, ".details", of=leak))
    header, _ = seen.numbers(f"{TOUCHED}/{YEAR}.details")
    header["totals"] = {"numerator": float(np.nansum(raw[:, at, -1]))}
    low, high = ATTACKS["C1 totals"](seen, TOUCHED, YEAR)
    assert low[only] == high[only] == raw[only, at, -1]
