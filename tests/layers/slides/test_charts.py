"""Both charts: what their workbooks hold, how their bars and lines look, and what is said beside them."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from layers.palettes import SELECTION
from layers.shown_view import shown
from layers.slides.scales import axis
from layers.view import View
from loading.atlas import Atlas, Protection
from tests.callbacks.towns import town
from tests.layers.slides.opened import book, chart, made, opened, texts, told
from tests.toytown import POVERTY, toytown
from texts import load_texts

ORANGE = SELECTION.removeprefix("#").upper()
NONE = float("nan")


def drawn(slide: Any, path: str) -> list[str]:
    return [str(one) for one in chart(slide).part._element.xpath(path)]


def public() -> Atlas:
    return replace(toytown(), project="public-charts", protection=Protection("ba", hidden=1, cells=20, rules={}))


def test_bars_are_named_by_rank_and_name_and_the_city_stands_among_them() -> None:
    rows = book(opened(made(i="A1", y="2024")).slides[1])
    assert rows[0] == ("Quartier", "SGB II-Quote", "Bereich nach unten", "Bereich nach oben")
    assert rows[1][:2] == ("1  Süd-Ost", 60)
    assert rows[1][2:] == pytest.approx((3.1, 3.0), abs=0.06)  # Wilson by hand: 56.931 to 62.993
    assert [str(row[0]).split("  ")[0] for row in rows[1:]] == [
        "1",
        "2",
        "2",
        "4",
        "4",
        "4",
        "7",
        "7",
        "9",
        "Toytown insgesamt",
    ]


def test_a_chart_keeps_no_more_decimals_than_it_shows() -> None:
    slide = opened(made(town("thirds", (POVERTY, [100 / 3, 50 / 3])))).slides[1]
    assert {row[1] for row in book(slide)[1:]} <= {33.3, 16.7, 25.0}
    assert set(drawn(slide, ".//c:val//c:v/text()")) <= {"33.3", "16.7", "25"}
    assert set(drawn(slide, ".//c:val//c:formatCode/text()")) == {
        '#,##0.0"\N{NO-BREAK SPACE}%";−#,##0.0"\N{NO-BREAK SPACE}%";#,##0.0"\N{NO-BREAK SPACE}%"'
    }


def test_an_axis_tells_its_steps_as_they_are() -> None:
    about = shown(toytown(), View.from_query({"i": "A1"}, toytown()), load_texts("de"), datetime.date(2025, 3, 9))
    steps = {top: axis(about, [top]) for top in (1.1, 5.0, 60.0)}
    assert {top: (one.step, one.of_labels.split('"')[0]) for top, one in steps.items()} == {
        1.1: (0.25, "#,##0.00"),
        5.0: (2.0, "#,##0"),
        60.0: (20.0, "#,##0"),
    }


def test_orange_is_what_is_selected_and_nothing_else() -> None:
    for selection, bars in (((), []), (("03", "07"), ["0", "8"])):
        deck = opened(made(selection=selection, i="A1", y="2024"))
        assert drawn(deck.slides[1], f".//c:dPt[.//a:srgbClr/@val='{ORANGE}']/c:idx/@val") == bars
        assert drawn(deck.slides[2], f".//c:ser//a:srgbClr[@val='{ORANGE}']") == []
        lines = list(book(deck.slides[2])[0][1:])
        assert lines[0] == "Stadt"
        assert len(lines) == (3 if selection else 4)
        assert ("Orange: ausgewählt." in texts(deck.slides[1])) == bool(selection)


def test_a_true_zero_is_a_bar_and_a_gap_is_none() -> None:
    deck = opened(made(selection=["07", "09"], i="A1", y="2023"))
    assert ("7  Äußerer Nordwesten", 0) in [row[:2] for row in book(deck.slides[1])]
    assert [row[3] for row in book(deck.slides[2])] == ["Nord-Ost", None, 20]
    assert drawn(deck.slides[2], ".//c:dispBlanksAs/@val") == ["gap"]
    said = texts(deck.slides[2])
    assert "Nord-Ost: 2023 nicht geliefert." in said
    assert "Es wird nichts geschätzt" in said


def test_years_that_are_missing_for_everybody_still_take_their_room() -> None:
    atlas = town("irregular", (POVERTY, [[1, 2, 3], [2, 3, 4]]), years=(2015, 2018, 2024))
    slide = opened(made(atlas)).slides[2]
    assert [one.year for one in [row[0] for row in book(slide)[1:]] if isinstance(one, datetime.datetime)] == [
        2015,
        2018,
        2024,
    ]
    assert drawn(slide, ".//c:dateAx/c:baseTimeUnit/@val") == ["years"]


def test_ranks_of_a_public_project_are_bands() -> None:
    slide = opened(made(public(), i="A1", y="2024")).slides[1]
    assert {str(row[0]).split("  ")[0] for row in book(slide)[1:-1]} == {"1–9"}
    assert "Ränge stehen als Spannen" in texts(slide)


def test_counts_of_areas_are_not_measured_against_the_whole_city() -> None:
    deck = opened(made(i="population", y="2024"))
    assert "Toytown" not in str(book(deck.slides[1]))
    assert "Stadt" not in book(deck.slides[2])[0]


def test_values_below_zero_have_their_axis_too() -> None:
    signed = replace(POVERTY, signed=True, kind="value")
    slide = opened(made(town("signed", (signed, [-3.0, 2.0, 0.5]), counts=False))).slides[1]
    low, high = (float(drawn(slide, f".//c:valAx/c:scaling/c:{end}/@val")[0]) for end in ("min", "max"))
    assert low <= -3.0
    assert high >= 2.0


def test_a_chart_says_what_it_shows_to_who_cannot_see_it() -> None:
    deck = opened(made(i="A1", y="2024"))
    bars, lines = (next(one for one in deck.slides[at].shapes if one.has_chart) for at in (1, 2))
    assert "Süd-Ost 60,0\N{NO-BREAK SPACE}% (56,9–63,0)" in told(bars)
    assert "Stadt: 20,0" in told(lines)
