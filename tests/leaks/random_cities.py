"""Random cities as Atlases: who gets benefits, by quarters in districts and by age groups, with all totals."""

from dataclasses import dataclass, replace

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from analysis.index.recipe import Ingredient, Recipe
from analysis.index.recipe_token import to_token
from loading.atlas import Atlas, Cube, FileNote, Join, LevelName, Quarters
from loading.reasons import Reason
from tests.analysis.protection.tables import drawn
from tests.leaks.seen import Floats
from tests.toytown import POVERTY

YEARS = (2023, 2024)
TWO_YEARS_OF = 4  # every fourth city: counts of two years, which changes tie, take the gate twice as long
AGES = ("unter 15", "15 bis 24", "25 bis 54", "55 bis 64", "ab 65")
ROW, METRES, FIRST = 10, 500, (500_000, 5_700_000)
CHANGE = 0.9  # so many expected in the year before
PEOPLE = (3.0, 60.0)  # for each of those who get benefits; from city to city

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Counts:
    """What is counted in a city: parts and the people they are parts of, shape (quarters, groups, years)."""

    part: Whole
    whole: Whole
    district: Whole


def counts(seed: int) -> Counts:
    """Draw a city; in its last year as ``tests.analysis.protection.tables.hierarchy`` draws it."""
    rng, expected, district = drawn(seed)
    latest = rng.poisson(expected)
    before = [] if seed % TWO_YEARS_OF else [rng.poisson(CHANGE * expected)]
    part = np.stack([*before, latest], axis=2)
    others = rng.poisson(rng.uniform(*PEOPLE) * expected)[:, :, None]
    return Counts(part, part + others, district)


def city(seed: int) -> Atlas:
    """Give a random city; in every second one the age groups come as counts, without the people they are part of."""
    drawn_now = counts(seed)
    district = drawn_now.district
    inside: dict[LevelName, Whole] = {
        "quarter": np.arange(len(district)),
        "district": district,
        "city": np.zeros_like(district),
    }
    of_groups = seed % 2 == 0
    cubes = {level: _cube(drawn_now, areas, rates=of_groups) for level, areas in inside.items()}
    ids = [f"age{number}" for number, _ in enumerate(AGES)]
    rate = {} if of_groups else {"kind": "count", "factor": 1.0, "denominator": {}, "decimals": 0}
    groups = [
        replace(
            POVERTY,
            id=one,
            **{name: {"de": f"Leistungsberechtigte {age}", "en": f"on benefits {age}"} for name in ("title", "short")},
            numerator={"de": f"Leistungsberechtigte {age}", "en": f"on benefits {age}"},
            **({"denominator": {"de": f"Personen {age}", "en": f"residents {age}"}} | rate),
        )
        for one, age in zip(ids, AGES, strict=True)
    ]
    return Atlas(
        project=f"inside{seed}",
        title=f"Zufallsstadt {seed}",
        levels=_levels(district),
        cubes=cubes,
        indicators=(POVERTY, *groups),
        years=YEARS[-drawn_now.part.shape[2] :],
        join=Join(key="NR", matched=_ids(len(district))),
        files=(FileNote("zufallsstadt.geojson", "geojson", "utf-8"),),
    )


def recipe(atlas: Atlas) -> str:
    """An index of the total and the first groups, where these are rates."""
    rates = [one.id for one in atlas.indicators if one.kind == "rate"][:4]
    return to_token(Recipe(name="random", ingredients=tuple(Ingredient(indicator=one) for one in rates)))


def _ids(number: int) -> tuple[str, ...]:
    return tuple(f"{one:02d}" for one in range(1, number + 1))


def _named(kind: str, number: int) -> tuple[str, ...]:
    """Names without digits, which would be read as numbers."""
    return tuple(f"{kind} {chr(65 + one // 26)}{chr(97 + one % 26)}" for one in range(number))


def _levels(district: Whole) -> dict[LevelName, Quarters]:
    """Squares in rows; a district are those that follow one another."""
    crs = pyproj.CRS.from_epsg(25832)
    corners = np.array(FIRST) + METRES * np.array([(at % ROW, at // ROW) for at in range(len(district))])
    squares = shapely.box(*corners.T, *(corners + METRES).T)
    of_districts = np.array([shapely.union_all(squares[district == one]) for one in range(district.max() + 1)])
    of_city = np.array([shapely.union_all(squares)])
    parents, upper = tuple(district.tolist()), len(of_districts)
    return {
        "quarter": Quarters(
            "quarter", _ids(len(district)), _named("Quartier", len(district)), parents, np.array(squares), crs
        ),
        "district": Quarters(
            "district",
            tuple(f"{one}" for one in range(1, upper + 1)),
            _named("Bezirk", upper),
            (0,) * upper,
            of_districts,
            crs,
        ),
        "city": Quarters("city", ("0",), ("Zufallsstadt",), (-1,), of_city, crs),
    }


def _cube(drawn_now: Counts, inside: Whole, *, rates: bool) -> Cube:
    """Counts of a level, the total first; with the rates of all groups, or of the total alone."""
    part, whole = (_with_total(_added(one, inside)) for one in (drawn_now.part, drawn_now.whole))
    residents = whole[:, 0].copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(whole > 0, POVERTY.factor * part / whole, np.nan)
    if not rates:
        value[:, 1:], whole[:, 1:] = part[:, 1:], np.nan
    told = np.where(part > 0, Reason.VALUE, Reason.ZERO)
    reason = np.where(np.isfinite(value), told, Reason.NOT_DELIVERED).astype(np.uint8)
    return Cube(value, part, whole, reason, residents)


def _with_total(groups: Floats) -> Floats:
    return np.concatenate([groups.sum(axis=1, keepdims=True), groups], axis=1)


def _added(numbers: Whole, inside: Whole) -> Floats:
    sums = np.zeros((inside.max() + 1, *numbers.shape[1:]))
    np.add.at(sums, inside, numbers)
    return sums
