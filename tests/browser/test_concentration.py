"""The concentration slider: map, sentence and curve follow within the browser, and nobody is asked while it moves."""

from playwright.sync_api import Locator, expect

from callbacks.shared.services import Services
from layers.concentration import WAYS, ids_by_share, sets
from tests.browser.journey import Journey, numbers_in
from tests.browser.test_accessibility import violations

#: Presses a key; says what the page shows and what was asked at the moment the quarters are selected.
_PRESSED = """(key) => new Promise((done) => {
    const {selection, store} = window.quartierblick;
    const before = window.underWay.n;
    const stop = store.on("selection", () => {
        stop();
        done({
            asked: window.underWay.n - before,
            sentence: document.getElementById("concentration-sentence").textContent,
            point: document.querySelector(".concentration-point text").textContent,
            selected: selection.current(),
        });
    });
    const slider = document.getElementById("concentration-slider");
    slider.dispatchEvent(new KeyboardEvent("keydown", {key, code: key, bubbles: true, cancelable: true}));
})"""


def opened(journey: Journey, query: str = "i=A1&y=2024") -> Locator:
    """The slider of the opened tab, once the table stands too."""
    journey.opens(f"/de/map?{query}")
    journey.tab("concentration")
    journey.settles()
    return journey.page.get_by_role("slider", name=journey.texts()("concentration.share"))


def stands(journey: Journey, share: int) -> None:
    """Wait until slider and address say a share."""
    slider = journey.page.get_by_role("slider", name=journey.texts()("concentration.share"))
    expect(slider).to_have_value(str(share))
    journey.page.wait_for_function("(share) => location.search.includes(`share=${share}`)", arg=share)


def test_map_sentence_and_curve_follow_the_slider_and_nobody_is_asked(journey: Journey, city: Services) -> None:
    slider = opened(journey)
    found = sets(city.atlas(""), "quarter", "A1", 2024)
    assert found
    ways = {way: ids_by_share(city.atlas(""), "quarter", found.ways[way]) for way in WAYS}
    assert journey.outlined("grouped") == ways["quarters"][50]
    slider.focus()
    for share in (60, 70, 80):
        journey.settles()
        seen = journey.page.evaluate(_PRESSED, "PageUp")
        assert seen["asked"] == 0
        assert seen["selected"] == ways["quarters"][share]
        held = round(100 * found.ways["quarters"].at(share).group_share, 1)
        assert numbers_in(seen["sentence"])[0] == numbers_in(seen["point"])[0] == held
        assert len(ways["quarters"][share]) in numbers_in(seen["sentence"])
    assert journey.outlined("grouped") == []  # what is selected is outlined as such
    stands(journey, 80)
    journey.page.locator("#concentration-by").get_by_text(journey.texts()("concentration.by.residents")).click()
    journey.selects(ways["residents"][80])
    copied = journey.page.locator("#concentration-copy").get_attribute("data-copy") or ""
    assert copied.startswith(journey.page.locator("#concentration-sentence").inner_text())
    assert "2024" in copied


def test_while_the_slider_is_held_nobody_is_asked_however_slowly_it_moves(journey: Journey) -> None:
    opened(journey)
    page = journey.page
    track = page.locator("#concentration-slider").bounding_box()
    assert track
    y = track["y"] + track["height"] / 2
    page.mouse.move(track["x"] + track["width"] / 2, y)
    page.mouse.down()
    before = page.evaluate("() => window.underWay.since")
    page.mouse.move(track["x"] + 0.7 * track["width"], y)
    page.wait_for_function("() => window.quartierblick.selection.current().length > 0")
    page.evaluate("() => { window.heldSince = performance.now(); }")
    page.wait_for_function("() => performance.now() - window.heldSince > 400")
    assert page.evaluate("() => window.underWay.since") == before
    page.mouse.up()
    page.wait_for_function("() => window.quartierblick.store.get('sliding') === false")
    journey.settles()


def test_every_key_of_a_slider_is_heard_and_a_link_brings_the_share_back(journey: Journey) -> None:
    slider = opened(journey)
    slider.focus()
    for key, share in (("PageUp", 60), ("ArrowLeft", 59), ("Home", 1), ("PageDown", 1), ("End", 99), ("PageDown", 89)):
        journey.page.keyboard.press(key)
        expect(slider).to_have_value(str(share))
    stands(journey, 89)
    opened(journey, "i=A1&y=2024&share=30&by=residents")
    stands(journey, 30)
    assert numbers_in(journey.page.locator("#concentration-sentence").inner_text())[0] >= 30


def test_the_quotient_comes_onto_the_map_and_the_slider_stays_about_its_people(journey: Journey) -> None:
    slider = opened(journey)
    said = journey.page.locator("#concentration-sentence").inner_text()
    journey.page.get_by_role("button", name=journey.texts()("concentration.maps.ratio")).click()
    journey.shows(i="ratio:A1", y="2024")
    expect(journey.page.locator("#concentration-sentence")).to_have_text(said)
    slider.focus()
    journey.page.keyboard.press("ArrowRight")
    stands(journey, 51)
    assert journey.selection()
    journey.page.keyboard.press("Control+z")  # the slider is no text field: what it has selected is taken back
    journey.selects([])
    expect(slider).to_be_focused()


def test_nine_districts_are_refused_in_the_tab_with_what_helps(journey: Journey) -> None:
    opened(journey, "i=A1&y=2024&level=district")
    refused = journey.page.locator("#concentration-refusal")
    expect(refused).to_contain_text("Unter 10")
    expect(journey.page.locator("#concentration-body")).to_be_hidden()
    expect(journey.page.locator(".measures")).to_have_count(0)


def test_the_tab_shuts_nobody_out(journey: Journey) -> None:
    opened(journey, "i=A2&y=2024")
    expect(journey.page.locator(".cities-strip")).to_be_visible()
    assert violations(journey, ".panel") == []
