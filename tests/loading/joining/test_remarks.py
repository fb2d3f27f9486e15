"""Repairs, leftovers and districts are told, in both languages."""

import pytest

from loading.errors import Finding
from loading.joining.join import join
from loading.joining.remarks import remarks
from loading.joining.totals import recognise_totals
from loading.recognised import Boundaries, Table
from tests.loading.squares import squares, table
from texts import LANGUAGES, load_texts

KEYS = [f"{district}{number}" for district in (1, 3, 5, 7) for number in range(1, 5)]
NAMES = [f"Quartier {sign}" for sign in "abcdefghijklmnop"]
NUMBERS = [20.5 + number for number in range(16)]


def told(layers: list[Boundaries], *tables: Table) -> dict[str, Finding]:
    joined, _, _ = recognise_totals(join(layers, tables))
    found = remarks(joined, layers)
    for language in LANGUAGES:
        for finding in found:
            for part in ("text", "repair"):
                assert "{" not in load_texts(language)(f"{finding.code}.{part}", **finding.values)
    return {finding.code: finding for finding in found}


def test_clean_files_have_only_their_districts_to_tell() -> None:
    assert list(told([squares({"NR": KEYS}, 4)], table({"Nr": KEYS}, {"Anteil": NUMBERS}))) == [
        "hierarchy.from_key_prefix"
    ]


@pytest.mark.parametrize(
    ("cells", "repair"),
    [
        ([f"{key} " for key in KEYS], "blanks"),
        ([f"{key}.0" for key in KEYS], "decimal_zero"),
        ([f"0{key}" for key in KEYS], "zero_padding"),
        ([f"Bezirk {key}" for key in KEYS], "number_in_name"),
    ],
)
def test_a_repair_is_told_with_both_spellings(cells: list[str], repair: str) -> None:
    found = told([squares({"NR": KEYS}, 4)], table({"Nr": cells}, {"Anteil": NUMBERS}))[f"join.repaired_{repair}"]
    assert (found.values["n"], found.values["in_table"], found.values["on_map"]) == (16, cells[0], "11")


def test_names_written_differently_are_told() -> None:
    found = told([squares({"NAME": NAMES}, 4)], table({"Name": [name.upper() for name in NAMES]}, {"Anteil": NUMBERS}))
    assert found["join.repaired_name_forms"].values["in_table"] == "QUARTIER A"


def test_what_is_left_over_on_either_side_is_told_with_examples() -> None:
    cells = {"Nr": [*KEYS[:14], "98", "99"], "Name": [*NAMES[:14], "Neustadt", "Hafen"]}
    found = told([squares({"NR": KEYS, "NAME": NAMES}, 4)], table(cells, {"Anteil": NUMBERS}))
    assert found["join.only_table"].values == {"n": 2, "examples": "98 Neustadt, 99 Hafen", "map_file": "quartiere.zip"}
    assert found["join.only_map"].values == {"n": 2, "examples": "73 Quartier o, 74 Quartier p"}
    assert found["join.only_map"].severity == "warning"


def test_blocks_united_to_quarters_are_told() -> None:
    blocks = [f"b{number:02d}x" for number in range(36)]
    layer = squares({"BLOCK": blocks, "QUARTIER": [f"{number // 6 + 1:02d}" for number in range(36)]}, 6)
    keys = ["01", "02", "03", "04", "05", "06"]
    found = told([layer], table({"Nr": keys}, {"Anteil": NUMBERS[:6]}))
    assert found["hierarchy.united"].values == {"n": 6, "place": "QUARTIER"}


def test_a_layer_without_a_use_is_told() -> None:
    other = squares({"ID": [f"x{number}y" for number in range(30)]}, 5, file="baublocks.zip")
    found = told([squares({"NR": KEYS}, 4), other], table({"Nr": KEYS}, {"Anteil": NUMBERS}))
    assert found["hierarchy.layer_not_used"].place == "baublocks.zip"
