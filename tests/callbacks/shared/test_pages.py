"""What a page consists of."""

from dash import html

from callbacks.shared.pages import Page
from tests.callbacks.questions import text
from tests.toytown import toytown
from texts import load_texts


def test_a_page_is_built_from_wording_and_atlas_and_adds_nothing_to_the_bar_by_itself() -> None:
    page = Page(lambda texts, atlas: html.Main(f"{texts.language} {atlas.title}"))
    assert text(page.layout(load_texts("en"), toytown())) == "en Toytown"
    assert page.actions(load_texts("en")) is None
