"""From the internal project to the public one: the price, the proof, the banner, and nothing hidden in what is sent."""

from collections.abc import Sequence

from playwright.sync_api import expect

from callbacks.shared.services import Services
from loading.reasons import Reason
from tests.browser.journey import Journey
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns
from tests.leaks.obtainable import TABS, Obtained
from tests.leaks.recorded import Recorded

SHOWN, YEAR = "C3", 2024


def walked(
    journey: Journey, record: Recorded, tabs: Sequence[str], forms: Sequence[dict[str, str]], files: Sequence[str]
) -> list[Obtained]:
    """Look at what a reader can open of an indicator, with all quarters selected, and take files away."""
    page = journey.page
    page.evaluate("(i) => window.quartierblick.address.go({i})", SHOWN)
    journey.shows(i=SHOWN)
    page.evaluate("window.quartierblick.selection.replace(window.quartierblick.store.get('scene').geometry.ids)")
    for tab in tabs:
        journey.tab(tab)
        journey.settles()
    record.looks()  # tabs that were open stay on the page
    for asked in forms:
        page.evaluate("(asked) => window.quartierblick.address.go(asked)", asked)
        journey.shows(**asked)
        record.looks()
    for kind in files:
        page.locator(".export-open").click()
        with page.expect_download():
            page.locator(f"#export-{kind}").click()
    return record.ends()


def planted(journey: Journey, project: str, rate: float) -> list[Obtained]:
    """Let the page of the public project get a column from inside, and write a hidden number down; give all sent."""
    record = Recorded(journey.page)
    address = f"/data/{project}/quarter/{SHOWN}/{YEAR}.column"
    journey.page.evaluate(
        "async ([address, rate]) => { await (await fetch(address)).text(); console.info(rate); }", [address, repr(rate)]
    )
    return record.ends()


def test_the_city_is_made_public_and_nothing_that_is_sent_is_hidden(journey: Journey, city: Services) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/publish")
    expect(page.locator("#publish-make")).to_be_enabled(timeout=60_000)
    expect(page.locator("#publish-price")).to_contain_text("Bewiesen")
    page.locator("#publish-make").click()
    opened = page.locator("#publish-made a").first
    record = Recorded(page)
    record.found.append(Obtained("source", page.request.get(f"{journey.url}{opened.get_attribute('href')}").body()))
    opened.click()
    page.wait_for_selector(".explore")
    journey.shows()
    expect(page.locator(".banner")).to_contain_text("öffentlich")
    expect(page.locator(".ranking-row").first).to_contain_text("1–10")
    inside, public = city.atlas(""), city.atlas(journey.scene("answer.project"))
    sent = walked(journey, record, TABS, ({"show": "clusters"}, {"show": "", "against": "city"}), ("xlsx",))
    assert any(one.where.endswith(".xlsx") for one in sent)
    column = public.cubes["quarter"].reason[:, public.indicator_position(SHOWN), public.year_position(YEAR)]
    assert (column == Reason.SUPPRESSED).sum() > 10
    sought = secrets(inside, public)
    search = Search(sought, public)
    assert told_in_columns(sent, sought, public.years) == []
    assert search(sent) == []
    known = planted(journey, inside.project, next(iter(search.doubles.values())).rate)
    assert told_in_columns(known, sought, public.years)
    assert search(known)
