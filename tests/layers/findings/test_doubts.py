"""Doubts about the data of one indicator."""

from dataclasses import replace

from layers.findings.doubts import concerning, doubts
from loading.atlas import Atlas
from loading.errors import Finding, Spot
from loading.flags import Flag, FlaggedNumbers
from tests.callbacks.towns import town
from tests.toytown import CHILDREN, POVERTY, toytown

JUMP = Finding(
    "info", "a.xlsx", "checks.jump", {"quarter": "Ost"}, spot=Spot("A1", "06", 2023), about=("A1", "06", "2023")
)
BREAK = Finding("warning", "a.xlsx", "checks.break_in_series", {"n": 1}, spot=Spot("A1", year=2024))


def noticed(*findings: Finding) -> Atlas:
    return replace(toytown(), project=f"noticed-{len(findings)}", findings=findings)


def test_the_gravest_finding_is_quoted_and_the_others_are_counted() -> None:
    (found,) = doubts(noticed(JUMP, BREAK), "quarter", "A1", 2024)
    assert (found.code, found.values, found.doubt) == ("findings.to_be_checked", {"n": 2}, True)
    assert found.quotes["told"] == ("checks.break_in_series.text", {"n": 1})
    assert found.quotes["repair"] == ("checks.break_in_series.repair", {"n": 1})
    assert (found.quarters, found.year) == ((), 2024)


def test_a_finding_about_a_quarter_leads_to_that_quarter_and_year() -> None:
    (found,) = doubts(noticed(JUMP), "quarter", "A1", 2024)
    assert (found.quarters, found.year, found.shown_by) == ((5,), 2023, "time")
    (of_districts,) = doubts(noticed(JUMP), "district", "A1", 2024)
    assert of_districts.quarters == ()


def test_warnings_weigh_more_than_notes() -> None:
    (note,), (warning,) = doubts(noticed(JUMP), "quarter", "A1", 2024), doubts(noticed(BREAK), "quarter", "A1", 2024)
    assert warning.weight > note.weight


def test_what_concerns_other_indicators_or_was_put_aside_is_not_told() -> None:
    aside = replace(JUMP, ignored="Grenzen geändert")
    nowhere = Finding("warning", "a.xlsx", "checks.shifted_down", {})
    assert concerning(noticed(aside, nowhere, replace(BREAK, spot=Spot("F1"))), "A1") == []


def test_what_is_derived_is_as_doubtful_as_its_origin() -> None:
    atlas = noticed(JUMP)
    derived = replace(atlas, indicators=(replace(POVERTY, id="ratio:A1"), *atlas.indicators[1:]))
    assert [one.code for one in doubts(derived, "quarter", "ratio:A1", 2024)] == ["findings.to_be_checked"]


def test_years_missing_in_the_series_are_named() -> None:
    years = (2019, 2020, 2022, 2023)
    gap = town("gap", (POVERTY, [[5, 5, 5, 5], [6, 6, 6, 6]]), years=years)
    (found,) = doubts(gap, "quarter", "A1", 2023)
    assert (found.code, found.values["n"], found.quotes) == ("findings.missing_years", 1, {"years": "2021"})


def test_the_reservation_that_most_areas_have_is_told() -> None:
    atlas = replace(
        town("flagged", (POVERTY, [5, 6, 7]), (CHILDREN, [1, 2, 3])),
        flagged=(
            FlaggedNumbers("A1", 2024, int(Flag.PROVISIONAL), (0, 2)),
            FlaggedNumbers("A1", 2024, int(Flag.LIMITED), (1,)),
            FlaggedNumbers("F1", 2024, int(Flag.ESTIMATED), (0, 1, 2)),
        ),
    )
    (found,) = doubts(atlas, "quarter", "A1", 2024)
    assert (found.quarters, found.values) == ((0, 2), {"n": 2, "of": 3})
    assert found.quotes == {"flag": ("flags.provisional", {})}
    assert not list(doubts(atlas, "quarter", "A1", 2023 + 2))
