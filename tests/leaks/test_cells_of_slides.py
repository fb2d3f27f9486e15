"""A hidden number is found on slides wherever it stands: on the map, in both charts, in their workbooks, in notes."""

from dataclasses import replace

import numpy as np
import pytest

from loading.atlas import Atlas
from loading.reasons import Reason
from tests.layers.slides.opened import made
from tests.leaks.cells_of_slides import slides
from tests.leaks.hidden_numbers import Secret
from tests.leaks.obtainable import Obtained
from tests.leaks.told_cells import Places
from tests.toytown import toytown

WHERE = "/export/de/pptx?p=toytown&i=A1&y=2024&level=quarter"
EAST, LATEST = 2, 1  # Süd-Ost, 600 of 1,000
SECRET = Secret("quarter", "A1", EAST, LATEST, 60.0, 600.0)


def without_east() -> Atlas:
    """Toytown as the public gets it: Süd-Ost of 2024 is suppressed."""
    town = toytown()
    cube = town.cubes["quarter"]
    value, numerator, reason = cube.value.copy(), cube.numerator.copy(), cube.reason.copy()
    value[EAST, 0, LATEST] = numerator[EAST, 0, LATEST] = np.nan
    reason[EAST, 0, LATEST] = Reason.SUPPRESSED
    hidden = replace(cube, value=value, numerator=numerator, reason=reason)
    return replace(town, project="published", cubes={**town.cubes, "quarter": hidden})


@pytest.mark.parametrize("selection", [(), ("03",)])
def test_a_hidden_number_is_found_in_every_part_of_slides(selection: tuple[str, ...]) -> None:
    open_town = Obtained(WHERE, made(toytown(), "de", selection, i="A1", y="2024"))
    found = [cell.part for cell, _ in Places([SECRET], without_east()).told(open_town)]
    # The map; the bars and the line, each in its workbook and as the chart remembers it.
    assert found.count("value") == 5
    assert {"value", "low", "rank", "sentence"} <= set(found)


@pytest.mark.parametrize("selection", [(), ("03", "01")])
def test_slides_of_what_is_published_tell_nothing_of_it(selection: tuple[str, ...]) -> None:
    published = Obtained(WHERE, made(without_east(), "de", selection, i="A1", y="2024"))
    places = Places([SECRET], without_east())
    assert places([published]) == []
    assert places.read > 0


def test_years_of_lines_are_told_apart() -> None:
    content = Obtained(WHERE, made(toytown(), "de", ["03"], i="A1", y="2024"))
    told = {(when, said) for area, when, part, said in slides(content, toytown(), "quarter", "A1", "de") if when}
    assert told == {(2023, 54.0), (2024, 60.0)}
