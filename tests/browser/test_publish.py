"""From the internal project to the public one: the price, the proof, the banner, and nothing hidden in what is sent."""

from collections.abc import Sequence

from playwright.sync_api import expect

from callbacks.shared.services import Services
from loading.reasons import Reason
from tests.browser.journey import Journey
from tests.browser.test_accessibility import violations
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns
from tests.leaks.obtainable import TABS, Obtained
from tests.leaks.recorded import Recorded

SHOWN = "C3"


def walked(
    journey: Journey, project: str, tabs: Sequence[str], forms: Sequence[dict[str, str]], files: Sequence[str]
) -> list[Obtained]:
    """Look at what a reader can open, with all quarters selected, and take files away; give all that was sent."""
    record = Recorded(journey.page)
    page = journey.loads(f"/de/map?p={project}&i={SHOWN}", i=SHOWN).page
    page.evaluate("window.quartierblick.selection.replace(window.quartierblick.store.get('scene').geometry.ids)")
    for tab in tabs:
        journey.tab(tab)
        journey.settles()
        record.looks()
    for asked in forms:
        page.evaluate("(asked) => window.quartierblick.address.go(asked)", asked)
        journey.shows(**asked)
        record.looks()
    for kind in files:
        page.locator(".export-open").click()
        with page.expect_download():
            page.locator(f"#export-{kind}").click()
    return record.ends()


def test_the_city_is_made_public_and_nothing_that_is_sent_is_hidden(journey: Journey, city: Services) -> None:
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
    project = journey.scene("answer.project")
    journey.opens(f"/de/map?p={project}&i={SHOWN}", i=SHOWN)
    hidden = [position for position, reason in enumerate(journey.column()["reason"]) if reason == Reason.SUPPRESSED]
    assert len(hidden) > 10
    assert all(journey.column()["value"][position] is None for position in hidden)
    inside, public = city.atlas(""), city.atlas(project)
    sought = secrets(inside, public)
    search = Search(sought, public)
    sent = walked(journey, project, TABS, ({"show": "clusters"}, {"show": "", "against": "city"}), ("html", "xlsx"))
    assert {one.where.rpartition(".")[2] for one in sent} >= {"html", "xlsx"}
    assert told_in_columns(sent, sought, public.years) == []
    assert search(sent) == []
    known = walked(journey, inside.project, ("time",), (), ("xlsx",))
    assert told_in_columns(known, sought, public.years)
    assert search(known)
