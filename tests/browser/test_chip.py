"""The chip names the group that the indicator counts, and none where it counts things."""

import re

import pytest

from tests.browser.journey import Journey


def chip_of(journey: Journey, address: str, indicator: str) -> str:
    page = journey.opens(address, i=indicator).page
    journey.column()
    page.locator(".ranking-row").first.click()
    journey.selects(journey.rows()[:1])
    return journey.chip().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "indicator", "group"),
    [
        ("de", "A1", "% der SGB-II-Beziehenden"),
        ("de", "A8", "% der Bedarfsgemeinschaften"),
        ("de", "C10", "% der Fälle von Hilfen zur Erziehung"),
        ("en", "A1", "% of SGB II recipients"),
    ],
)
def test_the_group_is_called_by_its_name(journey: Journey, language: str, indicator: str, group: str) -> None:
    said = chip_of(journey, f"/{language}/map?i={indicator}&y=2024", indicator)
    assert f"{group}; " in said
    assert said.partition("; ")[0].count("%") == 2
    assert re.search(r"\(\d+[.,]\d–\d+[.,]\d\)$", said)


@pytest.mark.parametrize("indicator", ["E1", "E4"])
def test_square_metres_and_dwellings_are_no_group_of_people(journey: Journey, indicator: str) -> None:
    said = chip_of(journey, f"/de/map?i={indicator}&y=2024", indicator)
    assert said.split("; ")[0].endswith("% der Bevölkerung")


def test_a_sum_over_suppressed_quarters_is_the_least_it_can_be(journey: Journey) -> None:
    """Of asylum seekers several quarters of the sample city are suppressed; the city's own count is not."""
    page = journey.opens("/de/map?i=A11&y=2024", i="A11").page
    journey.column()
    page.wait_for_function("() => quartierblick.store.get('scene')?.column.totals")
    suppressed, known = page.evaluate(
        """() => {
            const {geometry: {ids}, column} = quartierblick.store.get("scene");
            const at = (wanted) => [...column.reason].findIndex((code) => column.reasons[code] === wanted);
            return [ids[at("suppressed")], ids[at("value")]];
        }"""
    )
    page.evaluate("(ids) => quartierblick.selection.replace(ids)", [suppressed, known])
    page.wait_for_function("() => document.getElementById('chip-text').textContent.includes('mindestens')")
    said = journey.chip().replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"% der Bevölkerung, mindestens \d+,\d % ", said)
    assert "ohne Angabe" not in said
    page.evaluate("(ids) => quartierblick.selection.replace(ids)", [known])
    page.wait_for_function("() => !document.getElementById('chip-text').textContent.includes('mindestens')")
