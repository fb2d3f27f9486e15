"""Numbers are read per column, whatever stands around them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loading.reasons import Reason
from loading.tables.notation import written
from loading.tables.numbers import number_column
from texts import format_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("12,5 %", 12.5),
        ("(12,5)", 12.5),
        ("123 1)", 123.0),
        ("1231)", 123.0),
        ("1 234", 1234.0),
        ("1'234", 1234.0),
        ("1.234.567", 1234567.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("-0,5", -0.5),
        ("−3", -3.0),
        ("+0,5", 0.5),
        ("r 123", 123.0),
        ("p123", 123.0),
        ("456s", 456.0),
        ("1.2e-05", 1.2e-05),
        ("12,50 €", 12.5),
    ],
)
def test_a_written_number_has_its_value(text: str, value: float) -> None:
    assert number_column([text], {}).values.tolist() == [value]


@pytest.mark.parametrize(
    "text", ["12.05.2014", "1.2.3", "95AA", "12-15", "(12", "12)", "12.34.567", "10 - < 15", "1,2,3"]
)
def test_a_text_is_no_number(text: str) -> None:
    assert written(text) is None


def test_a_thousands_point_is_told_by_the_other_numbers_of_the_column() -> None:
    assert number_column(["1.234", "12,5"], {}).values.tolist() == [1234.0, 12.5]
    assert number_column(["1.234", "12.5"], {}).values.tolist() == [1.234, 12.5]


def test_a_column_of_numbers_in_groups_of_three_is_doubtful() -> None:
    column = number_column(["1.234", "2.345", "999"], {})
    assert column.values.tolist() == [1234.0, 2345.0, 999.0]
    assert column.doubtful == ("1.234", "2.345")


def test_a_share_over_100_is_read_with_decimals() -> None:
    assert number_column(["12.345", "1.234"], {}, share=True).values.tolist() == [12.345, 1.234]


def test_the_other_columns_of_the_table_decide_a_doubtful_one() -> None:
    column = number_column(["1.234", "2.345"], {}, ",")
    assert (column.values.tolist(), column.reading) == ([1234.0, 2345.0], "by_neighbours")


def test_flags_are_counted_and_the_number_is_kept() -> None:
    column = number_column(["p 1", "r 2", "s 3", "(4)", "55 1)"], {})
    assert column.values.tolist() == [1.0, 2.0, 3.0, 4.0, 55.0]
    assert dict(column.flags) == {"provisional": 1, "revised": 1, "estimated": 1, "limited": 1, "footnote": 1}


def test_zero_not_delivered_suppressed_and_too_small_are_told_apart() -> None:
    column = number_column(["0", "-", "", "...", "x", ".", "<3", "*", "/", "-9999", "5"], {})
    found = " ".join(Reason(reason).label for reason in column.reasons)
    assert found == (
        "zero zero not_delivered not_delivered not_delivered suppressed suppressed suppressed "
        "too_small not_delivered value"
    )
    assert [math.isnan(value) for value in column.values] == [False] * 2 + [True] * 8 + [False]
    assert dict(column.codes) == {-9999.0: 1}


def test_a_code_for_missing_is_a_number_among_negative_numbers() -> None:
    assert number_column([-9999.0, -5.0, 3.0], {}).values.tolist() == [-9999.0, -5.0, 3.0]


def test_texts_among_numbers_are_counted_with_examples() -> None:
    column = number_column(["5", "siehe oben", "6"], {})
    assert (column.numbers, column.texts, column.examples) == (2, 1, ("siehe oben",))
    assert column.reasons[1] == Reason.NOT_DELIVERED


@given(
    st.lists(st.integers(min_value=-10_000_000, max_value=10_000_000), min_size=1, max_size=20),
    st.integers(min_value=1, max_value=2),
)
def test_german_numbers_come_back_as_they_were_written(numbers: list[int], decimals: int) -> None:
    values = [number / 10**decimals for number in numbers]
    column = number_column([format_number(value, "de", decimals) for value in values], {})
    assert column.values.tolist() == pytest.approx(values, abs=1e-9)


@given(st.lists(st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.booleans()), max_size=20))
def test_reading_never_fails_and_only_values_and_zeros_have_a_number(cells: list[str | float | int | bool]) -> None:
    column = number_column(cells, {})
    for value, reason in zip(column.values, column.reasons, strict=True):
        assert (not math.isnan(value)) == (reason in (Reason.VALUE, Reason.ZERO))


@given(st.text(alphabet="0123456789.,-+ ()%prse1*'€", max_size=14))
def test_taking_a_number_apart_never_fails(text: str) -> None:
    assert number_column([text], {}).values.shape == (1,)


WORDS = ["Altstadt", "Bezirk 1", "Europa", "", "Bisher 3", "Mrz 2014", "ein Satz, der länger ist als jedes Zeichen"]
SIGNS = ["unter 5", "Unter 5", "bis 3", "EUR 5", "pEUR 3", "geheim", "GESPERRT", "n.v.", "keine Angabe", "NaN", "Dom"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.sampled_from(["12", "x", *SIGNS]))
def test_a_column_of_words_says_of_each_what_it_says_beside_a_number(words: list[str], other: str) -> None:
    legend = {"Dom": Reason.SUPPRESSED}
    alone, beside = number_column(words, legend), number_column([*words, other, "1"], legend)
    assert (alone.numbers, alone.texts) == (0, len([word for word in words if word]))
    assert alone.examples == number_column([*words, "1"], legend).examples
    assert np.isnan(beside.values[: len(words)]).all()
    assert alone.reasons.tolist() == beside.reasons[: len(words)].tolist()
    assert beside.texts in (alone.texts, alone.texts + 1)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_or_an_amount_among_words_is_none_of_them(sign: str) -> None:
    read = number_column(["Altstadt", sign], {"Dom": Reason.SUPPRESSED})
    assert read.texts == 1


def test_a_cell_of_two_lines_is_no_number_though_each_line_is_one() -> None:
    read = number_column(["07\n07", "5"], {})
    assert (read.numbers, read.texts) == (1, 1)
