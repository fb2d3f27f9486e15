"""A town whose table is full of what happens: a year of zeros, a copied column, a leap, a count called a share."""

from pathlib import Path

from tests.loading.made_files import degrees, feature, geojson

SIZE = 16
YEARS = tuple(range(2018, 2025))
LEAP = (5, 2021)
ZEROS = 2020


def doubtful_town(folder: Path, name: str = "Zweifelstadt") -> list[Path]:
    """Write the boundaries and the table; quarters are numbered from 01, quarter 05 leaps in 2021."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = [f"{number:02d}" for number in range(1, SIZE + 1)]
    features = [feature(degrees(at), NR=key, NAME=f"Quartier {key}") for at, key in enumerate(keys)]
    rows = [_row(number, year) for year in YEARS for number in range(1, SIZE + 1)]
    head = "Nr;Jahr;Einwohner;Arbeitslose;Haushalte;Erwerbslose;Anteil Kinder in %"
    table = folder / f"{name}.csv"
    table.write_text("\n".join([head, *rows]), encoding="utf-8")
    return [geojson(folder / f"{name}.geojson", features), table]


def _row(number: int, year: int) -> str:
    since = year - YEARS[0]
    people = 1000 + 37 * number + (number * year) % 11
    unemployed = 60 + 3 * number + (number * 7 + since * 5) % 8
    if (number, year) == LEAP:
        unemployed = 640
    households = 0 if year == ZEROS else 500 + 11 * number + (number + since) % 5
    children = 150 + 9 * number + (since * number) % 7
    return f"{number:02d};{year};{people};{unemployed};{households};{unemployed};{children}"
