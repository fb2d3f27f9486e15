"""What a column is, by its heading and its numbers."""

import pytest

from loading.declaring.measures import Column, columns, coordinates, file_words
from tests.loading.made_tables import table


def only(
    heading: str, numbers: tuple[float, ...] = (3, 5, 8), unit: str | None = None, file: str = "stadt.csv"
) -> Column:
    (column,) = columns([table({heading: {2024: numbers}}, file, units={heading: unit} if unit else None)])
    return column


def row(column: Column) -> str | None:
    return column.definition.row if column.definition else None


@pytest.mark.parametrize(
    ("heading", "numbers", "unit", "nature"),
    [
        ("Bäume", (3, 5, 8), None, "count"),
        ("Anteil Bäume", (3, 5, 8), None, "share"),
        ("percentage_trees", (3, 5, 8), None, "share"),
        ("Baumquote", (3, 5, 8), None, "share"),
        ("Bäume", (3, 5, 8), "%", "share"),
        ("mean", (38000, 41000, 16603), None, "amount"),
        ("gini", (0.523, 0.41, 0.38), None, "amount"),
        ("Kaufkraft", (3, 5, 8), "EUR", "amount"),
        ("Bäume", (3.5, 5, 8), None, "amount"),
        ("Saldo der Bäume", (-3, 5, 8), None, "amount"),
        ("Veränderung der Bäume", (-3, 5, 8), None, "change"),
    ],
)
def test_heading_unit_and_numbers_say_what_a_column_is(
    heading: str, numbers: tuple[float, ...], unit: str | None, nature: str
) -> None:
    assert only(heading, numbers, unit).nature == nature


def test_a_change_knows_its_indicator() -> None:
    column = only("d4_percentage_transfer_payments_recipients_below_15_years", (-1.5, 0, 2.25))
    assert (column.nature, row(column)) == ("change", "A2")


def test_a_count_headed_like_an_indicator_stays_a_count() -> None:
    assert only("Alleinerziehende im SGB II", (120, 340, 15)).quantity == "lone_parent_benefit_households"
    assert row(only("Alleinerziehende im SGB II", (12.5, 34.1, 15))) == "A9"
    assert only("Kinderarmut unter 15", (120, 340, 15)).nature != "share"


def test_decimals_under_a_heading_of_people_are_not_people() -> None:
    assert only("Arbeitslose", (2.4, 6.6, 1.2)).quantity is None
    assert only("Wohnfläche in m²", (240.5, 660.25, 80)).quantity == "living_space"


def test_an_age_without_a_noun_means_residents_only_where_the_file_says_so() -> None:
    assert only("0 bis unter 3", file="bevoelkerung_nach_alter.csv").quantity == "residents_under_3"
    assert only("0 bis unter 3", file="arbeitslose_nach_alter.csv").quantity is None
    assert only("0 bis unter 3", file="maennliche_bevoelkerung.csv").quantity is None


def test_a_heading_that_says_only_residents_takes_the_name_of_its_file() -> None:
    column = only("residents", file="fl_unemployed_residents_by_district.csv")
    assert (column.title, column.quantity) == ("Unemployed residents", "unemployed")
    assert only("residents", file="fl_residents_by_district.csv").quantity == "residents"


def test_a_heading_that_says_only_total_takes_the_cell_above_or_the_sheet() -> None:
    above = {"Insgesamt": ("Wohnberechtigte Bevölkerung", "Insgesamt")}
    (column,) = columns([table({"Insgesamt": {2024: (3, 5, 8)}}, headings=above)])
    assert (column.title, column.quantity) == ("Wohnberechtigte Bevölkerung", "residents")
    (column,) = columns([table({"Anzahl": {2024: (3, 5, 8)}}, sheet="Arbeitslose")])
    assert column.quantity == "unemployed"


def test_the_city_is_taken_out_of_a_heading_only_where_it_is_known() -> None:
    assert only("Arbeitslose in Münster", file="Arbeitsmarkt Münster.xlsx").title == "Arbeitslose"
    assert only("Kinder in Heimen", file="jugendamt.xlsx").title == "Kinder in Heimen"


@pytest.mark.parametrize("heading", ["männlich", "0 - 9", "10 - < 15", "age_18_to_under_65"])
def test_an_age_or_a_sex_alone_is_named_after_its_file(heading: str) -> None:
    assert only(heading, file="arbeitslose_2024.csv").title.startswith("Arbeitslose, ")


@pytest.mark.parametrize("heading", ["Rang der Kinderarmut", "z_s1_percentage_unemployed", "Ausländeranteil Rang"])
def test_ranks_and_standardised_numbers_are_no_shares(heading: str) -> None:
    assert only(heading, (1, 2, 3)).nature == "amount"


def test_a_share_below_zero_is_an_amount() -> None:
    assert only("Anteil Wanderungsgewinn", (-1.5, 2, 3), "%").nature == "amount"


def test_a_share_among_the_unemployed_is_not_one_of_all_residents() -> None:
    assert only("Anteil Ausländer", (31.5, 2, 3), file="arbeitslose_merkmale.csv").definition is None
    assert row(only("Anteil Ausländer", (31.5, 2, 3), file="auslaender.csv")) == "F7"
    assert only("Anteil unter 18", (31.5, 2, 3), file="arbeitslose_merkmale.csv").definition is None
    assert row(only("Anteil unter 18", (31.5, 2, 3))) == "F1"


def test_levels_that_say_nothing_are_left_out_of_a_title() -> None:
    assert only("Bevölkerung / davon im Alter von … bis … Jahren / 0 - 9").title == "Bevölkerung, 0 - 9"
    assert only("Wohnberechtigte Bevölkerung / Insgesamt").quantity == "residents"
    assert only("housing benefit / residents", file="fl_housing_benefit_by_district.csv").title == "Housing benefit"


def test_an_empty_column_is_left_out() -> None:
    nan = float("nan")
    assert columns([table({"Bäume": {2024: (nan, nan, nan)}})]) == ()


def test_the_name_of_a_file_is_read_without_prefix_and_level() -> None:
    assert file_words(table({}, "ms_arbeitslose.csv")) == "arbeitslose"
    assert file_words(table({}, "Haushalte nach Stadtteilen 2024.xlsx")) == "haushalte"


def test_coordinates_of_an_area_are_no_counts() -> None:
    numbers = {"X coordinate": (385_000, 386_000, 387_000), "Y coordinate": (6_670_000, 6_671_000, 6_672_000)}
    made = table({**{name: {2020: values} for name, values in numbers.items()}, "Inhabitants": {2020: (5, 6, 7)}})
    assert [column.title for column in columns([made])] == ["Inhabitants"]
    assert coordinates(made) == (0, 1)
    small = table({"x": {2020: (1, 2, 3)}, "y": {2020: (4, 5, 6)}})
    assert len(columns([small])) == 2


@pytest.mark.parametrize("title", ["Population2016", "Population, 2016", "Inhabitants, total (HE)"])
def test_residents_are_recognised_behind_years_and_codes(title: str) -> None:
    (column,) = columns([table({title: {0: (5_000, 6_000, 7_000)}})])
    assert (column.nature, column.quantity) == ("count", "residents")


@pytest.mark.parametrize("title", ["Bevölkerung, je km2", "Bevölkerung je km²", "Population sqkm", "Einwohner pro ha"])
def test_a_density_is_an_amount_whatever_its_digits(title: str) -> None:
    (column,) = columns([table({title: {2018: (215, 1_800, 97)}})])
    assert column.nature == "amount"
