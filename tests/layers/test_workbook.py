"""The workbook: numbers as numbers, names as text, every blank with its reason."""

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest

from layers.derived import with_derived
from layers.view import View
from layers.workbook import workbook
from loading.atlas import Atlas
from loading.flags import Flag, FlaggedNumbers
from tests.toytown import toytown
from texts import LANGUAGES, load_texts

DAY = datetime.date(2025, 3, 9)
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("file:///etc/passwd")',
    "https://example.org",
    "\t=1",
    "{=1}",
    "007",
)


def _book(atlas: Atlas, language: str = "de", /, **query: str) -> openpyxl.Workbook:
    content = workbook(atlas, View.from_query(query, atlas), load_texts(language), DAY)
    return openpyxl.load_workbook(io.BytesIO(content))


def _rows(book: openpyxl.Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_the_data_are_all_quarters_with_counts_ranges_and_ranks() -> None:
    rows = _rows(_book(toytown(), i="A1", y="2024"), "Daten")
    assert len(rows) == 10
    line = dict(zip(rows[0], rows[3], strict=True))
    assert (line["Schlüssel"], line["Name"], line["Stadtbezirk"]) == ("03", "Süd-Ost", "Süd")
    assert (line["Wert"], line["Zähler"], line["Nenner"], line["Rang"]) == (60, 600, 1000, 1)
    assert 50 < line["Bereich von"] < 60 < line["Bereich bis"]
    assert line["Veränderung seit 2023"] == 6


def test_a_blank_has_no_number_but_its_reason() -> None:
    rows = _rows(_book(toytown(), i="A1", y="2023"), "Daten")
    lines = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert [lines["Nord"][key] for key in ("Wert", "Bereich von", "Zähler", "Rang", "Angabe")] == [
        None,
        None,
        None,
        None,
        "geheim gehalten",
    ]
    assert lines["Nord-Ost"]["Angabe"] == "nicht geliefert"
    assert (lines["Äußerer Nordwesten"]["Wert"], lines["Äußerer Nordwesten"]["Angabe"]) == (0, "genau null")


def test_all_years_stand_side_by_side_with_words_for_blanks() -> None:
    rows = _rows(_book(toytown(), i="A1"), "Zeitreihe")
    assert rows[0][:4] == ("Schlüssel", "Name", "2023", "2024")
    assert rows[3][:4] == ("03", "Süd-Ost", 54, 60)
    assert rows[8][:4] == ("08", "Nord", "geheim gehalten", 10)


def test_the_ranges_of_all_years_stand_behind_the_values() -> None:
    rows = _rows(_book(toytown(), i="A1"), "Zeitreihe")
    heads = [f"{year}, Bereich {end}" for year in (2023, 2024) for end in ("von", "bis")]
    assert list(rows[0][4:]) == heads
    # 600 of 1,000, Wilson by hand: 56.931 to 62.993.
    assert rows[3][6:8] == pytest.approx((56.931, 62.993), abs=1e-3)
    assert rows[8][4:6] == (None, None)
    assert len(_rows(_book(toytown(), i="population"), "Zeitreihe")[0]) == 4


def test_a_clear_difference_to_the_city_stands_in_words() -> None:
    rows = _rows(_book(toytown(), i="A1", y="2024"), "Daten")
    lines = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    said = {name: line["Gegenüber der Stadt"] for name, line in lines.items()}
    assert said["Süd-Ost"] == "deutlich über der Stadt"
    assert said["West"] == "deutlich unter der Stadt"
    assert said["Markt"] == "nicht deutlich anders als die Stadt"


def test_a_smoothed_rate_is_called_so_and_stands_beside_the_delivered_one() -> None:
    atlas = with_derived(toytown(), "eb:A1")
    book = _book(atlas, i="eb:A1", y="2024")
    about = dict(_rows(book, "Angaben"))
    assert about["Indikator"] == "SGB II-Quote, geglättet (empirische Bayes-Schätzung, zur Stadt hin)"
    assert "nicht die gelieferten Zahlen" in str(about["Kommentar"])
    rows = _rows(book, "Daten")
    line = dict(zip(rows[0], rows[3], strict=True))
    assert (line["Wert"], line["SGB II-Quote"]) == (59.679, 60)
    assert line["SGB II-Quote: Bereich von"] == pytest.approx(56.931)
    assert line["Bereich von"] is None


def test_the_indicator_sheet_says_how_everything_was_made() -> None:
    told = dict(_rows(_book(toytown(), i="A1", y="2023", scheme="quantile", k="3"), "Angaben"))
    assert told["Indikator"] == "SGB II-Quote"
    assert told["Datenquelle"] == "Statistik der Bundesagentur für Arbeit"
    assert told["Verfügbare Zeitreihe"] == "2023, 2024"
    assert str(told["Methode"]).startswith("Quantile: In jeder der 3 Klassen")
    assert told["Ohne Farbe: geheim gehalten"] == "1 Quartier"
    assert told["Geheimhaltung"] == "In dieser Ansicht ist 1 Zelle geheim gehalten."
    assert told["Dateien"] == "toytown.geojson"
    assert "09.03.2025" in str(told["Erstellt"])
    assert {"Klasse 1", "Klasse 2", "Klasse 3"} <= told.keys()


def test_names_that_look_like_formulas_or_addresses_stay_text() -> None:
    atlas = toytown()
    names = replace(atlas.levels["quarter"], names=FORMULAS, ids=FORMULAS)
    hostile = replace(atlas.indicators[0], source="=1+1", title={"de": "=1+1"})
    atlas = replace(
        atlas,
        project="formulas",
        levels={**atlas.levels, "quarter": names},
        indicators=(hostile, *atlas.indicators[1:]),
    )
    book = _book(atlas, i="A1")
    for sheet in ("Daten", "Zeitreihe"):
        cells = [row[1] for row in book[sheet].iter_rows(min_row=2)]
        assert [cell.data_type for cell in cells] == ["s"] * 9
        assert [cell.value for cell in cells] == list(FORMULAS)
        assert not any(cell.hyperlink for cell in cells)
    assert {cell.data_type for row in book["Angaben"].iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_numbers_are_numbers_with_the_decimals_of_the_indicator() -> None:
    sheet = _book(toytown(), i="A1")["Daten"]
    assert sheet["D2"].data_type == "n"
    assert sheet["D2"].number_format == "#,##0.0"
    assert sheet["G2"].number_format == "#,##0"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", [{"i": "population"}, {"i": "F1", "level": "district"}, {"i": "A1", "y": "2023"}])
def test_every_view_can_be_written_in_every_language(language: str, query: dict[str, str]) -> None:
    book = _book(toytown(), language, **query)
    assert len(book.sheetnames) == 3
    assert not any("{" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_palette_is_called_by_its_name() -> None:
    for language, name in (("de", "Blau"), ("en", "Blue")):
        about = dict(_rows(_book(toytown(), language, i="A1"), load_texts(language)("export.sheets.about")))
        assert name in str(about[load_texts(language)("export.about.palette")])


def test_a_number_that_its_source_calls_provisional_is_called_so() -> None:
    flagged = (FlaggedNumbers("A1", 2024, Flag.PROVISIONAL, (0, 2)), FlaggedNumbers("A1", 2024, Flag.LIMITED, (2,)))
    rows = _rows(_book(replace(toytown(), flagged=flagged), i="A1", y="2024"), "Daten")
    told = {row[1]: dict(zip(rows[0], row, strict=True))["Angabe"] for row in rows[1:]}
    assert told["Süd-Ost"] == "Wert; vorläufig; Aussagewert eingeschränkt"
    assert [name for name, text in told.items() if "vorläufig" in str(text)] == [rows[1][1], "Süd-Ost"]
