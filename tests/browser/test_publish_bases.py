"""Of whom shares without counts are: asked before publishing, kept with the rules, read in full on a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from callbacks.shared.services import Services
from tests.browser.conftest import TELEPHONE
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations
from tests.callbacks.delivered_towns import town_files

# How high the longest answer is, and how high the field that shows it.
LINES = """(select) => {
    const told = document.createElement("span");
    const {font, lineHeight, paddingLeft, paddingRight, paddingTop, paddingBottom} = getComputedStyle(select);
    const arrow = 20;
    const width = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
    Object.assign(told.style, {font, lineHeight: "1.3", display: "block", width: `${width}px`, position: "absolute"});
    select.parentElement.append(told);
    const heights = [...select.options].map(({text}) => ((told.textContent = text), told.clientHeight));
    told.remove();
    return [Math.max(...heights), select.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)];
}"""


@pytest.fixture
def shares(city: Services, tmp_path: Path) -> str:
    """A town that delivers shares, and not of whom they are."""
    area, table = town_files(tmp_path, "Anteilstadt", "40", 3)
    text = table.read_text(encoding="utf-8").replace("Arbeitslose", "Anteil Erwerbslose in Prozent")
    table.write_text(text, encoding="utf-8")
    return city.projects.open_files([area, table])


def test_of_whom_a_share_is_is_chosen_kept_and_read_in_full(journey: Journey, shares: str) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/publish?p={shares}")
    page.wait_for_selector("[data-profile][aria-pressed=true]")
    page.locator("#publish-bases summary").press("Enter")
    select = page.get_by_role("combobox", name="Anteil Erwerbslose")
    expect(select).to_have_value("")
    for chosen in ("at_least:300", ""):
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            select.select_option(chosen)
        kept = page.request.get(f"{journey.url}/publish/{shares}/rules").json()
        assert kept.get("bases", {}) == ({"anteil-erwerbslose": chosen} if chosen else {})
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        select.select_option("no_people")
    page.reload()
    page.wait_for_selector("[data-profile][aria-pressed=true]")
    expect(page.locator("[data-base]")).to_have_value("no_people")
    page.locator("#publish-bases").evaluate("(details) => (details.open = true)")
    assert violations(journey) == []
    for size in (page.viewport_size or TELEPHONE, TELEPHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        needed, room = page.locator("[data-base]").evaluate(LINES)
        assert needed <= room
    page.locator("#publish-stop").click()
