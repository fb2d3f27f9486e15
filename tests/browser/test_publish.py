"""From the internal project to the public one: the price, the proof, the banner, bands instead of ranks."""

from playwright.sync_api import expect

from loading.reasons import Reason
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations


def test_the_city_is_made_public_and_says_so(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".export-open").click()
    page.locator("#export-publish").click()
    page.wait_for_selector("main.publish")
    make = page.locator("#publish-make")
    expect(make).to_be_enabled(timeout=60_000)
    expect(page.locator("#publish-price")).to_contain_text("bewiesen")
    assert violations(journey) == []
    make.click()
    page.locator("#publish-made a").first.click()
    page.wait_for_selector(".explore")
    journey.shows()
    expect(page.locator("body")).to_contain_text("öffentlich")
    expect(page.locator(".ranking-row").first).to_contain_text("1–10")
    journey.opens("/de/map?p=" + journey.scene("answer.project") + "&i=C3", i="C3")
    hidden = [position for position, reason in enumerate(journey.column()["reason"]) if reason == Reason.SUPPRESSED]
    assert len(hidden) > 10
    assert all(journey.column()["value"][position] is None for position in hidden)
