"""The time lines: city, band, selected quarters, and what to say with one year or none."""

from dataclasses import replace

import numpy as np
import pytest

from callbacks.explore.timelines import figure, shown
from layers.timelines import MOST_LINES
from tests.callbacks.questions import ask, ask_of
from tests.callbacks.towns import HOSTILE, INDEX, RENT, hostile_town, large_town, town, undated_town
from tests.toytown import POVERTY

NONE = float("nan")


def plain(sentence: str) -> str:
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


def named(drawn: dict) -> list[str]:
    return [line["name"] for line in drawn["data"] if "name" in line]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Stadt: 20,0 % im Jahr 2023, 22,2 % im Jahr 2024 (+2,2 Prozentpunkte)."),
        ("en", "City: 20.0 % in 2023, 22.2 % in 2024 (+2.2 percentage points)."),
    ],
)
def test_the_sentence_says_how_the_city_changed(language: str, said: str) -> None:
    assert plain(shown(ask(language), [])[1]) == said


def test_amounts_change_by_their_unit() -> None:
    atlas = town("rents-7", (RENT, [[1, 3], [2, 2]]), years=(2023, 2024), counts=False, city=1.5)
    assert plain(shown(ask_of(atlas), [])[1]) == "Stadt: +1,5 EUR im Jahr 2023, +1,5 EUR im Jahr 2024 (0,0 EUR)."


def test_a_number_without_a_unit_leaves_no_gap() -> None:
    atlas = town("index-5", (INDEX, [[1, 3], [2, 2]]), years=(2023, 2024), counts=False, city=2.0)
    assert shown(ask_of(atlas), [])[1] == "Stadt: 2,0 im Jahr 2023, 2,0 im Jahr 2024 (0,0)."


def test_the_city_is_drawn_before_the_selected_quarters() -> None:
    assert named(figure(ask(), ["03", "07"])) == ["Stadt", "Süd-Ost", "Äußerer Nordwesten"]
    assert named(figure(ask("en", level="district"), ["1"])) == ["City", "Süd"]


def test_a_line_holds_the_values_of_its_quarter_and_a_gap_for_a_blank() -> None:
    lines = {line.get("name"): line for line in figure(ask(), ["03", "08"])["data"]}
    assert lines["Süd-Ost"]["y"] == [54, 60]
    assert lines["Nord"]["y"] == [None, 10]
    assert lines["Süd-Ost"]["customdata"] == ["03", "03"]


def test_a_true_zero_is_part_of_its_line() -> None:
    assert figure(ask(), ["07"])["data"][-1]["y"] == [0, 0]


def test_the_latest_six_of_the_selection_are_drawn_each_in_its_own_way() -> None:
    selection = [f"{number:02d}" for number in range(1, 10)]
    lines = [line for line in figure(ask(), selection)["data"] if line.get("customdata")]
    looks = {(line["line"]["color"], line["line"]["dash"]) for line in lines}
    assert len(looks) == len(lines) == MOST_LINES


def test_keys_that_are_not_on_this_level_draw_nothing() -> None:
    assert named(figure(ask(level="district"), ["03", "nonsense"])) == ["Stadt"]


def test_the_band_is_the_middle_half_of_the_quarters() -> None:
    high, low = figure(ask(), [])["data"][:2]
    assert (low["y"][1], high["y"][1]) == (10, 30)


def test_three_districts_have_no_middle_half() -> None:
    assert named(figure(ask(level="district"), [])) == ["Stadt"]
    assert len(figure(ask(level="district"), [])["data"]) == 1


def test_names_at_the_ends_do_not_overlap() -> None:
    labels = figure(ask(), ["01", "05", "09", "02", "06"])["layout"]["annotations"]
    heights = sorted(label["y"] for label in labels)
    assert len(labels) == 6
    assert np.diff(heights).min() > 0.05 * 30


def test_one_year_is_no_development() -> None:
    drawn, said = shown(ask_of(town("once", (POVERTY, [1, 2, 3]))), ["0000"])
    assert drawn["data"] == []
    assert said == "Es liegt nur ein Jahr vor; eine Entwicklung lässt sich nicht zeigen."


def test_numbers_without_a_year_are_no_development() -> None:
    drawn, said = shown(ask_of(undated_town(), "en"), [])
    assert drawn["data"] == []
    assert said == "The figures name no year; no development can be shown."


def test_a_city_without_a_value_is_not_compared() -> None:
    atlas = town("no-city", (POVERTY, [[1, 3], [2, 4]]), years=(2023, 2024), counts=False)
    drawn, said = shown(ask_of(atlas), ["0001"])
    assert said == "Für die Stadt insgesamt liegt kein Wert vor."
    assert [label["text"] for label in drawn["layout"]["annotations"]] == ["Quartier 1"]


def test_names_cannot_bring_markup_into_the_chart() -> None:
    drawn = figure(ask_of(hostile_town()), ["0000", "0001", "0002"])
    assert named(drawn)[1] == "&lt;img src=x onerror=alert(1)&gt;"
    assert all("<" not in label["text"].replace("<br>", "") for label in drawn["layout"]["annotations"])


def test_a_very_long_name_does_not_cover_the_chart() -> None:
    assert len(HOSTILE[2]) > 300
    assert len(named(figure(ask_of(hostile_town()), ["0002"]))[1]) == 36


def test_long_names_stand_in_two_lines_with_room_for_both() -> None:
    atlas = town("long-names", (POVERTY, [[1, 3], [2, 3], [3, 3]]), years=(2023, 2024), counts=False)
    quarters = atlas.levels["quarter"]
    called = replace(quarters, names=("Schloßstraße (Bezirk 04)", "Schloßstraße (Bezirk 06)", "Tal"))
    found = figure(ask_of(replace(atlas, levels={**atlas.levels, "quarter": called})), ["0000", "0001", "0002"])
    labels = {label["text"]: label["y"] for label in found["layout"]["annotations"]}
    assert list(labels) == ["Schloßstraße<br>(Bezirk 04)", "Schloßstraße<br>(Bezirk 06)", "Tal"]
    assert np.diff(list(labels.values())) == pytest.approx([2 * 0.058 * 3, 1.5 * 0.058 * 3], abs=1e-3)
    assert max(labels.values()) == 3
    short = figure(ask_of(atlas), ["0000"])["layout"]["margin"]["r"]
    assert found["layout"]["margin"]["r"] - short == round(6.4 * 12) - round(6.4 * len("Quartier 0"))


def test_hovering_shows_the_decimals_of_the_indicator() -> None:
    assert figure(ask(i="population"), [])["data"][-1]["hovertemplate"].startswith("%{x}: %{y:.0f} %{text}<extra>")
    assert not [line for line in figure(ask(), [])["data"][:2] if "hovertemplate" in line]


def test_thousands_of_quarters_add_no_lines() -> None:
    atlas = large_town()
    assert shown(ask_of(atlas), [])[0]["data"] == []
    many = town("many-years", (POVERTY, [[at % 90, at % 80] for at in range(2000)]), years=(2023, 2024))
    assert len(str(shown(ask_of(many), ["0001"])[0])) < 4000
