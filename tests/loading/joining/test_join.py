"""Rows of tables find their polygons: repairs by name, four sets, nothing guessed."""

import pytest

from loading.errors import DataFileError
from loading.joining.join import four_sets, join
from loading.recognised import Boundaries
from tests.loading.squares import squares, table

KEYS = [f"{number:02d}" for number in range(1, 10)]
NAMES = ["Süd-West", "Südmitte", "St. Jürgen", "Weststraße", "Markt", "Ost", "Groß Nord", "Nord", "Nord-Ost"]
NUMBERS = [10.0 * number for number in range(1, 10)]


def town(**columns: list[str]) -> Boundaries:
    return squares(columns or {"NR": KEYS, "NAME": NAMES})


def test_equal_keys_match_without_a_repair() -> None:
    sets = four_sets(join([town()], [table({"Nr": KEYS}, {"Kinder": NUMBERS})]))
    assert sets.key == "NR"
    assert sets.matched == tuple(KEYS)
    assert (sets.only_table, sets.only_map, sets.duplicates, sets.repairs) == ((), (), (), ())


@pytest.mark.parametrize(
    ("cells", "repair"),
    [
        ([f" {key}\N{NO-BREAK SPACE}" for key in KEYS], "blanks"),
        ([f"{key}.0" for key in KEYS], "decimal_zero"),
        ([key.lstrip("0") for key in KEYS], "zero_padding"),
        ([f"Bezirk {key}" for key in KEYS], "number_in_name"),
        ([f"STGT{key}" for key in KEYS], "number_in_name"),
    ],
)
def test_a_key_written_differently_is_repaired_and_the_repair_is_named(cells: list[str], repair: str) -> None:
    sets = four_sets(join([town(NR=KEYS)], [table({"Nr": cells}, {"Kinder": NUMBERS})]))
    assert len(sets.matched) == 9
    assert sets.repairs == (repair,)


def test_names_agree_in_spite_of_dashes_umlauts_and_saints() -> None:
    cells = [
        "SÜD\N{EN DASH}WEST",
        "Suedmitte",
        "Sankt Jürgen",
        "Weststr.",
        "Markt ",
        "Ost",
        "Gross Nord",
        "Nord",
        "Nord - Ost",
    ]
    sets = four_sets(join([town()], [table({"Quartier": cells}, {"Kinder": NUMBERS})]))
    assert len(sets.matched) == 9
    assert sets.repairs == ("blanks", "name_forms")


def test_a_similar_name_is_not_matched() -> None:
    cells = [*NAMES[:8], "Nordosten"]
    sets = four_sets(join([town()], [table({"Quartier": cells}, {"Kinder": NUMBERS})]))
    assert sets.only_table == ("Nordosten",)
    assert sets.only_map == ("Nord-Ost",)


def test_keys_are_preferred_to_names() -> None:
    joined = join([town()], [table({"Name": NAMES, "Nr": KEYS}, {"Kinder": NUMBERS})])
    assert (joined.key, joined.rows[0].column) == ("NR", "Nr")


def test_names_confirm_the_key_where_a_running_number_would_match_too() -> None:
    running = [str(number) for number in range(9, 0, -1)]
    plain = [key.lstrip("0") for key in KEYS]
    layer = town(LFD=running, NR=plain, NAME=NAMES)
    joined = join([layer], [table({"Nr": plain, "Name": NAMES}, {"Kinder": NUMBERS})])
    assert joined.key == "NR"


def test_a_database_number_is_the_last_choice() -> None:
    plain = [key.lstrip("0") for key in KEYS]
    joined = join([town(OBJECTID=plain[::-1], NR=plain)], [table({"Nr": plain}, {"Kinder": NUMBERS})])
    assert joined.key == "NR"


def test_zeros_are_not_padded_where_that_brings_next_to_nothing() -> None:
    keys = [f"{number:03d}" for number in range(1, 31)]
    layer = squares({"NR": keys}, width=6)
    cells = [*keys[1:], "1"]
    sets = four_sets(join([layer], [table({"Nr": cells}, {"Kinder": [1.0] * 30})]))
    assert sets.only_table == ("1",)
    assert sets.only_map == ("001",)


def test_the_four_sets_hold_every_key_once() -> None:
    cells = ["01", "02", "03", "04", "05", "06", "77", "08", "08"]
    joined = join([town()], [table({"Nr": cells}, {"Kinder": NUMBERS})])
    sets = four_sets(joined)
    assert sets.matched == ("01", "02", "03", "04", "05", "06")
    assert sets.only_table == ("77",)
    assert sets.only_map == ("07", "09")
    assert sets.duplicates == ("08",)
    finding = joined.findings[0]
    assert (finding.severity, finding.code) == ("error", "join.key_on_several_rows")
    assert finding.values["rows"] == "9, 10"


def test_a_row_delivered_twice_with_the_same_numbers_counts_once() -> None:
    joined = join([town()], [table({"Nr": [*KEYS, "09"]}, {"Kinder": [*NUMBERS, 90.0]})])
    sets = four_sets(joined)
    assert len(sets.matched) == 9
    assert (sets.duplicates, sets.only_table) == (("09",), ())
    assert [finding.code for finding in joined.findings] == ["join.same_row_twice"]


def test_a_key_on_two_polygons_is_reported_and_joined_to_neither() -> None:
    layer = town(NR=["01", "02", "03", "04", "05", "06", "07", "08", "08"], NAME=NAMES)
    joined = join([layer], [table({"Nr": KEYS}, {"Kinder": NUMBERS})])
    sets = four_sets(joined)
    assert sets.duplicates == ("08",)
    assert sets.only_map == ()
    assert len(sets.matched) == 7
    assert len(set(joined.ids)) == 9
    assert joined.findings[0].code == "join.key_on_several_polygons"
    assert joined.findings[0].values["names"] == "Nord, Nord-Ost"


def test_key_and_name_in_one_column_of_the_map_are_split() -> None:
    layer = town(BEZIRK=[f"{key} {name}" for key, name in zip(KEYS, NAMES, strict=True)])
    joined = join([layer], [table({"Nr": [key.lstrip("0") for key in KEYS]}, {"Kinder": NUMBERS})])
    assert joined.ids == tuple(KEYS)
    assert joined.names == tuple(NAMES)


def test_the_tables_decide_which_layer_holds_the_quarters() -> None:
    large = squares({"NR": ["1", "2", "3"]}, width=1, file="bezirke.zip")
    joined = join([large, town()], [table({"Nr": KEYS}, {"Kinder": NUMBERS})])
    assert joined.boundaries.file == "quartiere.zip"


def test_blocks_are_united_to_the_quarters_that_the_table_speaks_about() -> None:
    columns = {
        "BLOCK": [f"b{number:02d}x" for number in range(36)],
        "QUARTIER": [f"{number // 6 + 1:02d}" for number in range(36)],
        "BEZIRK": ["1 Nord" if number < 18 else "2 Süd" for number in range(36)],
    }
    keys = ["01", "02", "03", "04", "05", "06"]
    joined = join([squares(columns, width=6)], [table({"Nr": keys}, {"Kinder": [1.0, 2, 3, 4, 5, 6]})])
    assert joined.ids == tuple(keys)
    assert four_sets(joined).matched == tuple(keys)
    assert joined.boundaries.geometry[0].area == 6_000_000
    assert joined.hierarchy is not None
    assert joined.hierarchy.names == ("Nord", "Süd")


def test_blocks_are_not_united_for_a_few_rows_of_a_table_that_speaks_of_something_else() -> None:
    columns = {
        "BLOCK": ["abcdef"[number // 6] + "abcdef"[number % 6] for number in range(36)],
        "QUARTIER": [f"{number // 6 + 1:02d}" for number in range(36)],
    }
    cells = [f"X{number}" for number in range(1, 30)]
    with pytest.raises(DataFileError, match="no_common_key"):
        join([squares(columns, width=6)], [table({"Nr": cells}, {"Kinder": [20.0] * 29})])


def test_without_a_common_key_both_sides_are_shown() -> None:
    with pytest.raises(DataFileError) as refused:
        join([town()], [table({"Nr": ["A-1", "A-2"]}, {"Kinder": [1.0, 2.0]})])
    assert refused.value.problem == "join.no_common_key"
    assert refused.value.found["in_table"] == "A-1, A-2"
    assert refused.value.found["on_map"] == "01, 02, 03 …"


def test_a_few_running_numbers_that_happen_to_be_keys_are_no_match() -> None:
    keys = [f"{number:04d}" for number in range(101, 137)]
    places = table({"Nr": [str(number) for number in range(1, 111)]}, {"Plätze": [20.0] * 110}, file="kitas.csv")
    with pytest.raises(DataFileError, match="no_common_key"):
        join([squares({"NR": keys}, width=6)], [places])


def test_a_table_of_another_town_is_left_out_and_named() -> None:
    other = table({"Nr": ["A-1", "A-2"]}, {"Kinder": [1.0, 2.0]}, file="anderswo.csv")
    joined = join([town()], [table({"Nr": KEYS}, {"Kinder": NUMBERS}), other])
    assert joined.left_out == (other,)
    assert joined.findings[0].code == "join.table_left_out"


def test_a_row_worded_like_a_total_is_a_quarter_if_only_it_matches_the_polygon() -> None:
    names = ["Kreis Unna", "Kreis Soest", "Hamm", "Kreis Olpe"]
    joined = join([squares({"GEN": names})], [table({"Name": names}, {"n": [1.0, 2, 3, 4]}, totals={0: "city"})])
    assert joined.rows[0].totals == {}
    assert len(four_sets(joined).matched) == 4


LEVELS = ["Stadtteil"] * 8 + ["Stadtbezirk"]
SHORT = [*[f"1{number}" for number in range(1, 9)], "1"]


@pytest.mark.parametrize("column", [LEVELS, SHORT])
def test_a_district_named_like_its_quarter_is_told_apart_by_its_level_where_only_shares_were_delivered(
    column: list[str],
) -> None:
    names = [*NAMES[:8], "Nord"]
    joined = join([town(NAME=NAMES)], [table({"Name": names, "Ebene": column}, {"Quote": [0.1 * n for n in range(9)]})])
    assert dict(joined.rows[0].totals) == {8: "subtotal"}
    assert four_sets(joined).duplicates == ()
    assert "Nord" in four_sets(joined).matched


def test_two_quarters_of_one_name_and_one_level_are_not_told_apart() -> None:
    names = [*NAMES[:8], "Nord"]
    level = {"Name": names, "Ebene": ["Stadtteil"] * 9}
    joined = join([town(NAME=NAMES)], [table(level, {"Quote": [0.1 * n for n in range(9)]})])
    assert four_sets(joined).duplicates == ("Nord",)
