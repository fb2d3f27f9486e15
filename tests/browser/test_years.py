"""The years: played, walked through by arrow keys, and fetched before they are asked for."""

from playwright.sync_api import expect

from tests.browser.journey import Journey
from tests.browser.test_remembered import calm, since


def test_play_shows_one_year_after_the_other_until_escape(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", y="2024").page
    history = page.evaluate("history.length")
    page.locator("#years-speed").select_option("2")
    play = page.locator("#years-play")
    play.focus()
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-pressed", "true")
    for year in ("2015", "2016", "2017"):
        page.wait_for_function("(year) => window.quartierblick.store.get('scene').answer.query.y === year", arg=year)
    page.keyboard.press("Escape")
    expect(play).to_have_attribute("aria-pressed", "false")
    calm(journey)
    assert journey.painted()["y"] == journey.address()["y"]
    assert journey.address()["y"] in ("2017", "2018")
    assert page.evaluate("history.length") == history


def test_common_classes_stand_still_while_years_play(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2022&same=1", y="2022").page
    limits = journey.scene("answer.limits")
    page.locator("#years-speed").select_option("2")
    page.locator("#years-play").click()
    journey.shows(y="2023")
    assert journey.scene("answer.limits") == limits
    page.locator("#years-play").click()
    expect(page.locator("#years-play")).to_have_attribute("aria-pressed", "false")


def test_arrow_keys_go_from_year_to_year_and_keep_the_focus(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2020", y="2020").page
    page.locator("[data-view-year='2020']").focus()
    for key, year in (("ArrowRight", "2021"), ("ArrowLeft", "2020"), ("Home", "2015"), ("End", "2024")):
        page.keyboard.press(key)
        journey.shows(y=year)
        assert page.evaluate("document.activeElement.dataset.viewYear") == year
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.viewYear") == "2024"


def test_the_neighbouring_years_and_the_indicator_under_the_pointer_are_there_already(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2020", y="2020").page
    calm(journey)
    data = ("/answer/", ".column")
    for control, wanted in (("[data-view-year='2021']", {"y": "2021"}), ("[data-view-indicator='B1']", {"i": "B1"})):
        page.locator(control).hover()
        before = calm(journey)
        page.locator(control).click()
        page.wait_for_function(
            "(wanted) => Object.entries(wanted).every(([key, value]) =>"
            " window.quartierblick.store.get('scene').answer.query[key] === value)",
            arg=wanted,
        )
        now = [address for address in since(journey, before) if any(part in address for part in data)]
        key, value = next(iter(wanted.items()))
        assert not [address for address in now if f"{key}={value}&" in f"{address}&"], control
        calm(journey)
