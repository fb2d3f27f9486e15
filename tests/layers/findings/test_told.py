"""Findings in words, with everything that makes them checkable."""

from dataclasses import replace

import pytest

from layers.findings import Told, told
from layers.view import View
from loading.atlas import Atlas
from loading.errors import Finding, Spot
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POVERTY, toytown
from texts import LANGUAGES, load_texts

SPACE = "\N{NO-BREAK SPACE}"


def by_code(atlas: Atlas, language: str = "de", **query: str) -> dict[str, Told]:
    return {one.code: one for one in told(load_texts(language), atlas, View.from_query(query, atlas))}


def test_a_cluster_is_told_with_its_people_its_test_and_its_view() -> None:
    found = by_code(planted_town(), i="A1")["cluster"]
    first, second = found.text.split(". ")
    assert first.startswith("Um Quartier ")
    assert "liegt ein zusammenhängender Schwerpunkt hoher Werte, er umfasst" in first
    assert second.endswith("der Leistungsberechtigten im SGB II.")
    assert "99.999 bedingten Permutationen (Startwert 1)" in found.method
    assert (found.view["show"], found.figures["permutations"], found.figures["judged"]) == ("clusters", 99_999, 200)
    assert len(found.quarters) == found.figures["areas"]


def test_the_same_cluster_in_english() -> None:
    found = by_code(planted_town(), "en", i="A1")["cluster"]
    assert found.text.startswith("A cluster of high values lies around Quartier ")
    assert "99,999 conditional permutations (seed 1)" in found.method


def test_households_live_somewhere_and_cases_do_not() -> None:
    planted = planted_town()
    for counts, words in (("households", "aber"), ("cases", "darauf entfallen")):
        indicators = (replace(POVERTY, counts=counts), *planted.indicators[1:])
        atlas = replace(planted, project=f"planted-{counts}", indicators=indicators)
        assert words in by_code(atlas, i="A1")["cluster"].text.split(". ")[1]


def test_figures_name_level_and_year() -> None:
    for one in by_code(toytown(), i="A1", level="district").values():
        assert (one.figures["level"], one.figures["year"], one.figures["judged"]) == ("district", 2024, 3)


def test_quarters_are_told_by_their_keys() -> None:
    assert by_code(toytown(), i="A1")["concentration"].quarters == ("02", "03", "06")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_doubt_about_the_data_is_quoted_with_its_advice(language: str) -> None:
    values = {"quarter": "Ost", "title": "SGB II", "old": 3, "before": "2022", "new": 30, "year": "2023"}
    jump = Finding("warning", "a.xlsx", "checks.jump", values, spot=Spot("A1", "06", 2023))
    atlas = replace(toytown(), project="jumping", findings=(jump,))
    found, texts = by_code(atlas, language, i="A1")["to_be_checked"], load_texts(language)
    assert found.text.endswith(texts("checks.jump.text", **values))
    assert found.method.startswith(texts("checks.jump.repair", **values))
    assert (found.quarters, found.view["y"]) == (("06",), "2023")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("town", [toytown, planted_town])
def test_nothing_is_left_unfilled_and_nobody_is_branded(language: str, town: object) -> None:
    atlas = planted_town() if town is planted_town else toytown()
    for indicator in atlas.indicators:
        for one in by_code(atlas, language, i=indicator.id).values():
            said = f"{one.text} {one.method}"
            assert "{" not in said
            assert "nan" not in said.lower().split()
            assert not any(word in said.lower() for word in ("hotspot", "brennpunkt"))
