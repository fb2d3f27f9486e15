"""The page opened with published deliveries, in a real browser: the map is drawn, the ranking begins as known."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from app import make_app, open_services
from tests import serving
from tests.browser.journey import COUNTING, Journey

PATIENCE = 120_000
DELIVERIES = {
    "berlin": ("berlin_mss_2019", ["lor_plr_until2020_fixed.shp", "mss*_tab2-1.csv"]),
    "muenster": ("muenster", ["stadtteile-statistische-bezirke-muenster.geojson", "*.xlsx"]),
    "koeln": ("", ["koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv"]),
    "schweiz": ("schweiz_gemeinden_2015", ["gde-1-1-15.shp", "data.csv"]),
    "flensburg": ("flensburg", ["flensburg_stadtteile.zip", "csv/*_by_district.csv"]),
}


@contextmanager
def walked(page: Page, projects: Path, files: list[Path]) -> Iterator[Journey]:
    """Serve a delivery and open its page; nothing may be complained about, nothing may leave the machine."""
    services = open_services(projects, files)
    page.set_default_timeout(PATIENCE)
    page.add_init_script(f"({COUNTING})()")
    with serving.served(make_app(services).server) as address:
        journey = Journey(page, address)
        yield journey
        journey.ends()
    assert journey.foreign() == []
    assert journey.complaints == []


@pytest.fixture
def delivered(page: Page, shared_data: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Journey]:
    folder, patterns = DELIVERIES[request.param]
    files = [file for pattern in patterns for file in sorted((shared_data / folder).glob(pattern))]
    with walked(page, tmp_path, files) as journey:
        yield journey


def ranking(journey: Journey, first: int = 5) -> list[tuple[str, str]]:
    rows = journey.page.locator(".ranking-row").all()[:first]
    return [(row.locator(".ranking-name").inner_text(), row.locator(".ranking-value").inner_text()) for row in rows]


def drawn(journey: Journey) -> int:
    return len(journey.ids())


@pytest.mark.parametrize("delivered", ["berlin"], indirect=True)
def test_berlin_shows_447_of_448_quarters_and_its_highest_child_poverty_first(delivered: Journey) -> None:
    delivered.loads("/de/map?i=A2&y=2019")
    assert drawn(delivered) == 448
    assert [reason for reason in delivered.scene("column.reason") if reason == 3] == [3]
    values = delivered.scene("column.value")
    highest = max(value for value, rank in zip(values, delivered.scene("column.rank"), strict=True) if rank)
    name, value = ranking(delivered, 1)[0]
    assert value == f"{highest:.1f}\N{NO-BREAK SPACE}%".replace(".", ",")
    assert name == delivered.scene("geometry.names")[values.index(highest)]


@pytest.mark.parametrize("delivered", ["muenster"], indirect=True)
def test_muenster_ranks_unemployed_per_100_residents_as_published(delivered: Journey) -> None:
    delivered.loads("/de/map?i=arbeitslose-je-100-einwohner&y=2014")
    assert drawn(delivered) == 45
    assert ranking(delivered) == [
        ("Coerde", "6,6"),
        ("Kinderhaus-West", "5,6"),
        ("Berg Fidel", "5,4"),
        ("Angelmodde", "4,6"),
        ("Josef", "3,8"),
    ]
    published = [6.61, 5.62, 5.43, 4.64, 3.84]
    known = sorted((value for value in delivered.scene("column.value") if value is not None), reverse=True)[:5]
    assert [round(value, 2) for value in known] == published


@pytest.mark.parametrize("delivered", ["koeln"], indirect=True)
def test_koeln_lies_at_the_rhine_and_its_dissimilarity_is_the_published_one(delivered: Journey) -> None:
    delivered.loads("/de/map?i=F7&y=2012")
    assert drawn(delivered) == 86
    (south, west), (north, east) = delivered.scene("geometry.bounds")
    assert [round(edge, 3) for edge in (west, east, south, north)] == pytest.approx(
        [6.7725, 7.1620, 50.8304, 51.0850], abs=1e-3
    )
    delivered.tab("concentration")
    delivered.page.locator(".measures").wait_for()
    assert "22,4\N{NO-BREAK SPACE}%" in delivered.page.locator("#concentration-measures").inner_text()
    assert "0,31" in delivered.page.locator("#concentration-measures").inner_text()


@pytest.mark.parametrize("delivered", ["schweiz"], indirect=True)
def test_switzerland_shows_2324_municipalities_and_the_lowest_mean_income(delivered: Journey) -> None:
    delivered.loads("/de/map?i=mean")
    assert drawn(delivered) == 2324
    delivered.page.click("#ranking-lowest")
    delivered.page.wait_for_function("() => document.querySelector('.ranking-name').textContent === 'Bellwald'")
    assert ranking(delivered, 1)[0][1].startswith("16.603")


@pytest.mark.parametrize("delivered", ["flensburg"], indirect=True)
def test_flensburg_shows_13_districts_and_99341_residents(delivered: Journey) -> None:
    delivered.loads("/de/map?i=residents&y=2022")
    assert drawn(delivered) == 13
    assert sum(delivered.scene("column.value")) == 99341
