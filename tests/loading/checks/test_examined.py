"""Where numbers stand, and by which marks they are known again."""

from collections.abc import Sequence

import pytest

from loading.errors import Finding
from loading.load import load_atlas
from sample_data import sample_files
from tests.loading.checks.made_town import changed, steady, told
from tests.loading.checks.made_town import table as made


@pytest.fixture(scope="module")
def sample() -> Sequence[Finding]:
    return load_atlas(sample_files()).findings


def test_the_sample_city_has_two_true_breaks_and_nothing_false(sample: Sequence[Finding]) -> None:
    warnings = [one for one in sample if one.severity == "warning"]
    assert {one.code for one in warnings} == {"checks.break_in_series"}
    assert {(one.values["title"], one.values["year"]) for one in warnings} == {
        ("Leistungsberechtigte nach dem Asylbewerberleistungsgesetz", "2022"),
        ("Haushalte mit Wohngeld", "2023"),
    }


def test_marks_are_different_and_hold_no_long_fractions(sample: Sequence[Finding]) -> None:
    marks = [one.mark for one in sample]
    assert len(set(marks)) == len(marks)
    checked = [mark for one, mark in zip(sample, marks, strict=True) if one.code.startswith("checks.")]
    assert not [mark for mark in checked if any(len(part.partition(".")[2]) > 4 for part in mark.split("|")[1:])]


def test_the_place_names_file_and_column_and_the_line_is_told_where_it_is_known() -> None:
    leap = changed(steady(100), 2021, {4: 700.0})
    (found,) = told(made({"Bäume": leap}), about="checks.jump")
    assert found.place == "zahlen.xlsx: Bäume"
    assert found.values["line"] == ""
    shares = {"Anteil Bäume": {2024: [120.5, *[10.5 + at for at in range(15)]]}}
    assert told(made(shares), about="checks.share_beyond")[0].values["line"] == "2"
