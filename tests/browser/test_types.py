"""Types from the choice to the map and back, quarters alike, and a pair that opens in the scatter."""

from playwright.sync_api import expect

from callbacks.shared.services import Services
from layers.categories.types import COLOURS
from layers.profiles.types import area_types
from tests.browser.conftest import TELEPHONE
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations


def opened(journey: Journey, path: str = "/de/map?i=A1&y=2024") -> Journey:
    journey.opens(path, i="A1", y="2024").tab("types")
    journey.page.locator(".types-card").first.wait_for()
    journey.settles()
    return journey


def test_a_reader_chooses_types_shows_them_and_selects_one(journey: Journey, city: Services) -> None:
    page = opened(journey).page
    page.locator("[data-types-k='4']").click()
    expect(page.locator(".types-card")).to_have_count(4)
    assert journey.address()["types"] == "k_means.4.0"
    page.get_by_role("switch").click()
    journey.shows(show="types", how="k_means.4.0")
    found = area_types(city.atlas(""), "quarter", 2024, (), "k_means", 4)
    ids = city.atlas("").levels["quarter"].ids
    drawn = journey.colours()
    seen = {one: colour for one, colour in drawn.items() if colour and one in journey.spots()}
    for one in found.types:
        assert {seen[ids[at]] for at in one.members if ids[at] in seen} == {COLOURS[one.number]}
    page.locator(".types-head").nth(3).click()
    journey.selects([ids[at] for at in found.types[3].members])
    # The way of sorting is kept in the tab when the map shows something else.
    page.get_by_role("switch").click()
    journey.shows(show="")
    expect(page.locator(".types-card")).to_have_count(4)
    assert (journey.address()["types"], "how" in journey.address()) == ("k_means.4.0", False)


def test_indicators_and_method_are_chosen_and_taken_back(journey: Journey) -> None:
    page = opened(journey).page
    page.locator(".types-choice > summary").click()
    page.get_by_label(journey.texts()("types.method.ward.name"), exact=True).check()
    page.wait_for_function("() => window.quartierblick.types.asked() === 'ward.0.0'")
    journey.settles()
    page.locator("#types-indicators").fill("Altersarmut")
    page.get_by_role("option", name="Altersarmut", exact=True).click()
    page.wait_for_function("() => window.quartierblick.types.asked() === 'ward.0.0~A1~B1~C1~E1~F3~A5'")
    journey.settles()
    expect(page.locator("#types-summary")).to_contain_text("6 Indikatoren")
    page.keyboard.press("Escape")
    page.locator("[data-types-reset]").click()
    page.wait_for_function("() => window.quartierblick.types.asked() === ''")
    journey.settles()
    expect(page.locator("#types-summary")).to_contain_text("5 Indikatoren")
    assert "types" not in journey.address()


def test_quarters_alike_and_a_pair_in_the_scatter(journey: Journey) -> None:
    page = opened(journey, "/de/map?i=A1&y=2024&sel=0101").page
    first = page.locator(".types-similar").first
    alike = first.get_attribute("data-quarter") or ""
    first.click()
    journey.selects([alike])
    journey.settles()
    cell = page.locator(".pair").first
    cell.focus()
    page.keyboard.press("ArrowDown")
    focused = page.locator(".pair:focus")
    expect(page.locator(".pairs-said")).to_have_text(focused.get_attribute("aria-label") or "")
    wanted = {name: focused.get_attribute(f"data-pair-{name}") or "" for name in ("i", "x")}
    page.keyboard.press("Enter")
    journey.shows(**wanted)
    expect(page.locator("#scatter-sentence")).to_contain_text("95-%-Bereich von r")
    expect(page.locator(".part.scatter")).to_be_in_viewport()


def test_axe_finds_nothing_in_the_tab_of_types(journey: Journey) -> None:
    page = opened(journey, "/de/map?i=A1&y=2024&sel=0101").page
    page.locator(".types-choice > summary").click()
    for more in page.locator(".types-more > summary").all():
        more.click()
    assert violations(journey, ".panel") == []
    page.set_viewport_size(TELEPHONE)
    assert violations(journey, ".panel") == []
