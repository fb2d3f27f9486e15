"""Whether what is shown may be passed on is told on a telephone too, wherever the reader is on the page."""

from tests.browser.journey import Journey

IN_SIGHT = """() => {
    const banner = document.querySelector(".banner"), place = banner.getBoundingClientRect();
    const there = document.elementFromPoint(place.left + 40, place.top + place.height / 2);
    return scrollY > 400 && place.top >= 0 && place.bottom < innerHeight / 4 && banner.contains(there);
}"""


def test_the_banner_stays_in_sight_on_a_telephone(journey: Journey) -> None:
    page = journey.page
    page.set_viewport_size({"width": 390, "height": 844})
    journey.opens()
    page.mouse.move(195, 700)
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function(IN_SIGHT)
    assert page.locator(".banner-said").inner_text() == "intern – nicht weitergeben"


def test_a_menu_leads_from_the_map_to_the_page_of_publishing(journey: Journey) -> None:
    page = journey.opens().page
    page.locator(".export-open").click()
    page.locator("#export-publish").click()
    page.wait_for_selector("#publish-stop:visible")
    page.locator("#publish-stop").click()
