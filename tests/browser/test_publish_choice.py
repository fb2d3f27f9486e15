"""A small town before it is published: what every profile costs, rules of one's own, and counts that are rounded."""

from pathlib import Path

from playwright.sync_api import expect

from callbacks.shared.services import Services
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations
from tests.callbacks.delivered_towns import town_files

COMPARED = """() => [...document.querySelectorAll("[data-price-row]:not([data-price-row=own])")]
    .every((row) => row.querySelector("[data-price=proven]").textContent === "ja")"""


def test_what_all_profiles_cost_is_compared_and_a_rounded_town_is_published(
    journey: Journey, city: Services, tmp_path: Path
) -> None:
    town = city.projects.open_files(town_files(tmp_path, "Erlental", "10", 3))
    page = journey.page
    page.goto(f"{journey.url}/de/publish?p={town}")
    page.locator("#publish-compare-all").click()
    page.wait_for_function(COMPARED)
    costs = page.locator(".publish-profile .publish-cost").all_inner_texts()
    assert ["verborgen" in one for one in costs] == [True, True, True, False, False, False]
    assert ["gerundet" in one for one in costs] == [False, False, False, True, True, False]
    page.locator("[data-profile=own]").click()
    expect(page.locator("#publish-rules")).to_have_attribute("open", "")
    fewest = page.locator("[data-rule=minimum_numerator]")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        fewest.select_option("10")
    page.locator("[data-profile=municipal]").click()
    expect(fewest).to_have_value("5")
    page.locator("[data-profile=own]").click()
    expect(fewest).to_have_value("10")
    page.locator("[data-profile=round10]").click()
    page.wait_for_selector("#publish-state[data-state=proven]")
    assert page.locator("#publish-state").inner_text().startswith("Runden auf 10, bewiesen: ")
    page.locator("#publish-make").click()
    page.wait_for_selector("#publish-made a")
    assert violations(journey) == []
    page.locator("#publish-made a").first.click()
    page.wait_for_selector(".explore")
    journey.shows()
    expect(page.locator(".banner")).to_contain_text("öffentlich – geschützt nach Rundung auf 10")
    expect(page.locator(".legend").first).to_contain_text("auf Vielfache von 10 gerundet")
