"""Disclosure control on Berlin's monitoring: every profile is proven on what is read back and served, and attacked.

All indicators pass the gate by the strictest profile; by every profile passes a part that has a share without its
counts and others with them, in all quarters, and a ready-made number of each kind that is made of such.
``python -m tests.leaks.walk --of FILE ...`` walks through the whole city.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import shapely
from flask.testing import FlaskClient

from analysis.protection import PROFILES, Rules, attack
from analysis.protection import known as known_by_rules
from analysis.protection.primary import primary
from analysis.protection.requirement import requirement
from analysis.protection.system import System
from app import open_services
from layers.protection import RuleBook, publish
from layers.protection.known_relations import Known, known
from layers.protection.quantities import quantities
from loading.atlas import Atlas, Cube
from loading.load import load_atlas
from loading.project_file.public import write_public
from loading.project_file.reading import read_project
from tests.leaks import obtainable
from tests.leaks.age_groups import assert_no_few_are_counted
from tests.leaks.attacks import ATTACKS, narrow, together
from tests.leaks.cities import shown
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns
from tests.leaks.obtainable import Obtained, logged
from tests.leaks.office import counted, filled, standing_for_people
from tests.leaks.seen import Floats, Seen
from tests.leaks.told_cells import Places

YEARS = (2017, 2019)
SHARE, COUNT = "A2", "B1"  # the one without its counts, the other with them
AGE_GROUPS = ("A2", "B1", "B4")  # shares of children, and of people of working age; neither were counted
COARSE = 100.0  # metres
SCORE = "z-s4-percentage-transfer-payments-recipients-below-15-years"
INDICATORS = (SHARE, COUNT, "A4", "A2-change", "B1-change", SCORE, "residents")


@cache
def berlin(shared_data: Path) -> Atlas:
    folder = shared_data / "berlin_mss_2019"
    return load_atlas([folder / "lor_plr_until2020_fixed.shp", *sorted(folder.glob("mss*.csv"))])


def of_last_years(city: Atlas, indicators: Sequence[str]) -> Atlas:
    at, years = [city.indicator_position(one) for one in indicators], [city.year_position(one) for one in YEARS]
    cubes = {}
    for level, cube in city.cubes.items():
        value, part, whole, reason = (
            one[:, at][:, :, years].copy() for one in (cube.value, cube.numerator, cube.denominator, cube.reason)
        )
        cubes[level] = Cube(value, part, whole, reason, cube.residents[:, years].copy())
    chosen = tuple(city.indicators[one] for one in at)
    return replace(city, indicators=chosen, years=YEARS, cubes=cubes, findings=(), flagged=())


@cache
def part(shared_data: Path) -> Atlas:
    """A few indicators, with numbers of small quarters, too, and borders no finer than neighbours need."""
    city = counted(of_last_years(filled(berlin(shared_data)), INDICATORS), without=[SHARE])
    coarse = {
        level: replace(areas, geometry=shapely.coverage_simplify(areas.geometry, COARSE))
        for level, areas in city.levels.items()
    }
    return replace(city, levels=coarse)


@dataclass(frozen=True)
class Opened:
    """A part of the city as it is inside, and as it is read back from its public file and served."""

    inside: Atlas
    public: Atlas
    rules: Rules
    file: Path
    client: FlaskClient


@pytest.fixture(scope="module", params=PROFILES)
def opened(request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    inside, rules, folder = part(shared_data), PROFILES[request.param], tmp_path_factory.mktemp(request.param)
    file = write_public(folder / "berlin.gpkg", publish(inside, rules).atlas)
    public = read_project(file)[0].atlas
    return Opened(inside, public, rules, file, shown(open_services(folder / "shelf"), public))


def test_no_protected_number_of_the_whole_city_is_placed_more_closely_than_required(
    shared_data: Path, tmp_path: Path
) -> None:
    city, rules = berlin(shared_data), PROFILES["strict"]
    atlas = of_last_years(city, [one.id for one in city.indicators])
    file = write_public(tmp_path / "berlin.gpkg", publish(atlas, rules).atlas)
    public = read_project(file)[0].atlas
    assert Search(secrets(atlas, public), public)([Obtained("file", file.read_bytes())]) == []
    assert_proven(atlas, public, rules)
    for share in AGE_GROUPS:
        assert_no_few_are_counted(atlas, public, share, rules)


def test_who_knows_the_children_of_a_quarter_counts_no_few_of_them(opened: Opened) -> None:
    assert_no_few_are_counted(opened.inside, opened.public, SHARE, opened.rules)


def test_no_protected_number_is_placed_more_closely_than_required(opened: Opened) -> None:
    assert_proven(opened.inside, opened.public, opened.rules)


@np.errstate(invalid="ignore", divide="ignore")
@pytest.mark.parametrize("indicator", [SHARE, COUNT])
def test_no_attack_places_a_protected_number_more_closely_than_its_interval(indicator: str, opened: Opened) -> None:
    people = standing_for_people(opened.inside)
    seen = Seen.of(opened.client, opened.public, people, "berlin_mss", opened.rules)
    counts, whole = seen.truth(indicator, YEARS[-1], "quarter"), seen.denominators(indicator, YEARS[-1])
    assert narrow((counts, counts), counts, whole, opened.rules).sum() > 3
    found = {name: attempt(seen, indicator, YEARS[-1]) for name, attempt in ATTACKS.items()}
    for name, bounds in {**found, "all together": together(found)}.items():
        assert not narrow(bounds, counts, whole, opened.rules).any(), name


def test_nothing_obtained_holds_a_hidden_number(opened: Opened) -> None:
    hidden = secrets(opened.inside, opened.public)
    search, places = Search(hidden, opened.public), Places(hidden, opened.public)
    with logged() as log:
        got = list(obtained(opened))
    got.append(Obtained("log", log.getvalue().encode()))
    assert len(search.texts) > 60
    assert told_in_columns(got, hidden, YEARS) == []
    assert search(got) == []
    assert places(got) == []
    assert places.read > 20


def obtained(opened: Opened) -> Iterator[Obtained]:
    """Every column, the index and the public file; the profiles take turns at the page and at what can be saved."""
    client, public, year = opened.client, opened.public, YEARS[-1]
    got = [obtainable.columns(client, public), obtainable.index(client, public, "berlin_mss", year)]
    if opened.rules.profile in ("municipal", "round10"):
        got.append(obtainable.files(client, public, COUNT, year))
    else:
        got.append(obtainable.parts(client, public, SHARE, year))
    return chain(*got, [Obtained("file", opened.file.read_bytes())])


def assert_proven(atlas: Atlas, public: Atlas, rules: Rules) -> None:
    """Let the attacker solve the bounds of everything that is published together."""
    raw, told = quantities(atlas), quantities(public)
    cells = known(atlas, raw, RuleBook(rules), amounts=False, fixed=False)
    assert cells is not None
    numbers = np.full(len(cells.cells), np.nan)
    for where, quantity in raw.position.items():
        if where in told.position and where[1] != "share":
            numbers[cells.of(quantity)] = told.each[told.position[where]].numbers.ravel()
    low, high = known_by_rules(numbers, rules)
    shares_into(public, cells, low, high, rules.base)
    bounds = attack(np.full(len(numbers), np.nan), cells.relations, low, high, denominator=cells.cells.denominator)
    system = System.of(cells.relations, cells.cells.denominator)
    required = requirement(cells.cells, system, primary(cells.cells, rules), rules)
    of_cells = required.only(required.variables < len(numbers))
    assert of_cells.met(bounds.low, bounds.high).all()


def shares_into(public: Atlas, cells: Known, low: Floats, high: Floats, base: int) -> None:
    """Let the attacker take each share that is known to be of residents for that, as exact as its digits.

    Whoever knows age groups counts those of the others, see :mod:`tests.leaks.age_groups`.
    """
    raw = cells.quantities
    for (at, role), quantity in raw.position.items():
        if role != "share":
            continue
        place, factor = cells.of(quantity), public.indicators[at].factor
        value = np.concatenate([public.cubes[level].value[:, at] for level in raw.places]).ravel()
        living = np.concatenate([public.cubes[level].residents for level in raw.places]).ravel()
        step = 0.5 * 10.0 ** -public.indicators[at].decimals
        seen = ~np.isnan(value) & ~np.isnan(living)
        window = 0 if base == 1 else (base - 1) // 2
        most = (value + step) / factor * (living + window)
        least = (value - step) / factor * (living - window)
        low[place] = np.where(seen, np.maximum(np.floor(least), 0), low[place])
        high[place] = np.where(seen, np.ceil(most), high[place])
