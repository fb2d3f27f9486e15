"""A hidden number is found on the sheet for the council: in its row, in its sentences, among the selected."""

import re
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pytest

from loading.atlas import Atlas
from tests.layers.council_sheet.made import made
from tests.layers.towns_with_clusters import planted_town
from tests.leaks.cells_of_sheets import sheet
from tests.leaks.hidden_numbers import Search, Secret
from tests.leaks.obtainable import Obtained
from tests.leaks.papers import pages
from tests.leaks.test_cells_of_slides import SECRET, renamed, without_east
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


@pytest.mark.parametrize(
    ("name", "selection"),
    [("Süd-Mitte-" * 6 + "Ost", ("03",)), ("Siedlung am alten Hafen mit dem Park, " * 4 + "Ost", ())],
    ids=["with hyphens", "on four lines"],
)
def test_it_is_found_in_its_row_though_its_name_breaks_there(name: str, selection: tuple[str, ...]) -> None:
    content = sheet_of(renamed(toytown(), name), selection)
    assert f"1 {name} 60,0" not in "".join(pages(content.content))
    told = [(cell.part, cell.said) for cell, _ in Places([SECRET], renamed(without_east(), name)).told(content)]
    assert {("rank", "1"), ("value", "60,0\N{NO-BREAK SPACE}% 56,9–63,0 600 von 1.000")} <= set(told)


def test_a_row_that_cannot_be_read_is_missed() -> None:
    places = Places([SECRET], renamed(without_east(), "Elsewhere"))
    with pytest.raises(AssertionError, match=re.escape(f"{WHERE}: [8, 0] rows were read of [9, 0]")):
        places([sheet_of(toytown())])


def test_rows_of_selected_areas_further_down_are_read_and_missed_too() -> None:
    town = planted_town()
    lowest = int(np.argmin(town.cubes["quarter"].value[:, 0, -1]))
    key = town.levels["quarter"].ids[lowest]
    asked = f"/export/de/pdf?p=planted&i=A1&y=2024&sel={key}"
    content = made(town, "de", (key,), i="A1", y="2024")
    told = [one[2] for one in sheet(Obtained(asked, content), town, "quarter", "A1", "de") if one[0] == lowest]
    assert {"value", "rank"} <= set(told)
    with pytest.raises(AssertionError, match=re.escape("[5, 1] rows were read of [5, 2]")):
        list(sheet(Obtained(f"{asked}~{town.levels['quarter'].ids[0]}", content), town, "quarter", "A1", "de"))


def test_a_long_number_is_found_in_the_compressed_text_of_a_page() -> None:
    atlas = toytown()
    rate = 100 * 2 / 547
    search = Search([Secret("quarter", "A1", 4, 1, rate, 2.0)], atlas)
    text = f"{rate:.6f}".replace(".", ",")
    planted = Obtained(WHERE, made(planted_in(atlas, text), "de", i="A1", y="2024"))
    assert text.encode() not in planted.content
    assert search([planted])
    assert not search([sheet_of(atlas)])
