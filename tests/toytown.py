"""Toytown: nine quarters of one square kilometre in three districts, small enough for a pencil.

    7 8 9   north     poor people of 100 residents each:   0 10 20
    4 5 6   middle                                        10 20 30
    1 2 3   south                                         20 30 60

Quarter 07 has a true zero, quarter 08 is suppressed in 2023, quarter 09 was not delivered in 2023.
"""

import numpy as np
import pyproj
import shapely

from loading.atlas import Atlas, Cube, FileNote, Indicator, Join, LevelName, Quarters
from loading.reasons import Reason
from loading.recognised import Facility

IDS = tuple(f"{number:02d}" for number in range(1, 10))
NAMES = ("Süd-West", "Süd-Mitte", "Süd-Ost", "West", "Markt", "Ost", "Äußerer Nordwesten", "Nord", "Nord-Ost")
POOR_2024 = np.array([20, 30, 60, 10, 20, 30, 0, 10, 20], dtype=float)
RESIDENTS = np.array([100, 100, 100, 100, 100, 100, 100, 100, 100], dtype=float) * 10
YEARS = (2023, 2024)

POVERTY = Indicator(
    id="A1",
    title={"de": "SGB II-Quote", "en": "SGB II benefit rate"},
    short={"de": "SGB II-Quote", "en": "SGB II rate"},
    dimension="income",
    kind="rate",
    numerator={"de": "Leistungsberechtigte im SGB II", "en": "people on SGB II benefits"},
    denominator={"de": "Personen unter der Regelaltersgrenze", "en": "residents below pension age"},
    factor=100.0,
    unit={"de": "%", "en": "%"},
    direction="more_disadvantage",
    reference_date="31.12.",
    source="Statistik der Bundesagentur für Arbeit",
    counts="people",
    share_of={"de": "der Leistungsberechtigten im SGB II", "en": "of people on SGB II benefits"},
)
CHILDREN = Indicator(
    id="F1",
    title={"de": "Anteil unter 18", "en": "Share under 18"},
    short={"de": "Unter 18", "en": "Under 18"},
    dimension="demography",
    kind="rate",
    numerator={"de": "Personen unter 18", "en": "residents under 18"},
    denominator={"de": "Einwohnerinnen und Einwohner", "en": "residents"},
    factor=100.0,
    unit={"de": "%", "en": "%"},
    counts="people",
)
POPULATION = Indicator(
    id="population",
    title={"de": "Einwohnerinnen und Einwohner", "en": "Residents"},
    short={"de": "Bevölkerung", "en": "Residents"},
    dimension="demography",
    kind="count",
    numerator={"de": "Einwohnerinnen und Einwohner", "en": "residents"},
    unit={"de": "Personen", "en": "people"},
    decimals=0,
    counts="people",
)


def quarters() -> Quarters:
    squares = [
        shapely.box(500_000 + 1000 * column, 5_700_000 + 1000 * row, 501_000 + 1000 * column, 5_701_000 + 1000 * row)
        for row in range(3)
        for column in range(3)
    ]
    return Quarters(
        "quarter", IDS, NAMES, tuple(row for row in range(3) for _ in range(3)), np.array(squares, dtype=object), CRS
    )


CRS = pyproj.CRS.from_epsg(25832)


def _cube(poor: np.ndarray, children: np.ndarray, residents: np.ndarray, reason: np.ndarray) -> Cube:
    people = np.stack([residents, residents], axis=1)
    numerator = np.stack([poor, children, people], axis=1)
    denominator = np.stack([people, people, np.full_like(people, np.nan)], axis=1)
    value = np.stack([100 * poor / people, 100 * children / people, people], axis=1)
    for array in (value, numerator):
        array[~np.isin(reason, [Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL])] = np.nan
    return Cube(value, numerator, denominator, reason, people)


def toytown() -> Atlas:
    """Build the Atlas of Toytown: three indicators (rate, rate, count), two years, two levels and the city."""
    poor = np.stack([POOR_2024 * 9, POOR_2024 * 10], axis=1)
    children = np.stack([np.linspace(100, 260, 9), np.linspace(110, 270, 9)], axis=1)
    reason = np.full((9, 3, 2), Reason.VALUE, dtype=np.uint8)
    reason[6, 0, :] = Reason.ZERO
    reason[7, 0, 0] = Reason.SUPPRESSED
    reason[8, 0, 0] = Reason.NOT_DELIVERED
    fine = quarters()
    rows = [slice(0, 3), slice(3, 6), slice(6, 9)]
    district = Quarters(
        "district",
        ("1", "2", "3"),
        ("Süd", "Mitte", "Nord"),
        (0, 0, 0),
        np.array([shapely.union_all(fine.geometry[part]) for part in rows], dtype=object),
        CRS,
    )
    city = Quarters(
        "city", ("0",), ("Toytown",), (-1,), np.array([shapely.union_all(fine.geometry)], dtype=object), CRS
    )
    open_reason = np.full((3, 3, 2), Reason.VALUE, dtype=np.uint8)
    open_reason[2, 0, 0] = Reason.SUPPRESSED
    levels: dict[LevelName, Quarters] = {"quarter": fine, "district": district, "city": city}
    cubes: dict[LevelName, Cube] = {
        "quarter": _cube(poor, children, RESIDENTS, reason),
        "district": _cube(
            np.array([poor[part].sum(axis=0) for part in rows]),
            np.array([children[part].sum(axis=0) for part in rows]),
            np.array([RESIDENTS[part].sum() for part in rows]),
            open_reason,
        ),
        "city": _cube(
            poor.sum(axis=0, keepdims=True),
            children.sum(axis=0, keepdims=True),
            RESIDENTS.sum(keepdims=True),
            np.full((1, 3, 2), Reason.VALUE, dtype=np.uint8),
        ),
    }
    return Atlas(
        project="toytown",
        title="Toytown",
        levels=levels,
        cubes=cubes,
        indicators=(POVERTY, CHILDREN, POPULATION),
        years=YEARS,
        join=Join(key="NR", matched=IDS),
        facilities=(Facility("Kita Sonnenschein", "Kita", 9.01, 51.46, 80.0),),
        files=(FileNote("toytown.geojson", "geojson", "utf-8"),),
    )
