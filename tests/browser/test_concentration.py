"""The concentration slider: the browser chooses as the analysis does, and the slider never jumps back."""

import pytest
from playwright.sync_api import expect

from analysis.concentration import smallest_set
from callbacks.explore.concentration import people
from callbacks.shared.question import Question
from callbacks.shared.services import Services
from layers.view import View
from tests.browser.journey import Journey

_SETS = """([shares, by]) => shares.map((share) => {
    const {concentration, store} = window.quartierblick;
    return concentration.smallestSet(store.get("scene"), share, by);
})"""


@pytest.mark.parametrize("indicator", ["A1", "A5", "residents"])
@pytest.mark.parametrize("by", ["quarters", "residents"])
def test_the_browser_chooses_the_same_set_as_the_analysis(
    journey: Journey, city: Services, indicator: str, by: str
) -> None:
    journey.opens(f"/de/map?i={indicator}&y=2024", i=indicator)
    journey.column()
    atlas = city.atlas("")
    view = View.from_query({"i": indicator, "y": "2024"}, atlas)
    part, whole = people(Question(journey.texts(), atlas, view)) or ([], [])
    shares = list(range(1, 100))
    found = journey.page.evaluate(_SETS, [shares, by])
    for share, members in zip(shares, found, strict=True):
        wanted = smallest_set(part, whole, share / 100, by="residents" if by == "residents" else "quarters")
        assert sorted(members) == sorted(wanted.members.tolist()), share


def test_quick_steps_of_the_slider_all_count(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").page
    slider = page.get_by_role("slider", name=journey.texts()("concentration.share"))
    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    journey.shows(share="56")
    expect(slider).to_have_attribute("aria-valuenow", "56")
    assert len(journey.selection()) > 0


def test_moving_the_slider_selects_before_the_server_is_asked(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").page
    journey.column()
    page.get_by_role("slider", name=journey.texts()("concentration.share")).focus()
    asked = page.evaluate(
        "() => new Promise((done) => { const before = window.underWay.n;"
        " const stop = window.quartierblick.store.on('selection', () => { stop(); done(window.underWay.n - before); });"
        " document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true})); })"
    )
    assert asked == 0
    journey.settles()
