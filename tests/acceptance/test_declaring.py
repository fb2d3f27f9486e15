"""Columns of published tables in German and English: which indicator they are offered as, and own rates of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from loading.choices import Choices, OwnIndicator
from loading.cubes.placing import Numbers
from loading.declaring.indicators import declare_all
from loading.declaring.measures import MeasureRef
from loading.declaring.merging import Series, series_of
from loading.declaring.proposals import Proposal, by_quantity, proposals
from loading.formulas.computing import computed
from loading.formulas.formula import formula_of
from loading.load import load_atlas
from loading.recognised import Table
from loading.tables import read_tables

TORONTO = (
    'SELECT "pop_0-14_yearsold", "pop_15-24_yearsold", "pop_25-54_yearsold", "pop_55-64_yearsold" '
    'FROM "toronto_socio-economic"'
)


def offered(tables: list[Table]) -> dict[str, Proposal]:
    """The best proposal for each column, as far as it would be offered to be taken over."""
    found = series_of(tables)
    known = by_quantity(found)
    best = {series.title: next(iter(proposals(series, known)), None) for series in found}
    return {title: one for title, one in best.items() if one is not None and one.is_likely}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "berlin_mss_2019/mss2019_tab4-1.csv",
            {
                "K01 youth unemployment": "B3",
                "K03 old age poverty": "A5",
                "K05 inhabitants with migration background": "F6",
                "K08 urban apartments": "E4-municipal",
                "K10 duration of residence over 5 years": "E5",
                "K11 migration volume": "E6",
            },
        ),
        (
            "basel_quartierindex/quartierindex_2020.csv",
            {"Auslaenderanteil": "F7", "Altersquotient": "F2-old-age", "Jugendquotient": "F2", "Gymnasialquote": "C3"},
        ),
        (
            "koeln_stadtviertel/bevoelkerung_2005-2012.csv",
            {"Einwohner mit Migrationshintergrund": "F6", "Ausländer": "F7"},
        ),
    ],
)
def test_real_columns_are_offered_as_what_they_are(shared_data: Path, file: str, expected: dict[str, str]) -> None:
    found = {
        title: one.definition.indicator.id for title, one in offered(list(read_tables(shared_data / file))).items()
    }
    assert {title: found.get(title) for title in expected} == expected


def test_ages_sexes_and_nations_of_cologne_are_offered_as_nothing(shared_data: Path) -> None:
    found = offered(list(read_tables(shared_data / "koeln_stadtviertel" / "bevoelkerung_2005-2012.csv")))
    assert set(found) == {"Einwohner mit Migrationshintergrund", "Deutsche mit Migrationshintergrund", "Ausländer"}


def test_the_codes_of_a_census_are_offered_as_nothing_and_lost_nowhere(shared_data: Path) -> None:
    tables = list(read_tables(shared_data / "townsend_uk_2011" / "dataset_2011_ward.csv"))
    assert offered(tables) == {}
    declared = declare_all(tables)
    shown = {ref for one in declared.wanted for ref in (*one.numerator, *one.value)}
    assert shown | {ref for one in declared.unused() for ref in one.refs} == {
        ref for one in declared.series for ref in one.refs
    }


def test_townsends_unemployment_is_an_own_rate_of_two_coded_columns(shared_data: Path) -> None:
    tables = list(read_tables(shared_data / "townsend_uk_2011" / "dataset_2011_ward.csv"))
    series: dict[str, Series] = {one.title.casefold(): one for one in series_of(tables)}
    formula = formula_of("100 × [F248] ÷ [F244]", series)
    assert formula.meaning.kind == "rate"

    def numbers_of(name: str) -> Numbers:
        ref: MeasureRef = formula.columns[name].refs[0]
        table = tables[ref.table]
        return Numbers(table.values[:, ref.measure], table.reasons[:, ref.measure])

    found = computed(formula.meaning.whole, numbers_of)
    assert len(found.values) == 9481
    assert found.values[:2, 0].round(6).tolist() == [round(100 * 107 / 2473, 6), round(100 * 57 / 892, 6)]


def test_an_own_rate_of_toronto_is_computed_from_sums(shared_data: Path) -> None:
    path = shared_data / "toronto_2016" / "toronto_socio-economic.gpkg"
    own = OwnIndicator(
        id="own-children",
        title="Children per 100 people of working age",
        formula="[Pop 0-14 yearsold] / ([Pop 15-24 yearsold] + [Pop 25-54 yearsold] + [Pop 55-64 yearsold])",
        factor=100,
    )
    atlas = load_atlas([path], Choices(own=(own,)))
    at = atlas.indicator_position("own-children")
    with closing(sqlite3.connect(path)) as file:
        young, *working = np.array(file.execute(TORONTO).fetchall(), dtype=float).T
    whole = sum(working)
    assert atlas.cubes["city"].value[0, at, 0] == pytest.approx(100 * young.sum() / np.sum(working))
    expected = np.sort(100 * young / whole)
    assert np.allclose(np.sort(atlas.cubes["quarter"].value[:, at, 0]), expected)
    assert not np.isclose(atlas.cubes["city"].value[0, at, 0], expected.mean())
