"""Published tables are recognised with their exact figures."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from loading.errors import DataFileError
from loading.reasons import Reason
from loading.recognised import Table
from loading.tables import read_tables

SAMPLE_CITY = Path(__file__).parents[2] / "sample_data" / "ahrenfurt_sozialmonitoring_2015-2024.xlsx"


def one(folder: Path, pattern: str) -> Table:
    (path,) = folder.glob(pattern)
    (table,) = read_tables(path)
    return table


def keyed(table: Table) -> list[int]:
    return [row for row in range(len(table.values)) if row not in table.totals]


def row(table: Table, name: str) -> int:
    (found,) = {place for cells in table.identifiers.values() for place, cell in enumerate(cells) if cell == name}
    return found


def codes(table: Table) -> set[str]:
    return {finding.code.removeprefix("tables.") for finding in table.findings}


@pytest.fixture(scope="module")
def muenster(shared_data: Path) -> dict[str | None, Table]:
    (path,) = (shared_data / "muenster").glob("*.xlsx")
    return {table.sheet: table for table in read_tables(path)}


def test_muensters_seven_sheets_have_45_areas_and_10_subtotals_each(muenster: dict[str | None, Table]) -> None:
    assert len(muenster) == 7
    for table in muenster.values():
        kinds = Counter(table.totals.values())
        assert (len(keyed(table)), kinds["subtotal"], kinds["city"]) == (45, 10, 1)
    remainders = {sheet: list(table.totals.values()).count("unassigned") for sheet, table in muenster.items()}
    assert {sheet for sheet, number in remainders.items() if number} == {"Arbeitslose", "Beschäftigte_2013"}


def test_muensters_unemployed_add_up_with_those_who_could_not_be_assigned(muenster: dict[str | None, Table]) -> None:
    table = muenster["Arbeitslose"]
    assert [measure.title for measure in table.measures] == ["Arbeitslose in Münster"]
    assert table.measures[0].unit == "Anzahl"
    assert table.years == (2010, 2011, 2012, 2013, 2014)
    numbers = table.values[:, 0, -1]
    assert numbers[keyed(table)].sum() == 8_909
    assert numbers[row(table, "nicht zuzuordnen")] == 14
    assert numbers[row(table, "Stadt Münster")] == 8_923


def test_muensters_residents_and_suppressed_cells(muenster: dict[str | None, Table]) -> None:
    residents = muenster["Bevölkerung"]
    assert residents.values[row(residents, "Stadt Münster"), 0, -1] == 300_267
    assert residents.identifiers["Stadtteil Teilbereich Stadtbezirk [key]"][:2] == ("11", "12")
    assert (muenster["männlich"].reasons == Reason.SUPPRESSED).sum() == 14
    ages = [measure.title.split(" / ")[-1] for measure in muenster["nach Alter"].measures]
    assert (len(ages), ages[0], ages[-1]) == (11, "Insgesamt", "90 u. mehr")
    assert muenster["nach Alter"].years == (2014,)


def test_muensters_years_come_from_the_columns_not_from_the_sheet(muenster: dict[str | None, Table]) -> None:
    assert muenster["Beschäftigte_2013"].years == (2009, 2010, 2011, 2012, 2013)


@pytest.mark.parametrize(
    ("file", "rows", "city"),
    [("arbeitslose", 57, 8_923), ("haushalte", 56, 163_752), ("wohnberechtigte", 56, 300_267)],
)
def test_muensters_text_files_keep_their_keys(shared_data: Path, file: str, rows: int, city: float) -> None:
    table = one(shared_data / "muenster", f"ms_{file}.csv")
    assert (len(table.values), len(keyed(table))) == (rows, 45)
    assert table.identifiers["BezirkNummer"][:2] == ("11", "12")
    assert table.values[row(table, "Stadt Münster"), 0, -1] == city


@pytest.mark.parametrize(
    ("file", "rows", "measures"),
    [("mss2019_tab1", 436, 2), ("mss2019_tab2-1", 447, 7), ("mss2015_tab1", 435, 2), ("mss2015_tab4-1", 447, 14)],
)
def test_berlin_has_its_year_from_the_file_name(shared_data: Path, file: str, rows: int, measures: int) -> None:
    table = one(shared_data / "berlin_mss_2019", f"{file}.csv")
    assert table.values.shape == (rows, measures, 1)
    assert table.years == (int(file[3:7]),)
    assert table.identifiers["id"][0] == "01011101"
    assert table.totals == {}


def test_berlins_shifted_headings_and_dashes_are_told(shared_data: Path) -> None:
    assert "headings_shifted" in codes(one(shared_data / "berlin_mss_2019", "mss2019_tab3.csv"))
    context = one(shared_data / "berlin_mss_2019", "mss2019_tab4-1.csv")
    assert "dash_unclear" in codes(context)
    single_parents = [measure.title for measure in context.measures].index("k02_single_parent_households")
    assert (context.reasons[:, single_parents] == Reason.NOT_DELIVERED).all()


def test_koelns_long_table_becomes_96_rows(shared_data: Path) -> None:
    table = one(shared_data / "koeln_stadtviertel", "bevoelkerung*.csv")
    assert table.values.shape == (96, 38, 8)
    assert table.years == tuple(range(2005, 2013))
    assert table.totals == {row(table, "000"): "city"}
    residents = [measure.heading for measure in table.measures].index(("Einwohner in Köln", "Einwohner"))
    numbers = table.values[:, residents, -1]
    quarters = [place for place, key in enumerate(table.identifiers["raum_id"]) if int(key) > 9]
    districts = [place for place, key in enumerate(table.identifiers["raum_id"]) if 0 < int(key) < 10]
    assert (len(quarters), len(districts)) == (86, 9)
    assert numbers[row(table, "000")] == numbers[quarters].sum() == numbers[districts].sum() == 1_044_555


def test_schweiz_has_2324_municipalities(shared_data: Path) -> None:
    table = one(shared_data / "schweiz_gemeinden_2015", "data.csv")
    assert [measure.title for measure in table.measures] == ["mean", "gini"]
    assert table.identifiers["bfs_id"][-1] == "6810"
    assert np.median(table.values[:, 0, 0]) == 38_242.5
    assert table.identifiers["municipality"][int(table.values[:, 0, 0].argmin())] == "Bellwald"


def test_flensburg_is_long_by_year(shared_data: Path) -> None:
    table = one(shared_data / "flensburg" / "csv", "fl_residents_by_district.csv")
    assert table.values.shape == (13, 1, 7)
    assert (table.years[0], table.years[-1]) == (2011, 2022)
    assert table.values[:, 0, -1].sum() == 99_341
    unemployed = one(shared_data / "flensburg" / "csv", "fl_unemployed_residents_by_district.csv")
    assert (table.measures[0].title, unemployed.measures[0].title) == ("residents", "unemployed residents")


def test_flensburgs_people_without_district_are_a_remainder(shared_data: Path) -> None:
    table = one(shared_data / "flensburg" / "csv", "fl_basic_benefits_income_by_district.csv")
    assert (len(keyed(table)), list(table.totals.values())) == (13, ["unassigned"])


def test_townsends_padded_keys_are_tidied(shared_data: Path) -> None:
    table = one(shared_data / "townsend_uk_2011", "dataset_2011_la.csv")
    assert table.values.shape == (404, 11, 1)
    assert table.identifiers["GEO_CODE"][0] == "95AA"
    assert [measure.title for measure in table.measures][-1] == "F2368"
    wards = one(shared_data / "townsend_uk_2011", "dataset_2011_ward.csv")
    assert wards.values.shape == (9_481, 11, 1)


@pytest.mark.parametrize(
    ("file", "first", "last"), [("A_ArbeitslosigkeitKreis", 1995, 2021), ("E_Schuldnerquote", 2004, 2021)]
)
def test_inkars_two_header_rows_give_400_districts_by_year(shared_data: Path, file: str, first: int, last: int) -> None:
    table = one(shared_data / "gisd_kreise" / "inkar", f"{file}.xls")
    assert (len(keyed(table)), len(table.measures), table.format) == (400, 1, "xls")
    assert (table.years[0], table.years[-1]) == (first, last)
    assert table.identifiers["Kennziffer"][0] == "01001"
    skipped = [finding.values["sheet"] for finding in table.findings if finding.code == "tables.sheet_without_numbers"]
    assert skipped == ["Metadaten", "Quellangabe"]


def test_gisd_is_long_by_year(shared_data: Path) -> None:
    table = one(shared_data / "gisd_kreise", "GISD_Bund_Kreis.csv")
    assert table.values.shape == (400, 4, 24)
    score = [measure.title for measure in table.measures].index("gisd_score")
    assert table.values[row(table, "05513"), score, -1] == 1.0
    assert table.totals == {}


def test_helsinkis_title_row_latin_letters_and_suppressed_cells(shared_data: Path) -> None:
    table = one(shared_data / "helsinki_paavo_2020", "census_2020.csv")
    assert table.values.shape[:2] == (3_028, 107)
    assert table.identifiers["Postal code area [key]"][1] == "00100"
    assert "Etu-Töölö" in table.identifiers["Postal code area"][1]
    assert list(table.totals.values()) == ["city"]
    assert (table.reasons == Reason.NOT_DELIVERED).sum() >= 14_842


def test_basels_indicators_stand_in_one_column(shared_data: Path) -> None:
    table = one(shared_data / "basel_quartierindex", "quartierindex_2018.csv")
    assert (len(table.values), len(keyed(table))) == (22, 21)
    assert table.totals == {row(table, "99"): "city"}
    share = [measure.title for measure in table.measures].index("Sozialhilfeanteil")
    assert table.values[row(table, "Altstadt Grossbasel"), share, table.years.index(2017)] == 0.0166023166


def test_destatis_401_districts_between_totals(shared_data: Path) -> None:
    (path,) = (shared_data / "nasty").glob("n17*/*.xlsx")
    (table,) = read_tables(path)
    assert len(keyed(table)) == 401
    assert table.years == (2018,)
    assert [(measure.title, measure.unit) for measure in table.measures][:2] == [
        ("Fläche", "km2"),
        ("Bevölkerung / insgesamt", None),
    ]
    assert table.values[keyed(table), 1, 0].sum() == table.values[row(table, "Deutschland"), 1, 0] == 83_019_213


def test_two_header_rows_in_an_old_encoding(shared_data: Path) -> None:
    (path,) = (shared_data / "nasty").glob("n21*/*.csv")
    (table,) = read_tables(path)
    assert table.values.shape == (4_600, 1, 25)
    assert (table.measures[0].title, table.encoding) == ("Einkommensteuer", "cp1252")
    assert table.years == tuple(range(1998, 2023))
    assert table.values[row(table, "010010000"), 0, 0] == 297.44
    assert table.identifiers["gemeindeve22name / Name"][-1] == "Schmölln, Stadt"


def test_thousands_commas_behind_a_byte_order_mark(shared_data: Path) -> None:
    (path,) = (shared_data / "nasty").glob("n22*/*.csv")
    (table,) = read_tables(path)
    assert list(table.identifiers) == ["lsoa"]
    assert table.values[0, 0, 0] == 1_954
    assert table.totals == {len(table.values) - 1: "city"}
    assert "doubtful_numbers" in codes(table)


@pytest.mark.parametrize("pattern", ["gisd_kreise/inkar/A_Arb*.xls", "muenster/*.xlsx", "muenster/ms_arbeitslose.csv"])
def test_damaged_files_are_read_or_refused_in_words(shared_data: Path, tmp_path: Path, pattern: str) -> None:
    (source,) = shared_data.glob(pattern)
    whole = source.read_bytes()
    chance = random.Random(2)
    path = tmp_path / "beschaedigt"
    refused = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 60)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.randrange(len(damaged))] if chance.random() < 0.3 else damaged)
        try:
            assert read_tables(path, source.name)
        except DataFileError as error:
            refused += error.problem.startswith("tables.")
    assert refused


def test_the_sample_citys_sheets_are_all_recognised() -> None:
    tables = read_tables(SAMPLE_CITY)
    assert len(tables) == 14
    assert all(len(keyed(table)) in (89, 90) for table in tables)
    assert all(list(table.totals.values()).count("city") == 1 for table in tables)
    assert sum(len(table.measures) for table in tables) == 60
    assert {table.years for table in tables} == {tuple(range(2015, 2025)), (2017, 2021)}


def test_the_sample_citys_counts_add_up() -> None:
    residents = read_tables(SAMPLE_CITY)[0]
    (city,) = (place for place, kind in residents.totals.items() if kind == "city")
    assert residents.values[keyed(residents)].sum(axis=0).tolist() == residents.values[city].tolist()
    assert residents.values[city, 0, -1] == 260_100


def test_the_sample_citys_thousands_points_and_decimal_commas_are_read() -> None:
    tables = {table.sheet: table for table in read_tables(SAMPLE_CITY)}
    housing, election = tables["12 Wohnen"], tables["14 Wahlbeteiligung"]
    assert housing.values[row(housing, "Nordwall"), 0, 0] == 145_478
    assert election.values[row(election, "Nordwall"), 0].tolist() == [76.3, 74.7]
    assert election.measures[0].unit == "%"
