"""What was recognised, as plain data with wording in both languages."""

import json
from dataclasses import replace

import pyproj
import pytest

from loading.atlas import FileNote
from loading.choices import Choices
from loading.delivery import Delivery
from loading.inspection import inspection
from loading.load import recognise_delivery
from tests.loading.squares import squares, table
from texts import load_texts

KEYS = [f"{number:02d}" for number in range(1, 10)]
NUMBERS = [40.0 + number for number in range(9)]


def delivery() -> Delivery:
    layer = squares({"NR": [*KEYS[:8], "08"]})
    cells = {"Nr": [key.lstrip("0") for key in KEYS], "Name": [f"Quartier {sign}" for sign in "abcdefghi"]}
    made = table(cells, {"Arbeitslose": NUMBERS}, suppressed=[(2, 0)])
    notes = (
        FileNote("quartiere.zip", "shapefile", "cp1252", ("Quartiere",)),
        FileNote("z.xlsx", "xlsx", None, ("2024",)),
    )
    return Delivery((layer,), (made,), (), (), notes, ())


@pytest.mark.parametrize("language", ["de", "en"])
def test_everything_the_command_line_promises_is_there(language: str) -> None:
    found = inspection(recognise_delivery(delivery(), Choices(), "0123456789abcdef"), load_texts(language), language)
    assert json.loads(json.dumps(found)) == found
    assert found["quarters"] == {"n": 9, "crs": "EPSG:25832", "key": "NR", "level": "quarter", "vintage": None}
    sets = {name: found["join"][name] for name in ("matched", "only_table", "only_map", "duplicates")}
    assert sets == {"matched": 7, "only_table": ["9"], "only_map": [], "duplicates": ["08"]}
    assert found["join"]["vintages"] == {"map": None, "tables": {"zahlen.xlsx": None}}
    (repair,) = found["join"]["repairs"]
    assert (repair["repair"], repair["rows"], repair["state"]) == ("zero_padding", 8, "used")
    assert repair["reason"]
    assert found["indicators"][0]["years"] == [2024]
    assert found["indicators"][0]["count_or_rate"] == "count"
    assert found["blanks"] == {
        "zero": 0,
        "not_delivered": 0,
        "not_joined": 2,
        "suppressed": 1,
        "too_small": 0,
        "excluded": 0,
    }
    assert found["files"][0] == {
        "name": "quartiere.zip",
        "format": "shapefile",
        "encoding": "cp1252",
        "layers": ["Quartiere"],
    }
    assert found["files"][1]["sheets"] == ["2024"]


def test_findings_are_sentences_with_the_numbers_filled_in() -> None:
    found = inspection(recognise_delivery(delivery(), Choices(), "0123456789abcdef"), load_texts("de"))
    first = found["findings"][0]
    assert first["severity"] == "error"
    assert "08" in first["text"]
    assert all(set(one) == {"severity", "place", "text", "repair", "ignored", "mark"} for one in found["findings"])
    assert not any("{" in one["text"] + one["repair"] for one in found["findings"])


def test_a_system_of_its_own_says_so_and_brings_its_definition() -> None:
    own = pyproj.CRS.from_wkt(
        pyproj.CRS.from_epsg(32632).to_wkt("WKT1_ESRI").replace('"False_Easting",500000.0', '"False_Easting",2500000.0')
    )
    given = delivery()
    recognised = replace(given, layers=(replace(given.layers[0], crs=own),))
    for language, told in (("de", "ohne EPSG-Nummer"), ("en", "without an EPSG number")):
        texts = load_texts(language)
        quarters = inspection(recognise_delivery(recognised, Choices(), "0123456789abcdef"), texts, language)[
            "quarters"
        ]
        assert own.name in quarters["crs"]
        assert told in quarters["crs"]
        assert "2500000" in quarters["crs_wkt"]


def test_a_count_has_its_unit_in_the_language_asked_for() -> None:
    found = inspection(recognise_delivery(delivery(), Choices(), "0123456789abcdef"), load_texts("en"), "en")
    assert found["indicators"][0]["unit"] == "number"
