"""The tab of clusters: sentences, figures, list, notes, plot and settings, without a browser."""

from dataclasses import replace

import numpy as np
import pytest

from callbacks.explore import clusters, clusters_scatter, clusters_settings
from callbacks.explore.answer import answer
from callbacks.shared.clusters import outline_label
from callbacks.shared.question import Question
from layers.categories import sorted_areas
from layers.clusters import clusters_of_view
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, services_of, text
from tests.callbacks.towns import town
from tests.layers.clusters.test_analysis import with_reason
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POPULATION, POVERTY
from texts import load_texts

PLANTED = planted_town()


def planted(how: str = "", language: str = "de", atlas: Atlas = PLANTED, **more: str) -> Question:
    return ask_of(atlas, language, **{"i": "A1", "show": "clusters", "how": how, **more})


def without_pattern() -> Atlas:
    """Give a hundred quarters whose numbers were drawn by chance."""
    random = np.random.default_rng(11)
    return town("strewn", (POVERTY, random.normal(20, 4, 100).round(1).tolist()))


def test_the_planted_cluster_is_told_with_its_people_before_the_city_as_a_whole() -> None:
    asked = planted()
    found = clusters_of_view(asked.atlas, asked.view)
    first, *_, last = clusters.sentences(asked, found)
    living = sum(one.residents for one in found.gathered if one.kind == 1)
    assert asked.texts.number(living) in first
    assert last == asked.texts("clusters.whole.alike")
    assert text(clusters.content(asked)).startswith(first)


@pytest.mark.parametrize("language", ["de", "en"])
def test_of_a_city_without_numbers_of_residents_the_sentence_names_no_share(language: str) -> None:
    cubes = {
        level: replace(cube, residents=np.full_like(cube.residents, np.nan)) for level, cube in PLANTED.cubes.items()
    }
    asked = planted(language=language, atlas=replace(PLANTED, project="uncounted", cubes=cubes))
    first = clusters.sentences(asked, clusters_of_view(asked.atlas, asked.view))[0]
    assert "%" not in first
    assert first.endswith({"de": "ist nicht bekannt.", "en": "is not known."}[language])


@pytest.mark.parametrize("language", ["de", "en"])
def test_where_there_is_no_cluster_the_tab_says_so_plainly(language: str) -> None:
    asked = planted(language=language, atlas=without_pattern())
    found = clusters_of_view(asked.atlas, asked.view)
    assert found.gathered == ()
    told = clusters.sentences(asked, found)
    assert told == [asked.texts("clusters.no_cluster"), asked.texts("clusters.whole.chance")]
    assert not having(clusters.content(asked), "clusters-row")


def test_a_pattern_without_a_place_is_told_as_that() -> None:
    asked = planted("p99")
    found = clusters_of_view(asked.atlas, asked.view)
    assert (found.gathered, found.city.p) == ((), 0.01)
    assert clusters.sentences(asked, found)[-1] == asked.texts("clusters.no_place")
    assert any("15.999" in note for note in clusters.notes(asked, found))


def test_a_count_is_refused_and_the_rate_offered() -> None:
    content = clusters.content(ask(i=POPULATION.id, show="clusters"))
    (button,) = of_kind(content, "Button")
    assert attribute(button, "data-view-indicator") == "A1"
    assert "2024" in attribute(button, "data-years").split()
    assert clusters_scatter.figure(ask(i=POPULATION.id, show="clusters"))["data"] == []


def test_the_list_selects_the_members_and_says_who_lives_there() -> None:
    asked = planted()
    found = clusters_of_view(asked.atlas, asked.view)
    row, *_ = having(clusters.content(asked), "clusters-row")
    ids = attribute(row, "data-quarters").split("~")
    assert ids == [asked.atlas.levels["quarter"].ids[at] for at in found.gathered[0].members]
    assert asked.texts.number(found.gathered[0].residents) in text(row)


def test_figures_stand_with_permutations_and_numbers_of_neighbours() -> None:
    asked = planted("rook~p9999")
    found = clusters_of_view(asked.atlas, asked.view)
    listed = clusters.figures(asked, found)
    said = text(listed)
    assert asked.texts.number(found.city.statistic, 3) in said
    assert "(2 bis 4)" in said
    assert attribute(listed, "data-permutations") == "9999"


@pytest.mark.parametrize(
    ("how", "key"),
    [("nofdr~p999", "uncontrolled"), ("k6~p999", "distance"), ("eb~p999", "not_smoothed"), ("d9999~p99999", "fewer")],
)
def test_what_has_to_be_kept_in_mind_is_told(how: str, key: str) -> None:
    asked = planted(how)
    found = clusters_of_view(asked.atlas, asked.view)
    if key == "not_smoothed" and found.options.smoothed:
        key = "smoothed"
    start = asked.texts.entry(f"clusters.notes.{key}").split("{")[0]
    assert any(note.startswith(start) for note in clusters.notes(asked, found))


def test_quarters_left_out_are_named_with_their_reason_and_number() -> None:
    asked = planted(atlas=with_reason(PLANTED, "planted-hidden", 4, Reason.SUPPRESSED))
    told = clusters.notes(asked, clusters_of_view(asked.atlas, asked.view))
    assert any(asked.texts("reasons.suppressed") in note and note.startswith("1 Quartier") for note in told)


def test_joins_say_from_where_on_a_quarter_counts() -> None:
    said = text(clusters.content(planted("join")))
    assert load_texts("de").entry("clusters.limit.upper").split("{")[0] in said
    assert load_texts("de")("clusters.figures.exact") in said


def test_the_slope_of_the_plot_is_moran_and_its_dots_have_the_colours_of_the_map() -> None:
    asked = planted()
    found, areas = clusters_of_view(asked.atlas, asked.view), sorted_areas(asked.atlas, asked.view)
    across, upwards, line, dots = clusters_scatter.figure(asked)["data"]
    assert dots["customdata"] == list(asked.atlas.levels["quarter"].ids)
    assert dots["marker"]["color"] == [areas.colours[at] for at in areas.category]
    rise = (line["y"][1] - line["y"][0]) / (line["x"][1] - line["x"][0])
    assert rise == pytest.approx(found.city.statistic)
    assert across["y"][0] == upwards["x"][0] == pytest.approx(np.mean(dots["x"]))
    fit = np.polyfit(dots["x"], dots["y"], 1)
    assert fit[0] == pytest.approx(found.city.statistic, abs=1e-4)  # dots leave with the decimals told


def test_the_plot_of_a_pair_has_the_second_indicator_upwards() -> None:
    second = PLANTED.indicators[1]
    asked = planted("bivariate", x=second.id)
    found, figure = clusters_of_view(asked.atlas, asked.view), clusters_scatter.figure(asked)
    *_, line, dots = figure["data"]
    assert asked.local(second.short) in figure["layout"]["yaxis"]["title"]["text"]
    fit = np.polyfit(dots["x"], dots["y"], 1)
    assert found.pair is not None
    own, up = np.std(found.values), np.std(found.others if found.others is not None else [])
    assert fit[0] * own / up == pytest.approx(found.pair.statistic, abs=1e-4)
    assert (line["y"][1] - line["y"][0]) / (line["x"][1] - line["x"][0]) == pytest.approx(fit[0], abs=1e-4)


def test_the_four_quadrants_hold_every_quarter_once() -> None:
    buttons = having(clusters_scatter.below(planted()), "clusters-quadrant")
    ids = [one for button in buttons for one in attribute(button, "data-quarters").split("~")]
    assert sorted(ids) == sorted(PLANTED.levels["quarter"].ids)


def test_the_answer_carries_outlines_with_their_labels() -> None:
    asked = planted()
    query = {"p": "planted", "i": "A1", "show": "clusters"}
    told = answer(services_of(PLANTED), {"language": "de", "project": "planted", "page": "map"}, query)
    assert told is not None
    areas = sorted_areas(asked.atlas, asked.view)
    first = told["categories"]["outlines"][0]
    assert tuple(first["members"]) == areas.outlines[0].members
    assert first["label"] == outline_label(asked, first["members"], areas.outlines[0].residents)
    assert outline_label(asked, (0, 1, 2), 12_400.0) == "3 Quartiere, 12.400 Menschen"
    assert outline_label(asked, (4,), float("nan")) == asked.atlas.levels["quarter"].names[4]


def test_the_second_indicator_is_no_count_and_not_the_first() -> None:
    offered = [one["value"] for group in clusters_settings.second_options(planted()) for one in group["items"]]
    kinds = {one.id: one.kind for one in PLANTED.indicators}
    assert "A1" not in offered
    assert all(kinds[one] != "count" for one in offered)


def test_no_sentence_brands_a_place() -> None:
    for how in ("", "gi", "geary", "join", "nofdr"):
        said = text(clusters.content(planted(how))).lower()
        assert "hotspot" not in said
        assert "brennpunkt" not in said


def test_two_towns_are_kept_apart() -> None:
    other = replace(without_pattern(), project="other")
    assert text(clusters.content(planted(atlas=other))) != text(clusters.content(planted()))
