"""The chip names the group that the indicator counts, and none where it counts things."""

import re

import pytest
from playwright.sync_api import expect

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
    assert re.search(r"% der Bevölkerung, mindestens \d+,\d % .*\(1 geheim gehalten\); ohne sie \d", said)
    page.evaluate("(ids) => quartierblick.selection.replace(ids)", [suppressed])
    page.wait_for_function("() => document.getElementById('chip-text').textContent.endsWith(': geheim gehalten')")
    page.evaluate("(ids) => quartierblick.selection.replace(ids)", [known])
    page.wait_for_function("() => !document.getElementById('chip-text').textContent.includes('mindestens')")
    # Where the city's own count is not known either, nobody knows what a share would be a share of.
    assert [page.evaluate(OF_THE_CITY, [known, whole]) for whole in (100, None)] == [True, False]


OF_THE_CITY = """([known, numerator]) => {
    const scene = quartierblick.store.get("scene");
    const column = {...scene.column, totals: {numerator}};
    return quartierblick.chip.meaning({...scene, column}, [known]).people !== null;
}"""
BLANKS = """([known, label, isPublic]) => {
    const {chip, ranks, store} = quartierblick;
    const [scene, told] = [store.get("scene"), ranks.isPublic];
    const {reasons} = scene.column;
    const [at, reason, numerator] = [scene.index.get(known), [...scene.column.reason], [...scene.column.numerator]];
    [reason[at], numerator[at]] = [reasons.indexOf(label), NaN];
    ranks.isPublic = () => isPublic;
    const {blanks} = chip.meaning({...scene, column: {...scene.column, reason, numerator}}, [known]);
    ranks.isPublic = told;
    return [...blanks.keys()];
}"""


def test_blanks_of_different_kinds_are_called_by_their_own_names(journey: Journey) -> None:
    """A count that is kept secret beside a value that is told is not one that was never delivered."""
    page = journey.opens("/de/map?i=A11&y=2024", i="A11").page
    journey.column()
    known = journey.rows()[0]
    for label in ("not_delivered", "not_joined", "suppressed", "excluded"):
        assert page.evaluate(BLANKS, [known, label, False]) == page.evaluate(BLANKS, [known, label, True]) == [label]
    inside = [page.evaluate(BLANKS, [known, label, False]) for label in ("value", "too_small", "zero")]
    assert inside == [["count_missing"], ["count_missing"], []]
    outside = [page.evaluate(BLANKS, [known, label, True]) for label in ("value", "too_small", "zero")]
    assert outside == [["count_hidden"]] * 3


def test_a_link_with_a_selection_leaves_the_city_free_of_what_is_said_of_it(journey: Journey) -> None:
    page = journey.loads("/de/map?i=A2&sel=0101").page
    expect(page.locator(".chip")).to_be_visible()
    covered = page.evaluate(
        "() => { const {map, store} = window.quartierblick; const chip = document.querySelector('.chip');"
        " const card = chip.getBoundingClientRect(); const frame = map.handle.getContainer().getBoundingClientRect();"
        " const places = store.get('scene').geometry.centres.map((at) => map.handle.latLngToContainerPoint(at));"
        " return places.filter(({x, y}) => x + frame.left > card.left && x + frame.left < card.right"
        " && y + frame.top > card.top && y + frame.top < card.bottom).length; }"
    )
    assert covered == 0
