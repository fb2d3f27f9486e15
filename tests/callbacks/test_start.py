"""The start page: three tiles."""

import pytest

from callbacks.start import layout
from loading.load import load_atlas
from sample_data import sample_files
from tests.callbacks.questions import attribute, having, of_kind, pieces, text
from tests.toytown import toytown
from texts import load_texts


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_tiles_lead_to_the_map_to_own_data_and_to_all_projects_in_the_language_of_the_page(language: str) -> None:
    tiles = of_kind(layout(load_texts(language), toytown()), "A")
    assert [attribute(tile, "href") for tile in tiles] == [
        f"/{language}/map?p=sample",
        f"/{language}/data",
        f"/{language}/projects",
    ]


def test_the_third_tile_waits_for_the_projects_of_this_browser() -> None:
    (tile,) = having(layout(load_texts("de"), toytown()), "is-open")
    assert {getattr(one, "id", None) for one in pieces(tile)} >= {"start-projects", "start-none"}
    assert (
        text(tile) == "Projekt öffnen Zuletzt in diesem Browser geöffnet: Noch keines. Alle Projekte auf diesem Rechner"
    )


def test_the_page_promises_that_files_stay_on_this_computer() -> None:
    assert "Ihre Dateien bleiben auf diesem Rechner." in text(layout(load_texts("de"), toytown()))


@pytest.mark.slow
def test_what_the_tile_says_of_the_sample_city_is_true() -> None:
    atlas = load_atlas(sample_files())
    assert "mit mehr als 30 Indikatoren und zehn Jahren" in text(layout(load_texts("de"), atlas))
    assert "with more than 30 indicators and ten years" in text(layout(load_texts("en"), atlas))
    assert len(atlas.indicators) > 30
    assert len(atlas.years) == 10
