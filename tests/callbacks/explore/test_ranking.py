"""The ranking: order, bars, the city, and never more than forty rows."""

import pytest

from callbacks.explore.ranking import ROWS, content, layout, order, title
from callbacks.shared.question import Question
from layers.columns import column
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text, words
from tests.callbacks.towns import INDEX, RENT, hostile_town, large_town, shares_town, town
from tests.toytown import CHILDREN, POVERTY, toytown
from texts import load_texts


def names(asked: Question, *, ascending: bool = False) -> list[str]:
    return [text(one) for one in having(content(asked, ascending=ascending), "ranking-name")]


def note(asked: Question) -> str:
    return words(content(asked))[-1].replace("\N{NO-BREAK SPACE}", " ")


def percent(style: str) -> float:
    return float(style.rstrip("%"))


def test_the_highest_quarters_come_first_and_equal_ones_in_the_order_of_the_map() -> None:
    assert names(ask()) == [
        "Süd-Ost",
        "Süd-Mitte",
        "Ost",
        "Süd-West",
        "Markt",
        "Nord-Ost",
        "West",
        "Nord",
        "Äußerer Nordwesten",
    ]


def test_the_lowest_quarters_come_first_when_asked_for() -> None:
    assert names(ask(), ascending=True)[:3] == ["Äußerer Nordwesten", "West", "Nord"]


def test_equal_values_share_the_better_rank() -> None:
    ranks = [text(one) for one in having(content(ask()), "ranking-rank")]
    assert ranks == ["1", "2", "2", "4", "4", "4", "7", "7", "9"]


def test_values_stand_in_the_format_of_the_language() -> None:
    assert text(having(content(ask()), "ranking-value")[0]) == "60,0\N{NO-BREAK SPACE}%"
    assert text(having(content(ask("en")), "ranking-value")[0]) == "60.0\N{NO-BREAK SPACE}%"
    assert text(having(content(ask(i="population")), "ranking-value")[0]) == "1.000"


def test_a_blank_has_no_rank_and_a_true_zero_has_one() -> None:
    assert len(names(ask(y="2023"))) == 7
    assert names(ask(y="2023"))[-1] == "Äußerer Nordwesten"
    assert order(column(toytown(), "quarter", "A1", 2023), ascending=False)[-1] == 6


def test_districts_are_ranked_on_their_level() -> None:
    assert names(ask(level="district")) == ["Süd", "Mitte", "Nord"]
    assert names(ask(level="district", y="2023")) == ["Süd", "Mitte"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Gestrichelt: Stadt 22,2 %. Gezeigt: 9 von 9. Der dünne Strich ist der 95-%-Bereich."),
        ("en", "Dashed: city 22.2 %. Shown: 9 of 9. The thin line is the 95 % range."),
    ],
)
def test_the_note_explains_dashes_rows_and_ranges(language: str, said: str) -> None:
    assert note(ask(language)) == said


def test_shares_without_counts_have_no_ranges_and_the_median_for_the_city() -> None:
    asked = ask_of(shares_town())
    assert not having(content(asked), "ranking-range")
    assert note(asked) == "Gestrichelt: Median der Gebiete 6,5 %. Gezeigt: 12 von 12."


def test_a_number_without_a_unit_leaves_no_gap_in_the_note() -> None:
    assert note(ask_of(town("index-4", (INDEX, [1, 2, 3]), counts=False, city=2))) == (
        "Gestrichelt: Stadt 2,0. Gezeigt: 3 von 3."
    )


def test_a_count_is_not_compared_with_the_city() -> None:
    assert note(ask(i="population")) == "Gezeigt: 9 von 9."
    assert not having(content(ask(i="population")), "ranking-city")


def test_bar_and_city_lie_on_one_scale() -> None:
    rows = having(content(ask()), "ranking-bar")
    fills = [percent(having(row, "ranking-fill")[0].style["width"]) for row in rows]
    city = percent(having(rows[0], "ranking-city")[0].style["left"])
    assert fills[0] / fills[1] == pytest.approx(2, rel=0.01)
    assert city / fills[0] == pytest.approx(22.22 / 60, rel=0.01)
    assert fills[-1] == 0


def test_the_range_lies_around_the_end_of_the_bar() -> None:
    bar = having(content(ask()), "ranking-bar")[0]
    fill, span = (having(bar, name)[0].style for name in ("ranking-fill", "ranking-range"))
    assert percent(span["left"]) < percent(fill["width"]) < percent(span["left"]) + percent(span["width"]) <= 100


def test_the_city_stays_visible_beside_low_values() -> None:
    asked = ask_of(town("low-end", (POVERTY, [1] * 45 + [90] * 5)))
    assert len(having(content(asked, ascending=True), "ranking-city")) == ROWS


def test_bars_of_changes_begin_at_zero_in_either_direction() -> None:
    asked = ask_of(town("rents-6", (RENT, [-4, 2, 6]), counts=False, city=1))
    styles = [one.style for one in having(content(asked), "ranking-fill")]
    zero = percent(styles[0]["left"])
    assert percent(styles[1]["left"]) == zero > 0
    assert percent(styles[2]["left"]) + percent(styles[2]["width"]) == pytest.approx(zero, abs=0.02)
    assert [text(one) for one in having(content(asked), "ranking-value")] == ["+6,0", "+2,0", "−4,0"]


@pytest.mark.parametrize("values", [[-5, -4, -3], [0, 0, 0], [-1, -1, -1]])
def test_values_that_are_never_above_zero_are_drawn(values: list[float]) -> None:
    asked = ask_of(town(f"never-{values}", (RENT, values), counts=False))
    widths = [percent(one.style["width"]) for one in having(content(asked), "ranking-fill")]
    assert all(0 <= width <= 100 for width in widths)
    assert max(widths) == (0 if values == [0, 0, 0] else pytest.approx(98.04, abs=0.01))


def test_a_row_lights_and_selects_its_quarter() -> None:
    row = having(content(ask()), "ranking-row")[0]
    assert attribute(row, "data-quarter") == "03"
    assert attribute(row, "aria-pressed") == "false"


def test_two_thousand_quarters_give_forty_rows_and_say_so() -> None:
    asked = ask_of(large_town())
    assert len(names(asked)) == ROWS == 40
    assert "Gezeigt: 40 von 2.000." in note(asked)
    assert len(str(content(asked))) < 40 * 700


def test_a_year_without_values_is_answered_with_advice() -> None:
    asked = ask_of(town("unranked", (POVERTY, [float("nan")] * 3), (CHILDREN, [1, 2, 3])), i="A1")
    assert words(content(asked)) == [
        "Für diesen Indikator und dieses Jahr gibt es keine Werte.",
        "Wählen Sie ein anderes Jahr.",
    ]


def test_the_title_names_the_end_and_the_indicator() -> None:
    assert title(ask(), ascending=False) == "Rangliste: höchste Werte, SGB II-Quote"
    assert title(ask("en"), ascending=True) == "Ranking: lowest values, SGB II rate"


def test_hostile_names_stay_text() -> None:
    assert "<img src=x onerror=alert(1)>" in names(ask_of(hostile_town()))


def test_the_switch_begins_with_the_highest() -> None:
    buttons = of_kind(layout(load_texts("de")), "Button")
    assert [(text(one), attribute(one, "aria-pressed")) for one in buttons] == [
        ("höchste", "true"),
        ("niedrigste", "false"),
    ]
