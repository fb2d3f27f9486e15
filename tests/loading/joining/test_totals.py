"""Rows that are sums are recognised by wording, key and numbers, and never counted as quarters."""

from loading.joining.join import Joined, four_sets, join
from loading.joining.totals import Totals, recognise_totals
from tests.loading.squares import squares, table

KEYS = [f"{district}0{number}" for district in range(1, 5) for number in range(1, 5)]
NAMES = [f"Quartier {sign}" for sign in "abcdefghijklmno"] + ["Hiltrup"]
NUMBERS = [float(number * number + 7) for number in range(16)]
SUMS = [sum(NUMBERS[4 * district : 4 * district + 4]) for district in range(4)]
DISTRICTS = ["Altstadt", "Süd", "West", "Hiltrup"]


def recognised(rows: list[tuple[str, str, float]], **more: object) -> tuple[Joined, Totals]:
    quarters = list(zip(KEYS, NAMES, NUMBERS, strict=True))
    cells = quarters + rows
    delivered = table(
        {"Nr": [key for key, _, _ in cells], "Name": [name for _, name, _ in cells]},
        {"Kinder": [number for _, _, number in cells]},
        **more,  # type: ignore[arg-type] # keyword arguments of the made table
    )
    joined, totals, _ = recognise_totals(join([squares({"NR": KEYS, "NAME": NAMES}, width=4)], [delivered]))
    return joined, totals[0]


def test_city_and_districts_in_the_same_column_are_told_by_key_and_numbers() -> None:
    rows = [("000", "Stadt", sum(NUMBERS)), *((f"00{n + 1}", DISTRICTS[n], SUMS[n]) for n in range(4))]
    joined, totals = recognised(rows)
    assert totals.city == 16
    assert totals.districts == {0: 17, 1: 18, 2: 19, 3: 20}
    assert four_sets(joined).only_table == ()
    assert len(four_sets(joined).matched) == 16
    assert joined.hierarchy is not None
    assert joined.hierarchy.names == tuple(DISTRICTS)


def test_a_key_of_a_district_with_quite_other_numbers_is_not_its_sum() -> None:
    joined, totals = recognised([("2", "Fremd", 3.0)])
    assert totals.districts == {}
    assert four_sets(joined).only_table == ("2",)


def test_a_sum_without_key_is_recognised_by_its_numbers() -> None:
    joined, totals = recognised([("", "Irgendwas", SUMS[2])])
    assert totals.districts == {2: 16}
    assert four_sets(joined).totals == ("zahlen.xlsx: Irgendwas",)


def test_a_sum_of_districts_is_recognised() -> None:
    rows = [("", "a", SUMS[0]), ("", "b", SUMS[1]), ("", "Mitte", SUMS[0] + SUMS[1])]
    joined, _ = recognised(rows)
    assert joined.rows[0].totals[18] == "subtotal"


def test_a_subtotal_finds_its_district_in_spite_of_the_word_for_the_level() -> None:
    layer = squares({"NR": KEYS, "NAME": NAMES, "BEZIRK": [f"{n // 4 + 1} {DISTRICTS[n // 4]}" for n in range(16)]}, 4)
    cells = {"Nr": [*KEYS, "", ""], "Name": [*NAMES, "Stadtbezirk Altstadt", "Summe West"]}
    delivered = table(cells, {"Kinder": [*NUMBERS, None, None]}, totals={16: "subtotal", 17: "subtotal"})
    _, totals, _ = recognise_totals(join([layer], [delivered]))
    assert totals[0].districts == {0: 16, 2: 17}


def test_a_column_that_names_the_district_of_every_row_makes_no_sums() -> None:
    layer = squares({"NR": KEYS, "NAME": NAMES, "BEZIRK": [f"{n // 4 + 1} {DISTRICTS[n // 4]}" for n in range(16)]}, 4)
    cells = {"Nr": [*KEYS, "901", "902"], "Bezirk": [*[DISTRICTS[n // 4] for n in range(16)], "Altstadt", "Altstadt"]}
    joined, totals, _ = recognise_totals(join([layer], [table(cells, {"Anteil": [0.5] * 18})]))
    assert totals[0].districts == {}
    assert four_sets(joined).only_table == ("901", "902")


def test_wording_recognised_by_the_reader_is_kept() -> None:
    rows = [("", "nicht zuzuordnen", 14.0), ("", "Stadt Münster", sum(NUMBERS) + 14)]
    _, totals = recognised(rows, totals={16: "unassigned", 17: "city"})
    assert (totals.city, totals.unassigned) == (17, (16,))


def test_a_district_named_like_its_quarter_is_told_apart_by_its_sum() -> None:
    cells = [*NAMES[:15], "Hiltrup", "Hiltrup"]
    delivered = table({"Name": cells}, {"Kinder": [*NUMBERS[:15], SUMS[3], NUMBERS[15]]})
    joined, _, _ = recognise_totals(join([squares({"NR": KEYS, "NAME": NAMES}, width=4)], [delivered]))
    assert joined.rows[0].totals == {15: "subtotal"}
    assert joined.rows[0].quarter[16] == 15
    assert len(four_sets(joined).matched) == 16


def test_a_plain_row_without_polygon_is_no_total() -> None:
    joined, totals = recognised([("999", "Neubaugebiet", 33.0)])
    assert (totals.city, totals.districts) == (None, {})
    assert four_sets(joined).only_table == ("999",)
