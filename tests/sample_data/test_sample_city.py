"""The sample city: the same bytes every time, and as true to life as it claims to be."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import shapely

from sample_data import names, sample_files
from sample_data.city import INDICATORS, City, city
from sample_data.make_sample_city import write_sample_city
from sample_data.sheets import HEADINGS, SHEETS, Sheet

WIDE = [sheet for sheet in SHEETS if sheet.form in ("wide", "lines", "text")]


@pytest.fixture(scope="module")
def truth() -> City:
    return city()


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(sample_files()[1], read_only=False, data_only=True)


def contents(path: Path) -> dict[str, bytes]:
    # A deflate stream depends on the build of zlib, what is in it does not.
    if not zipfile.is_zipfile(path):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def number(cell: object) -> float:
    return float(cell.replace(".", "").replace("-", "0")) if isinstance(cell, str) else float(cell)


def table(workbook: openpyxl.Workbook, sheet: Sheet) -> dict[str, list[object]]:
    """Give the rows below the header by the text of their first cells."""
    first = 1 if sheet.joined_key else 2
    found = {}
    for row in workbook[sheet.name].iter_rows(min_row=5 if sheet.form == "lines" else 6, values_only=True):
        if len(row) > first and row[first] is not None:
            found[" ".join(cell for cell in row[:first] if cell)] = list(row[first:])
    return found


def sgb2_rate(truth: City, year: int) -> np.ndarray:
    at = truth.years.index(year)
    below = truth.counts["residents_under_retirement"][:, at]
    return 100 * truth.counts["sgb2"][:, at] / np.where(below > 0, below, np.inf)


def touching(truth: City, keys: tuple[str, ...]) -> list[set[str]]:
    """Give the contiguous groups of some quarters."""
    at = [truth.keys.index(key) for key in keys]
    joined = shapely.get_parts(shapely.coverage_union_all(truth.geometry[at]))
    middles = [truth.geometry[number].representative_point() for number in at]
    return [{key for key, middle in zip(keys, middles, strict=True) if part.covers(middle)} for part in joined]


def test_the_script_writes_what_is_committed(tmp_path: Path) -> None:
    for written, committed in zip(write_sample_city(tmp_path), sample_files(), strict=True):
        assert contents(written) == contents(committed), committed.name


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    for first, second in zip(write_sample_city(tmp_path), write_sample_city(tmp_path / "again"), strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_the_delivery_is_at_most_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in sample_files()) <= 3_000_000


def test_ninety_quarters_in_nine_districts_cover_the_city_without_gap_or_overlap(truth: City) -> None:
    assert len(truth.keys) == len(set(truth.keys)) == len(set(truth.quarter_names)) == len(truth.geometry) == 90
    assert set(truth.district) == set(range(1, 10))
    assert [int(key[:2]) for key in truth.keys] == list(truth.district)
    assert {shape.geom_type for shape in truth.geometry} == {"Polygon"}
    assert shapely.coverage_is_valid(truth.geometry)
    assert shapely.coverage_union_all(truth.geometry).geom_type == "Polygon"


def test_every_district_is_in_one_piece(truth: City) -> None:
    for district in range(1, 10):
        parts = shapely.get_parts(shapely.coverage_union_all(truth.geometry[truth.district == district]))
        assert len(parts) == 1, names.DISTRICTS[district - 1]


def test_quarters_are_smaller_in_the_centre(truth: City) -> None:
    area = shapely.area(truth.geometry)
    assert np.median(area[truth.district == 1]) < 0.5 * np.median(area[truth.district != 1])


def test_the_river_runs_along_borders_of_districts(truth: City) -> None:
    river = max(shapely.get_parts(truth.water), key=shapely.length)
    south, north = (
        shapely.coverage_union_all(truth.geometry[np.isin(truth.district, part)]) for part in ([4, 7], [3, 8])
    )
    shared = shapely.intersection(south.boundary, north.boundary)
    assert shared.length > 8_000
    assert shapely.intersection(shared, river).length > 0.95 * shared.length


def test_the_shapefile_is_cp1252_without_a_cpg_in_a_sub_folder() -> None:
    members = contents(sample_files()[0])
    assert {Path(name).suffix for name in members} == {".dbf", ".prj", ".shp", ".shx"}
    assert all("/" in name for name in members)
    table = next(content for name, content in members.items() if name.endswith(".dbf"))
    assert table[29] == 0x57
    assert "Schäferei".encode("cp1252") in table
    assert b"0101" in table


def test_the_facilities_are_cp1252_with_decimal_commas_and_lie_in_the_city(truth: City) -> None:
    lines = sample_files()[2].read_bytes().decode("cp1252").splitlines()
    rows = [line.split(";") for line in lines[1:]]
    assert len(rows) == len(truth.places) >= 150
    places = shapely.points([[float(cell.replace(",", ".")) for cell in row[-2:]] for row in rows])
    assert shapely.covers(shapely.coverage_union_all(truth.geometry), places).all()
    assert "Träger" in lines[0]


def test_the_headings_are_those_of_the_catalogue() -> None:
    folder = Path(__file__).parents[2] / "loading" / "declaring"
    quantities = json.loads((folder / "quantities.json").read_text("utf-8"))["quantities"]
    for numerator, denominator in (pair for name, pair in INDICATORS.items() if name != "G1"):
        assert HEADINGS[numerator] == quantities[numerator]["de"]
        assert HEADINGS[denominator] == quantities[denominator]["de"]


def test_thirty_indicators_are_those_of_the_catalogue_and_stand_in_the_workbook() -> None:
    folder = Path(__file__).parents[2] / "loading" / "declaring"
    declared = {entry["id"]: entry for entry in json.loads((folder / "catalogue.json").read_text("utf-8"))}
    delivered = {quantity for sheet in SHEETS for quantity in sheet.measures}
    assert len(INDICATORS) == 30
    for name, (numerator, denominator) in INDICATORS.items():
        if name != "G1":
            assert (declared[name]["numerator"], declared[name]["denominator"]) == (numerator, denominator)
            assert {numerator, denominator} <= delivered


def test_no_numerator_is_larger_than_its_denominator(truth: City) -> None:
    for name, (numerator, denominator) in INDICATORS.items():
        if name not in ("E1", "G1"):
            assert (truth.counts[numerator] <= truth.counts[denominator]).all(), name


def test_the_remainder_holds_no_more_children_than_people(truth: City) -> None:
    spare = truth.unassigned
    assert (spare["sgb2_under_15"] <= spare["sgb2_under_18"]).all()
    assert (spare["sgb2_under_18"] <= spare["sgb2"]).all()


@pytest.mark.parametrize("sheet", WIDE, ids=lambda sheet: sheet.name)
def test_sums_of_districts_and_city_are_the_true_ones(workbook: openpyxl.Workbook, truth: City, sheet: Sheet) -> None:
    rows = table(workbook, sheet)
    remainder = rows.get("nicht zuzuordnen")
    districts = []
    for position, name in enumerate(names.DISTRICTS, 1):
        shown = rows.get(f"Stadtbezirk {name}") or rows[f"{position:02d} {name}"]
        true = np.concatenate([truth.counts[q][truth.district == position].sum(axis=0) for q in sheet.measures])
        assert [number(cell) for cell in shown[: len(true)]] == list(true), name
        districts.append(true)
    total = np.sum(districts, axis=0)
    if remainder:
        total += [0 if cell == "x" else number(cell) for cell in remainder[: len(total)]]
    assert [number(cell) for cell in rows["Stadt Ahrenfurt insgesamt"][: len(total)]] == list(total)


@pytest.mark.parametrize("sheet", WIDE, ids=lambda sheet: sheet.name)
def test_a_quarter_shows_its_true_number_or_the_symbol_that_it_should(
    workbook: openpyxl.Workbook, truth: City, sheet: Sheet
) -> None:
    rows = table(workbook, sheet)
    for at, (key, name) in enumerate(zip(truth.keys, truth.quarter_names, strict=True)):
        if sheet.from_job_centre and key == names.NO_ROW:
            assert f"{key} {name}" not in rows
            continue
        symbols = np.concatenate([truth.symbols(quantity)[at] for quantity in sheet.measures])
        true = np.concatenate([truth.counts[quantity][at] for quantity in sheet.measures])
        for cell, symbol, value in zip(rows[f"{key} {name}"], symbols, true, strict=False):
            assert (cell == symbol) if symbol else (number(cell) == value)


def test_only_one_and_two_are_held_back(truth: City) -> None:
    hidden = {value for name, counts in truth.counts.items() for value in counts[truth.symbols(name) == "."]}
    assert hidden == {1.0, 2.0}


def test_every_kind_of_blank_occurs(truth: City) -> None:
    assert {symbol for symbols in map(truth.symbols, HEADINGS) for symbol in symbols.ravel()} == {
        "",
        "-",
        ".",
        "...",
        "no row",
    }


def test_there_are_two_hundred_and_sixty_thousand_residents(truth: City) -> None:
    assert truth.counts["residents"][:, -1].sum() == pytest.approx(260_000, rel=0.01)


def test_one_commercial_quarter_has_few_residents_and_the_forest_none(truth: City) -> None:
    residents = dict(zip(truth.keys, truth.counts["residents"][:, -1], strict=True))
    assert [key for key, people in residents.items() if people < 300] == [names.COMMERCIAL, names.FOREST]
    assert residents[names.COMMERCIAL] > 200
    assert residents[names.FOREST] == 0


def test_about_one_in_ten_lives_on_sgb2_benefits(truth: City) -> None:
    share = truth.counts["sgb2"].sum(axis=0) / truth.counts["residents_under_retirement"].sum(axis=0)
    assert ((share > 0.098) & (share < 0.112)).all()


def test_more_children_than_adults_are_poor(truth: City) -> None:
    children = truth.counts["sgb2_under_15"].sum() / truth.counts["residents_under_15"].sum()
    assert children > 1.5 * truth.counts["sgb2"].sum() / truth.counts["residents_under_retirement"].sum()


def test_child_poverty_follows_poverty(truth: City) -> None:
    under_15 = np.maximum(truth.counts["residents_under_15"][:, -1], 1)
    lived_in = truth.counts["residents"][:, -1] > 300
    children = truth.counts["sgb2_under_15"][:, -1] / under_15
    assert np.corrcoef(children[lived_in], sgb2_rate(truth, 2024)[lived_in])[0, 1] > 0.95


def test_poverty_is_concentrated_in_two_contiguous_areas_and_one_island(truth: City) -> None:
    rate = sgb2_rate(truth, 2024)
    highest = tuple(key for key, share in zip(truth.keys, rate, strict=True) if share > 20)
    groups = sorted(touching(truth, highest), key=len)
    assert groups[0] == set(names.ISLAND)
    assert len(groups) == 3
    assert groups[1] <= set(names.EAST)
    assert groups[2] & set(names.NORTH[:5]) == set(names.NORTH[:5])


def test_quarters_around_the_island_are_not_poor(truth: City) -> None:
    island = truth.geometry[truth.keys.index(names.ISLAND[0])]
    around = shapely.touches(truth.geometry, island)
    assert around.sum() >= 4
    assert sgb2_rate(truth, 2024)[around].max() < 11


def test_one_area_grows_poorer_and_one_is_gentrified(truth: City) -> None:
    change = sgb2_rate(truth, 2024) - sgb2_rate(truth, 2015)
    assert change[np.isin(truth.keys, names.EAST)].min() > 0.5
    assert change[np.isin(truth.keys, names.GENTRIFYING)].max() < -0.5


def test_refugees_come_in_2016_and_2022(truth: City) -> None:
    asylum = truth.counts["asylum_benefit"].sum(axis=0)
    assert asylum[truth.years.index(2016)] > 1.5 * asylum[truth.years.index(2019)]
    assert asylum[truth.years.index(2022)] > 1.5 * asylum[truth.years.index(2021)]


def test_the_long_sheet_holds_a_row_for_each_year_and_quarter(workbook: openpyxl.Workbook, truth: City) -> None:
    rows = [row for row in workbook["9 Schuleingang"].iter_rows(min_row=5, values_only=True) if row[1]]
    assert len(rows) == len(truth.years) * len(truth.keys)


def test_the_turnout_is_text_with_decimal_commas(workbook: openpyxl.Workbook) -> None:
    cells = [row[1] for row in workbook["14 Wahlbeteiligung"].iter_rows(min_row=6, values_only=True) if row[1]]
    assert {cell for cell in cells if "," not in cell} == {"x"}


def test_nobody_mistakes_the_files_for_a_real_city() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sample_files()[1].read_bytes()), read_only=True)
    assert "Fiktive Stadt" in book["Inhalt"]["A2"].value
