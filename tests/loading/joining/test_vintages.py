"""What day a table's areas are of, and when that is a reason for doubt."""

from dataclasses import replace

import pytest

from loading.joining.join import bare_sets, join
from loading.joining.vintages import differ, table_vintage, vintage_findings
from tests.loading.squares import squares, table

KEYS = [f"{number:04d}" for number in range(1, 13)]
NUMBERS = [float(number) for number in range(12)]


@pytest.mark.parametrize(
    ("note", "vintage"),
    [
        ("Gebietsstand: 31.12.2019", "31.12.2019"),
        ("Quelle: Amt. Gebietsstand vom 1.1.2021", "1.1.2021"),
        ("LOR 2021", "2021"),
        ("Zahlen zum 31.12.2019", None),
        ("Boundaries as of 2021", "2021"),
    ],
)
def test_only_what_is_said_about_the_areas_counts(note: str, vintage: str | None) -> None:
    made = replace(table({"Nr": KEYS}, {"Kinder": NUMBERS}), notes=(note,))
    assert table_vintage(made) == vintage


def test_sheet_column_and_file_may_say_it_too() -> None:
    plain = table({"Nr": KEYS}, {"Kinder": NUMBERS})
    assert table_vintage(replace(plain, sheet="Gebietsstand 2021")) == "2021"
    assert table_vintage(replace(plain, file="kinder_lor_2021.csv")) == "2021"
    assert table_vintage(table({"Schlüssel (Gebietsstand 2019)": KEYS}, {"Kinder": NUMBERS})) == "2019"
    assert table_vintage(replace(plain, file="kinder_2021.csv")) is None


def test_a_map_that_was_valid_until_a_year_fits_the_years_before() -> None:
    assert not differ("until2020", "2015")
    assert differ("until2020", "2021")


def test_two_known_vintages_are_told_even_if_every_key_fits() -> None:
    made = replace(table({"Nr": KEYS}, {"Kinder": NUMBERS}), notes=("Gebietsstand 2021",))
    joined = join([replace(squares({"NR": KEYS}, 4), vintage="2019")], [made])
    (finding,) = vintage_findings(joined.rows[0], "2019", bare_sets(joined).only_map)
    assert (finding.code, finding.severity) == ("doctor.vintage_differs", "warning")
    assert (finding.values["map"], finding.values["table"], finding.values["matched"]) == ("2019", "2021", 12)


def test_keys_left_over_on_both_sides_may_be_of_another_vintage() -> None:
    cells = [*KEYS[:8], "0901", "0902", "0903", "0904"]
    joined = join([squares({"NR": KEYS}, 4)], [table({"Nr": cells}, {"Kinder": NUMBERS})])
    (finding,) = vintage_findings(joined.rows[0], None, bare_sets(joined).only_map)
    assert (finding.code, finding.values["n"]) == ("doctor.vintage_perhaps", 4)


def test_a_single_foreign_row_is_no_reform() -> None:
    cells = [*KEYS[:11], "0901"]
    joined = join([squares({"NR": KEYS}, 4)], [table({"Nr": cells}, {"Kinder": NUMBERS})])
    assert vintage_findings(joined.rows[0], None, bare_sets(joined).only_map) == []
