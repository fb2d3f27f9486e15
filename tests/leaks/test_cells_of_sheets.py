"""A hidden number is found on the sheet for the council: in its row, in its sentences, among the selected."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from loading.atlas import Atlas
from tests.layers.council_sheet.made import made
from tests.leaks.hidden_numbers import Search, Secret
from tests.leaks.obtainable import Obtained
from tests.leaks.test_cells_of_slides import SECRET, without_east
from tests.leaks.told_cells import Places
from tests.toytown import toytown

WHERE = "/export/de/pdf?p=toytown&i=A1&y=2024&level=quarter"


def planted_in(atlas: Atlas, text: str) -> Atlas:
    """Plant a text in the source of the indicator."""
    first = replace(atlas.indicators[0], source=text)
    return replace(atlas, project="sheet-with-a-source", indicators=(first, *atlas.indicators[1:]))


def sheet_of(atlas: Atlas, selection: Collection[str] = ()) -> Obtained:
    return Obtained(WHERE, made(atlas, "de", selection, i="A1", y="2024"))


def test_a_hidden_number_is_found_in_its_row_and_in_sentences() -> None:
    found = [cell.part for cell, _ in Places([SECRET], without_east()).told(sheet_of(toytown()))]
    assert {"value", "rank"} <= set(found)


@pytest.mark.parametrize("selection", [(), ("03", "01")])
def test_a_sheet_of_what_is_published_tells_nothing_of_it(selection: tuple[str, ...]) -> None:
    places = Places([SECRET], without_east())
    assert places([sheet_of(without_east(), selection)]) == []
    assert places.read > 0 or not selection


def test_a_long_number_is_found_in_the_compressed_text_of_a_page() -> None:
    atlas = toytown()
    rate = 100 * 2 / 547
    search = Search([Secret("quarter", "A1", 4, 1, rate, 2.0)], atlas)
    text = f"{rate:.6f}".replace(".", ",")
    planted = Obtained(WHERE, made(planted_in(atlas, text), "de", i="A1", y="2024"))
    assert text.encode() not in planted.content
    assert search([planted])
    assert not search([sheet_of(atlas)])
