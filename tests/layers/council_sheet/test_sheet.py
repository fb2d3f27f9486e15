"""What stands on the sheet for the council: the map's numbers, the highest values, the selected, what is hidden."""

from dataclasses import replace

import pytest
from shapely import box

from layers.council_sheet.sheet import sheet_content
from layers.palettes import SCENERY
from layers.view import View
from loading.atlas import Atlas
from loading.recognised import Scenery
from tests.layers.council_sheet.made import DAY, made, opened, said
from tests.layers.hidden_town import hidden_town
from tests.leaks.papers import unseen
from tests.toytown import NAMES, toytown
from texts import LANGUAGES, load_texts

KINDS = [
    {"i": "A1", "y": "2024"},
    {"i": "population"},
    {"i": "A1", "show": "clear"},
    {"i": "A1", "against": "2023"},
    {"i": "A1", "bi": "1", "x": "F1"},
    {"i": "A1", "level": "district"},
]


def content(atlas: Atlas, selection: tuple[str, ...] = (), **query: str) -> dict:
    return sheet_content(atlas, View.from_query(query, atlas), load_texts("de"), DAY, selection)


@pytest.mark.parametrize("query", KINDS)
def test_every_kind_of_map_fits_on_paper(query: dict[str, str]) -> None:
    document = made(**query)
    assert len(opened(document).pages) <= 2
    for page in opened(document).pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_what_the_page_says(language: str) -> None:
    shown = said(made(language=language, i="A1", y="2024"))
    mark = "," if language == "de" else "."
    for text in ("1 Süd-Ost", f"60{mark}0 %", "Quartierblick", "Toytown"):
        assert text in shown


def test_the_selected_are_marked_summed_up_and_listed() -> None:
    table = content(toytown(), ("03", "01"), i="A1", y="2024")["table"]
    assert [row["name"] for row in table["rows"] if row["selected"]] == [NAMES[2], NAMES[0]]
    shares = "22,2 % der Bevölkerung, 40,0 % der Leistungsberechtigten im SGB II"
    assert table["selected"].replace("\N{NO-BREAK SPACE}", " ") == f"2 Quartiere ausgewählt: {shares}"
    assert content(toytown(), i="A1", y="2024")["table"]["selected"] == ""


def test_no_share_is_told_of_a_whole_that_is_suppressed_and_none_of_things() -> None:
    town = toytown()
    assert "SGB II" not in content(hidden_town(), ("01", "04"), i="A1", y="2024")["table"]["selected"]
    things = replace(town.indicators[0], counts="things")
    dwellings = replace(town, project="things", indicators=(things, *town.indicators[1:]))
    assert content(dwellings, ("01",), i="A1", y="2024")["table"]["selected"].count("%") == 1


def test_a_wood_is_green_and_no_water() -> None:
    town = toytown()
    woods = (Scenery("Wald", "green", box(8.0, 51.0, 8.1, 51.1)),)
    svg = content(replace(town, project="wood", scenery=woods), i="A1", y="2024")["map"]["svg"]
    assert SCENERY["green"] in svg
    assert SCENERY["water"] not in svg


def test_a_suppressed_number_is_not_on_the_sheet_and_a_selected_one_says_so() -> None:
    told = content(toytown(), ("08",), i="A1", y="2023")
    (row,) = [row for row in told["table"]["rows"] if row["selected"]]
    assert (row["name"], row["blank"], row["value"], row["counts"]) == ("Nord", "geheim gehalten", "", "")
    assert "mindestens" in told["table"]["selected"] or "SGB II" not in told["table"]["selected"]
    assert "In dieser Ansicht ist 1 Zelle geheim gehalten." in said(made(selection=["08"], i="A1", y="2023"))


def test_the_map_is_a_drawing_without_any_text_and_has_an_alternative() -> None:
    told = content(toytown(), ("03",), i="A1", y="2023")["map"]
    assert "<text" not in told["svg"]
    assert not [name for name in NAMES if name in told["svg"]]
    assert told["svg"].count("url(#blank-suppressed)") == 1
    assert "#e07b1f" in told["svg"]
    assert any(text.startswith("Karte: SGB II-Quote 2024") for text in unseen(made(i="A1", y="2024")))


def test_the_bar_of_the_scale_is_as_long_as_it_says() -> None:
    told = content(toytown(), i="A1", y="2024")["map"]
    long, text = told["scale"]
    kilometres = float(text.replace(",", ".").split()[0]) / (1 if "km" in text else 1000)
    assert long / 740 * 3.0 == pytest.approx(kilometres, rel=0.03)  # Toytown is three kilometres wide
