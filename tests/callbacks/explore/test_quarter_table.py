"""The table of all numbers."""

import json
from dataclasses import replace

import pytest

from callbacks.explore.quarter_table import columns, grid, rows
from callbacks.shared.question import Question
from loading.flags import Flag, FlaggedNumbers
from loading.protection import Protection
from loading.reasons import Reason
from tests.callbacks.questions import ask, ask_of
from tests.callbacks.towns import RENT, hostile_town, large_town, shares_town, town
from tests.toytown import IDS, POPULATION
from texts import load_texts


def heads(asked: Question) -> dict[str, str]:
    return {one["field"]: one["headerName"] for one in columns(asked, rows(asked))}


def test_every_quarter_has_a_row_in_the_order_of_the_map() -> None:
    assert tuple(row["id"] for row in rows(ask())) == IDS


def test_a_row_holds_names_numbers_and_no_reason_where_there_is_a_value() -> None:
    row = rows(ask())[2]
    assert (row["name"], row["district"], row["value"], row["numerator"], row["denominator"]) == (
        "Süd-Ost",
        "Süd",
        60.0,
        600.0,
        1000.0,
    )
    assert (row["rank"], row["change"], row["reason"]) == (1.0, 6.0, "")
    assert row["low"] < 60 < row["high"]


@pytest.mark.parametrize(
    ("language", "reasons"),
    [
        ("de", ["genau null", "geheim gehalten", "nicht geliefert"]),
        ("en", ["exactly zero", "suppressed", "not delivered"]),
    ],
)
def test_every_blank_says_its_reason(language: str, reasons: list[str]) -> None:
    last = rows(ask(language, y="2023"))[-3:]
    assert [row["reason"] for row in last] == reasons
    assert [row["value"] for row in last] == [0.0, None, None]


def widths(asked: Question) -> dict[str, int]:
    return {one["field"]: one["width"] for one in columns(asked, rows(asked))}


def test_name_and_value_stand_whole_in_the_narrowest_panel() -> None:
    long = town("long-names", (replace(RENT, short={"de": "Donaudampfschifffahrtsrente"}), [1, 2]), counts=False)
    quarters = replace(long.levels["quarter"], names=("Gewerbegebiet Köllnische Heide", "Tal"))
    found = widths(ask_of(replace(long, levels={**long.levels, "quarter": quarters})))
    assert found["name"] + found["value"] == 340


def test_a_column_has_room_for_its_longest_number_and_no_more_than_it_needs() -> None:
    few, many = (widths(ask_of(town(f"rent-{top:.0f}", (RENT, [1, top]), counts=False))) for top in (2.0, 12_345_678.0))
    assert few["value"] == 84 < many["value"] == int(7.4 * len("+12.345.678,0") + 28)
    assert few["name"] < 190


def test_a_number_too_small_to_judge_keeps_number_and_reason_but_has_no_rank() -> None:
    atlas = ask().atlas
    reason = atlas.cubes["quarter"].reason.copy()
    reason[0, 0, 1] = Reason.TOO_SMALL
    changed = {**atlas.cubes, "quarter": replace(atlas.cubes["quarter"], reason=reason)}
    row = rows(ask_of(replace(atlas, project="too-small", cubes=changed)))[0]
    assert (row["value"], row["rank"], row["reason"]) == (20.0, None, "zu klein für eine Aussage")


def test_the_heads_name_indicator_unit_and_the_year_of_comparison() -> None:
    found = heads(ask())
    assert found["value"] == "SGB II-Quote (%)"
    assert found["change"] == "seit 2023"
    assert list(found)[:4] == ["name", "value", "low", "high"]
    assert list(found)[-3:] == ["reason", "district", "id"]


def test_the_first_year_is_compared_with_nothing() -> None:
    assert "change" not in heads(ask(y="2023"))


def test_districts_are_called_districts() -> None:
    found = heads(ask("en", level="district"))
    assert found["name"] == "District"
    assert "district" not in found


def test_shares_without_counts_have_no_empty_columns() -> None:
    assert set(heads(ask_of(shares_town()))) == {"id", "name", "value", "residents", "rank", "reason"}


def test_a_count_does_not_stand_twice() -> None:
    assert set(heads(ask(i="population"))) == {"id", "name", "district", "value", "rank", "change", "reason"}
    jobs = replace(POPULATION, id="jobs", factor=1.0)
    assert "residents" in heads(ask_of(town("jobs", (jobs, [5, 6, 7]), counts=False)))


def test_changes_are_written_with_their_sign() -> None:
    formats = {
        one["field"]: one["valueFormatter"]["function"]
        for one in columns(ask(), rows(ask()))
        if "valueFormatter" in one
    }
    assert formats["value"] == "quartierblick.number(params, 1, false)"
    assert formats["change"] == "quartierblick.number(params, 1, true)"
    assert formats["residents"] == "quartierblick.number(params, 0, false)"
    signed = ask_of(town("rents-5", (RENT, [-1, 2]), counts=False))
    (value,) = [one for one in columns(signed, rows(signed)) if one["field"] == "value"]
    assert value["valueFormatter"]["function"] == "quartierblick.number(params, 1, true)"


def test_hostile_words_never_become_part_of_a_function() -> None:
    asked = ask_of(hostile_town())
    functions = [one["valueFormatter"]["function"] for one in columns(asked, rows(asked)) if "valueFormatter" in one]
    assert not [function for function in functions if "script" in function or "a/b" in function]
    assert rows(asked)[0]["name"] == "<img src=x onerror=alert(1)>"


def test_rows_are_plain_json() -> None:
    asked = ask(y="2023")
    assert json.loads(json.dumps(rows(asked), allow_nan=False)) == rows(asked)


def test_two_thousand_quarters_all_stand_in_the_table() -> None:
    assert len(rows(ask_of(large_town()))) == 2000


@pytest.mark.parametrize(("language", "word"), [("de", "Keine Zeilen"), ("en", "No rows")])
def test_the_grid_speaks_the_language_of_the_page(language: str, word: str) -> None:
    assert grid(load_texts(language)).dashGridOptions["localeText"]["noRowsToShow"] == word


def test_what_the_source_says_about_a_number_stands_beside_it() -> None:
    asked = ask()
    flagged = (FlaggedNumbers(asked.view.indicator, asked.view.year, Flag.ESTIMATED, (2,)),)
    told = [row["reason"] for row in rows(replace(asked, atlas=replace(asked.atlas, flagged=flagged)))]
    assert told[2] == "geschätzt"
    assert told.count("geschätzt") == 1


def test_a_rank_in_a_public_project_is_a_band_with_both_its_ends() -> None:
    inside = large_town(45)
    exact = rows(ask_of(inside))
    told = rows(ask_of(replace(inside, project="large-public", protection=Protection("ba", {"profile": "ba"}))))
    bands = {(row["rank"], row["rank_end"]) for row in told}
    assert bands == {(1, 10), (11, 20), (21, 30), (31, 45)}
    assert all(row["rank"] <= own["rank"] <= row["rank_end"] for own, row in zip(exact, told, strict=True))
    assert not any("rank_end" in row for row in exact)
    (rank,) = [one for one in columns(ask_of(inside), exact) if one["field"] == "rank"]
    assert rank["valueFormatter"]["function"] == "quartierblick.rank(params)"
