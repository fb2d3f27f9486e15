"""A finding leads to the view that shows it: selection, map and the part beside it."""

from urllib.parse import parse_qsl

from playwright.sync_api import Locator, expect

from tests.browser.journey import Journey

CARDS = "#findings-content .finding"
SHOWS = f"{CARDS} .finding-show"


def patch_of(button: Locator) -> dict[str, str]:
    return dict(parse_qsl(button.get_attribute("data-finding-view") or ""))


def quarters_of(button: Locator) -> list[str]:
    return (button.get_attribute("data-quarters") or "").split("~")


def test_a_finding_opens_the_view_that_shows_it_and_leaves_the_list_as_it_was(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".findings-more > summary").click()
    rose = page.locator(f"{SHOWS}[data-finding-view*='against=2']").first
    wanted, before = quarters_of(rose), page.locator(f"{CARDS} .sentence").all_inner_texts()
    rose.focus()
    page.keyboard.press("Enter")
    journey.shows(against=patch_of(rose)["against"])
    journey.selects(wanted)
    assert page.locator(f"{CARDS} .sentence").all_inner_texts() == before
    expect(page.locator(".findings-more")).to_have_attribute("open", "")
    expect(rose).to_be_focused()

    several = page.locator(f"{SHOWS}[data-finding-view*='tab=profile']").first
    sentence = several.locator("xpath=ancestor::li").locator(".sentence").inner_text()
    several.click()
    journey.shows(against="")
    journey.selects(quarters_of(several))
    expect(page.get_by_role("tab", name=journey.texts()("panel.profile"))).to_have_attribute("aria-selected", "true")
    names = dict(zip(journey.ids(), journey.scene("geometry.names"), strict=True))
    named = names[quarters_of(several)[-1]]
    assert named in sentence
    expect(page.locator(".profile h2, .profile h3").first).to_have_text(named)
    journey.page.go_back()
    journey.shows(against=patch_of(rose)["against"])


def test_a_finding_without_quarters_shows_where_it_can_be_seen(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A9").page
    page.locator(".findings-more > summary").click()
    page.locator(f"{SHOWS}[data-finding-view*='tab=time']").first.click()
    expect(page.get_by_role("tab", name=journey.texts()("panel.time"))).to_have_attribute("aria-selected", "true")
    assert journey.address()["i"] == "A9"
