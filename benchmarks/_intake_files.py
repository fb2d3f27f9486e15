"""The map and the workbook of a made-up town hall, as large as wanted."""

from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import xlsxwriter

from benchmarks.map_pages.country import country

FIRST_YEAR = 2015
RESIDENTS = "Einwohner"


@dataclass(frozen=True)
class Size:
    """How large a delivery is.

    Attributes
    ----------
    quarters, indicators, years : int
    """

    quarters: int
    indicators: int
    years: int

    @property
    def cells(self) -> int:
        """Numbers in the workbook."""
        return self.quarters * self.indicators * self.years


def write_files(folder: Path, size: Size) -> tuple[Path, Path]:
    """Write a GeoPackage and a workbook: title, two merged header rows, key and name, a total, a source.

    Examples
    --------
    >>> Size(542, 40, 10).cells
    216800
    """
    made = country(size.quarters)
    layer = geopandas.GeoDataFrame({"NR": made.ids, "NAME": made.names}, geometry=list(made.shapes), crs=4326)
    boundaries, table = folder / "quartiere.gpkg", folder / "sozialdaten.xlsx"
    boundaries.unlink(missing_ok=True)
    layer.to_file(boundaries, driver="GPKG")
    numbers = _numbers(size)
    with xlsxwriter.Workbook(str(table), {"constant_memory": False}) as book:
        sheet = book.add_worksheet("Sozialdaten")
        sheet.write_string(0, 0, "Sozialdaten nach Quartieren")
        sheet.merge_range(2, 0, 3, 0, "Nr")
        sheet.merge_range(2, 1, 3, 1, "Name")
        for indicator, title in enumerate(_titles(size)):
            first = 2 + indicator * size.years
            sheet.merge_range(2, first, 2, first + size.years - 1, title)
            sheet.write_row(3, first, range(FIRST_YEAR, FIRST_YEAR + size.years))
        for row, (key, name, values) in enumerate(zip(made.ids, made.names, numbers.tolist(), strict=True), 4):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, name)
            sheet.write_row(row, 2, values)
        last = 4 + size.quarters
        sheet.write_string(last, 1, "Insgesamt")
        sheet.write_row(last, 2, numbers.sum(axis=0).tolist())
        sheet.write_string(last + 1, 0, "Quelle: Einwohnermelderegister")
    return boundaries, table


def _titles(size: Size) -> list[str]:
    return [RESIDENTS, *(f"Merkmal {number}" for number in range(2, size.indicators + 1))]


def _numbers(size: Size) -> np.ndarray:
    """Whole numbers, shape (quarters, indicators * years); the first indicator is the largest."""
    chance = np.random.default_rng(5)
    residents = chance.integers(2_000, 12_000, (size.quarters, 1, 1)) + chance.integers(0, 90, (1, 1, size.years))
    parts = chance.uniform(0.01, 0.3, (size.quarters, size.indicators - 1, size.years))
    counts = np.concatenate([residents, np.round(residents * parts).astype(int)], axis=1)
    return counts.reshape(size.quarters, -1)
