"""Indicators declared from published tables, and their first values."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from loading.declaring.indicators import Declaration, declare, residents_measures
from loading.declaring.measures import MeasureRef
from loading.recognised import Table
from loading.tables import read_tables

SAMPLE_CITY = Path(__file__).parents[2] / "sample_data"


def read(folder: Path, pattern: str) -> list[Table]:
    return [table for path in sorted(folder.glob(pattern)) for table in read_tables(path)]


def by_id(tables: Sequence[Table]) -> dict[str, Declaration]:
    return {one.indicator.id: one for one in declare(tables)}


def codes(declaration: Declaration) -> set[str]:
    return {finding.code.removeprefix("indicators.") for finding in declaration.findings}


def number(tables: Sequence[Table], refs: Sequence[MeasureRef], area: str, year: int) -> float:
    """Give the first number delivered for an area and year."""
    for ref in refs:
        table = tables[ref.table]
        rows = [row for cells in table.identifiers.values() for row, cell in enumerate(cells) if area in cell]
        if rows and year in table.years:
            return float(table.values[rows[0], ref.measure, table.years.index(year)])
    raise KeyError(area)


@pytest.fixture(scope="module")
def muenster(shared_data: Path) -> list[Table]:
    return read(shared_data / "muenster", "*.xlsx")


@pytest.mark.parametrize(
    ("area", "expected"),
    [("Coerde", 6.61), ("Kinderhaus-West", 5.62), ("Berg Fidel", 5.43), ("Angelmodde", 4.64), ("Josef", 3.84)],
)
def test_muenster_gives_unemployed_per_100_residents(muenster: list[Table], area: str, expected: float) -> None:
    rate = by_id(muenster)["arbeitslose-je-100-einwohner"]
    assert rate.indicator.title["de"] == "Arbeitslose je 100 Einwohner/innen"
    top, bottom = (number(muenster, refs, area, 2014) for refs in (rate.numerator, rate.denominator))
    assert round(rate.indicator.factor * top / bottom, 2) == expected


def test_muenster_has_employed_before_it_has_residents(muenster: list[Table]) -> None:
    declared = by_id(muenster)
    rate = declared["sozialversicherungspflichtig-beschaeftigte-am-wohnort-je-100-einwohner"]
    assert codes(rate) == {"years_without_denominator"}
    assert rate.findings[0].values["years"] == "2009"
    assert codes(declared["residents"]) == {"delivered_twice"}
    assert "haushalte-der-wohnberechtigten-bevoelkerung-je-100-einwohner" not in declared


def test_berlin_puts_three_editions_together(shared_data: Path) -> None:
    tables = read(shared_data / "berlin_mss_2019", "*tab2-1.csv")
    declared = by_id(tables)
    assert list(declared) == ["A2", "A4", "B1", "B4", "B1-change", "B4-change", "A4-change", "A2-change", "residents"]
    years = {key: [year for ref in one.value for year in tables[ref.table].years] for key, one in declared.items()}
    assert years["A2"] == [2015, 2017, 2019]
    assert years["B4"] == [2015, 2017]
    assert all(not one.denominator for one in declared.values())
    assert number(tables, declared["A2"].value, "01011101", 2019) == 15.43624
    assert declared["B1-change"].indicator.signed


def test_berlin_keeps_its_standardised_numbers_as_amounts(shared_data: Path) -> None:
    declared = by_id(read(shared_data / "berlin_mss_2019", "mss2019_tab[34]*.csv"))
    assert declared["z-s1-percentage-unemployed"].indicator.kind == "value"
    assert declared["k01-youth-unemployment"].indicator.title["de"] == "K01 youth unemployment"


def test_koeln_gives_foreign_residents_and_migration_background(shared_data: Path) -> None:
    tables = read(shared_data / "koeln_stadtviertel", "bevoelkerung*.csv")
    declared = by_id(tables)
    assert [one for one in declared if one[0] in "ABCDEFGH"] == ["F6", "F7"]
    (residents,) = residents_measures(tables)
    assert declared["F7"].denominator == (residents,)
    assert number(tables, [residents], "Stadt Köln", 2012) == 1_044_555
    assert declared["bevoelkerung-10-unter-15"].indicator.dimension == "demography"


def test_flensburg_tells_its_files_apart(shared_data: Path) -> None:
    tables = read(shared_data / "flensburg" / "csv", "*by_district.csv")
    declared = by_id(tables)
    residents = residents_measures(tables)
    assert {tables[ref.table].file for ref in residents} == {"fl_residents_by_district.csv"}
    total = sum(np.nansum(tables[ref.table].values[:, ref.measure, -1]) for ref in residents)
    assert total == 99_341
    assert {"F1", "F2", "F2-old-age", "F7"} <= set(declared)
    assert "F3" not in declared
    assert declared["percentage-single-parents"].indicator.kind == "rate"


def test_switzerland_has_amounts_only(shared_data: Path) -> None:
    declared = declare(read(shared_data / "schweiz_gemeinden_2015", "data.csv"))
    assert [(one.indicator.id, one.indicator.kind, one.indicator.decimals) for one in declared] == [
        ("mean", "value", 0),
        ("gini", "value", 3),
    ]


def test_basel_delivers_fractions(shared_data: Path) -> None:
    declared = by_id(read(shared_data / "basel_quartierindex", "*.csv"))
    assert declared["F7"].scale == 100
    assert "fractions" in codes(declared["F7"])
    assert declared["auslaenderanteil-rang"].indicator.kind == "value"


def test_the_sample_city_has_at_least_30_indicators_of_the_catalogue() -> None:
    declared = by_id(read(SAMPLE_CITY, "*.xlsx"))
    of_catalogue = [key for key in declared if key[0] in "ABCDEFGH"]
    assert len(of_catalogue) >= 30
    assert {"A1", "A2", "A3", "A4", "A5", "B1", "B3", "F3", "F1", "F6", "F7", "E1", "G1", "C1", "C3", "D1"} <= set(
        of_catalogue
    )
