"""What explains the map: profile, time lines, exports."""

import re
from pathlib import Path

import numpy as np
import openpyxl
from playwright.sync_api import Browser, Download, expect

from tests.browser.journey import Journey
from tests.layers.slides.opened import book, every_shape, opened
from texts import load_texts


def test_a_link_opens_its_tab_and_the_profile_shows_the_quarter_selected_last(
    journey: Journey,
) -> None:
    page = journey.opens("/de/map?i=A1&y=2024&tab=profile&sel=0102~0101", i="A1").page
    expect(page.locator("#panel-tabs-tab-profile")).to_have_attribute("aria-selected", "true")
    at, column = journey.ids().index("0101"), journey.column()
    profile = page.locator("#profile-content")
    expect(profile.locator("h2").first).to_contain_text(journey.scene("geometry.names")[at])
    row = profile.locator("tr", has=page.locator(f"th:has-text('{journey.scene('answer.short')}')")).first
    expect(row).to_contain_text(f"{column['value'][at]:.1f}".replace(".", ","))
    expect(row).to_contain_text(f"{int(column['rank'][at])}.")
    page.keyboard.press("Escape")
    expect(profile).to_contain_text(load_texts("de")("profile.empty.quarter"))
    page.evaluate("window.quartierblick.address.go({i: 'A4'})")
    journey.shows(i="A4")
    journey.tab("finding")
    page.go_back()
    expect(page.locator("#panel-tabs-tab-profile")).to_have_attribute("aria-selected", "true")


def test_the_time_lines_name_the_selected_quarters(journey: Journey) -> None:
    page = journey.opens("/de/map?i=A1&y=2024", i="A1").page
    journey.tab("time")
    chart = page.locator("#timelines-chart")
    expect(chart.locator(".scatterlayer .trace").first).to_be_attached()
    before = chart.locator(".annotation-text").count()
    page.evaluate("window.quartierblick.selection.replace(['0101', '0102'])")
    expect(chart.locator(".annotation-text")).to_have_count(before + 2)
    names = dict(zip(journey.ids(), journey.scene("geometry.names"), strict=True))
    written = chart.locator(".annotation-text").all_text_contents()
    assert {names["0101"], names["0102"]} <= set(written)


def saved(taken: Download, folder: Path) -> Path:
    file = folder / taken.suggested_filename
    taken.save_as(file)
    return file


def test_the_saved_page_opens_without_a_network(journey: Journey, browser: Browser, tmp_path: Path) -> None:
    journey.opens("/de/map?i=C1&y=2020", i="C1", y="2020")
    file = saved(journey.takes("html"), tmp_path)
    alone = browser.new_context(offline=True)
    reader = alone.new_page()
    reader.goto(file.as_uri())
    expect(reader.locator("path.area")).to_have_count(90)
    expect(reader.locator("body")).to_contain_text("2020")
    alone.close()


def test_the_workbook_holds_the_numbers_on_the_screen(journey: Journey, tmp_path: Path) -> None:
    column = journey.opens("/de/map?i=A1&y=2024", i="A1", y="2024").column()
    file = saved(journey.takes("xlsx"), tmp_path)
    assert re.fullmatch(r"[a-z0-9-]+-a1-2024-intern\.xlsx", file.name)
    book = openpyxl.load_workbook(file, data_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert set(journey.scene("geometry.names")) <= cells
    numbers = {np.float32(cell) for cell in cells if isinstance(cell, (int, float))}
    known = {np.float32(value) for value in column["value"] if value is not None}
    assert len(known - numbers) == 0


def test_the_slides_show_every_area_on_the_screen(journey: Journey, tmp_path: Path) -> None:
    journey.opens("/de/map?i=A1&y=2024&sel=0102", i="A1", y="2024")
    file = saved(journey.takes("pptx"), tmp_path)
    assert re.fullmatch(r"[a-z0-9-]+-a1-2024-intern\.pptx", file.name)
    deck = opened(file.read_bytes())
    names = journey.scene("geometry.names")
    assert set(names) <= {shape.name for shape in every_shape(deck.slides[0].shapes)}
    assert book(deck.slides[2])[0][1:] == ("Stadt", names[journey.ids().index("0102")])
