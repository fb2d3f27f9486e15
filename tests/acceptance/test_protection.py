"""Disclosure control on Berlin's monitoring, as published: every profile is proven on what is read back and served."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from analysis.protection import PROFILES, attack
from analysis.protection import known as known_by_rules
from analysis.protection.primary import primary
from analysis.protection.requirement import requirement
from analysis.protection.system import System
from app import open_services
from layers.protection import RuleBook, publish
from layers.protection.known_relations import Known, known
from layers.protection.quantities import Quantities, quantities
from loading.atlas import Atlas
from loading.load import load_atlas
from loading.project_file.public import write_public
from loading.project_file.reading import read_project
from tests.leaks import obtainable
from tests.leaks.cities import shown
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns, touched
from tests.leaks.obtainable import Obtained

#: Profiles, one of each method, whose served city is searched here; ``tests.leaks.walk --of`` walks through all.
SERVED = ("ba", "round5")


@cache
def berlin(shared_data: Path) -> Atlas:
    folder = shared_data / "berlin_mss_2019"
    return load_atlas([folder / "lor_plr_until2020_fixed.shp", *sorted(folder.glob("mss*.csv"))])


@pytest.mark.parametrize("profile", PROFILES)
def test_no_protected_number_of_berlin_is_placed_more_closely_than_required(
    profile: str, shared_data: Path, tmp_path: Path
) -> None:
    """The shares have no counts; each stands for the residents that it would be, the most it can be."""
    atlas, rules = berlin(shared_data), PROFILES[profile]
    file = write_public(tmp_path / "berlin.gpkg", publish(atlas, rules).atlas)
    public, _ = read_project(file)
    assert Search(secrets(atlas, public.atlas), public.atlas)([Obtained("file", file.read_bytes())]) == []
    if profile in SERVED:
        assert found_in_berlin(atlas, replace(public.atlas, project=f"berlin{profile}"), tmp_path / "shelf") == []
    raw, told = quantities(atlas), quantities(public.atlas)
    cells = known(atlas, raw, RuleBook(rules), amounts=False, fixed=False)
    assert cells is not None
    numbers = np.full(len(cells.cells), np.nan)
    for where, quantity in raw.position.items():
        if where in told.position and where[1] != "share":
            numbers[cells.of(quantity)] = told.each[told.position[where]].numbers.ravel()
    low, high = known_by_rules(numbers, rules)
    shares_into(raw, public.atlas, cells, low, high, rules.base)
    bounds = attack(np.full(len(numbers), np.nan), cells.relations, low, high, denominator=cells.cells.denominator)
    system = System.of(cells.relations, cells.cells.denominator)
    required = requirement(cells.cells, system, primary(cells.cells, rules), rules)
    of_cells = required.only(required.variables < len(numbers))
    assert of_cells.met(bounds.low, bounds.high).all()


def found_in_berlin(atlas: Atlas, public: Atlas, shelf: Path) -> list[str]:
    """Seek every hidden number in the columns and the index of a year, and in the saved page and workbook."""
    hidden = secrets(atlas, public)
    client, one = shown(open_services(shelf), public), touched(hidden, public)[0]
    quarters = {"quarter": public.levels["quarter"]}
    got = [
        *obtainable.columns(client, replace(public, years=public.years[-1:], levels=quarters)),
        *obtainable.index(client, public, "berlin_mss", public.years[-1]),
        *obtainable.files(client, public, one, public.years[-1]),
    ]
    assert len(hidden) > 10
    assert len(got) > len(public.indicators)
    return told_in_columns(got, hidden, public.years) + Search(hidden, public)(got)


def shares_into(raw: Quantities, public: Atlas, cells: Known, low: np.ndarray, high: np.ndarray, base: int) -> None:
    """Let the attacker take each published share for a share of all residents, as exact as its digits."""
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
