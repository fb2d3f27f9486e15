"""From the internal project to the public one: the price, the proof, the banner, and nothing hidden in what is sent."""

from playwright.sync_api import expect

from callbacks.shared.services import Services
from loading.reasons import Reason
from tests.browser.journey import Journey
from tests.leaks import reader
from tests.leaks.hidden_numbers import Search, secrets, told_in_columns
from tests.leaks.obtainable import Obtained
from tests.leaks.recorded import Recorded
from tests.leaks.told_cells import Places

SHOWN, YEAR = "C3", 2024


def planted(journey: Journey, project: str, name: str, rate: float) -> list[Obtained]:
    """Let the page of the public project get a column from inside, and tell a hidden number; give all sent."""
    record = Recorded(journey.page)
    record.says("hovercard", [f"{name} · {rate:.1f} %"])
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
    reader.opens(journey, record, SHOWN)
    reader.sees(journey, record, ({"show": "clusters"}, {"show": "", "against": "city"}))
    reader.takes(journey, ("xlsx",))
    sent = record.ends()
    assert any(one.where.endswith(".xlsx") for one in sent)
    column = public.cubes["quarter"].reason[:, public.indicator_position(SHOWN), public.year_position(YEAR)]
    assert (column == Reason.SUPPRESSED).sum() > 10
    sought = secrets(inside, public)
    search, places = Search(sought, public), Places(sought, public)
    assert told_in_columns(sent, sought, public.years) == []
    assert search(sent) == []
    assert places(sent) == []
    assert places.read > 1000
    secret = next(one for one in search.doubles.values() if one.indicator == SHOWN and public.years[one.year] == YEAR)
    known = planted(journey, inside.project, public.levels["quarter"].names[secret.area], secret.rate)
    assert told_in_columns(known, sought, public.years)
    assert search(known)
    assert places(known)
