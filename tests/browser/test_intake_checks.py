"""What stands out, in a real browser: put aside with a reason, repaired with one click, undone, found again."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import Journey
from tests.callbacks.doubtful_towns import doubtful_town


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return doubtful_town(tmp_path)


def arrives(journey: Journey, files: list[Path]) -> Page:
    """Deliver the town and wait for the check."""
    page = journey.page
    page.goto(journey.url + "/de/data")
    page.locator("#intake-choose").focus()
    journey.chooses(files)
    expect(page.locator("#intake-checks")).to_be_visible()
    journey.settles()
    return page


def finding(page: Page, words: str) -> Locator:
    return page.locator("#intake-checks .checks-finding", has_text=words)


def group(page: Page, name: str) -> Locator:
    return page.locator(f'#intake-checks [data-checks-group="{name}"]')


def test_a_finding_is_put_aside_by_keyboard_with_a_reason_and_taken_up_again(
    journey: Journey, town: list[Path]
) -> None:
    page = arrives(journey, town)
    finding(page, "In 2020 steht").locator("[data-checks-ignore]").press("Enter")
    expect(page.locator("#checks-reason")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".checks-form [role=alert]")).to_have_text("Bitte geben Sie eine Begründung an.")
    page.keyboard.type("Im Jahr der Umstellung")
    page.keyboard.press("Enter")
    expect(page.locator("[data-checks-undo]")).to_be_focused()
    aside = group(page, "aside")
    expect(aside.locator(".checks-finding")).to_have_count(1)
    expect(group(page, "warning").locator(".checks-finding", has_text="In 2020 steht")).to_have_count(0)
    aside.locator("> summary").press("Enter")
    expect(aside.locator(".checks-reason")).to_contain_text("Im Jahr der Umstellung")
    aside.locator("[data-checks-again]").press("Enter")
    expect(group(page, "warning").locator(".checks-finding", has_text="In 2020 steht")).to_have_count(1)
    expect(group(page, "aside")).to_have_count(0)


def test_escape_closes_the_form_and_a_ready_reason_fills_it(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town)
    asked = finding(page, "In 2020 steht").locator("[data-checks-ignore]")
    asked.click()
    page.keyboard.press("Escape")
    expect(page.locator(".checks-form")).to_have_count(0)
    expect(asked).to_be_focused()
    asked.click()
    page.locator(".checks-ready").first.click()
    expect(page.locator("#checks-reason")).to_have_value("Ist bekannt und stimmt so")
    page.keyboard.press("Enter")
    expect(group(page, "aside")).to_be_visible()
    page.locator("[data-checks-undo]").press("Enter")
    expect(group(page, "aside")).to_have_count(0)
    expect(finding(page, "In 2020 steht").locator(".checks-remedy")).to_be_focused()


def test_a_repair_is_applied_and_undone_and_can_be_taken_back_later(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town)
    finding(page, "In 2020 steht").locator(".checks-remedy").press("Enter")
    expect(page.locator(".checks-told")).to_have_text("Als nicht geliefert behandelt: Haushalte, 2020")
    expect(finding(page, "In 2020 steht")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(finding(page, "In 2020 steht")).to_have_count(1)
    finding(page, "In 2020 steht").locator(".checks-remedy").click()
    expect(page.locator(".checks-told")).to_be_visible()
    group(page, "info").locator("> summary").click()
    finding(page, "2020 gilt als nicht geliefert").locator(".checks-remedy").click()
    expect(finding(page, "In 2020 steht")).to_have_count(1)
    expect(finding(page, "2020 gilt als nicht geliefert")).to_have_count(0)


def test_the_chosen_severity_stays_after_a_decision(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town)
    page.locator("[data-checks-severity=info]").click()
    expect(group(page, "warning")).to_be_hidden()
    expect(group(page, "info").locator(".checks-finding").first).to_be_visible()
    page.locator("[data-checks-severity=warning]").click()
    expect(group(page, "info")).to_be_hidden()
    finding(page, "In 2020 steht").locator(".checks-remedy").click()
    expect(page.locator(".checks-told")).to_be_visible()
    expect(page.locator("[data-checks-severity=warning]")).to_have_attribute("aria-pressed", "true")
    expect(group(page, "info")).to_be_hidden()


def test_the_numbers_of_a_quarter_are_one_press_away(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town)
    leap = finding(page, "Quartier 05").first
    leap.locator(".checks-numbers > summary").press("Enter")
    expect(leap.locator("td.is-meant").first).to_have_text("640")


def test_the_opened_project_tells_the_reasons_and_leads_to_the_map(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town)
    finding(page, "In 2020 steht").locator("[data-checks-ignore]").click()
    page.locator("#checks-reason").fill("Umstellung der Statistik")
    page.keyboard.press("Enter")
    expect(page.locator("[data-checks-undo]")).to_be_focused()
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    project = journey.address()["p"]
    page.goto(f"{journey.url}/de/data?p={project}")
    page.locator(".intake-loaded > summary").click()
    loaded = page.locator(".intake-loaded .checks")
    loaded.locator(".is-aside > summary").click()
    expect(loaded.locator(".checks-reason")).to_contain_text("Umstellung der Statistik")
    expect(loaded.locator("[data-checks-ignore]")).to_have_count(0)
    loaded.locator(".checks-finding", has_text="Quartier 05").first.get_by_role("link").click()
    journey.shows()
    assert (journey.address()["y"], journey.selection()) == ("2021", ["05"])


@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out_of_the_check(journey: Journey, town: list[Path], width: int) -> None:
    journey.page.set_viewport_size({"width": width, "height": 900})
    page = arrives(journey, town)
    group(page, "info").locator("> summary").click()
    finding(page, "Quartier 05").first.locator(".checks-numbers > summary").click()
    finding(page, "In 2020 steht").locator("[data-checks-ignore]").click()
    found = Axe().run(page, context="#intake-checks").response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator("#intake-checks button:visible").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.textContent)"
    )
    assert small == []
