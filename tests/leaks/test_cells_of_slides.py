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


def renamed(atlas: Atlas, name: str) -> Atlas:
    """Call Süd-Ost otherwise."""
    quarters = atlas.levels["quarter"]
    names = (*quarters.names[:EAST], name, *quarters.names[EAST + 1 :])
    levels = {**atlas.levels, "quarter": replace(quarters, names=names)}
    return replace(atlas, project=f"{atlas.project}-renamed", levels=levels)


@pytest.mark.parametrize("selection", [(), ("03",)])
def test_a_hidden_number_is_found_in_every_part_of_slides(selection: tuple[str, ...]) -> None:
    open_town = Obtained(WHERE, made(toytown(), "de", selection, i="A1", y="2024"))
    found = [cell.part for cell, _ in Places([SECRET], without_east()).told(open_town)]
    # The map; the bars and the line, each in its workbook and as the chart remembers it.
    assert found.count("value") == 5
    assert {"value", "low", "rank", "sentence"} <= set(found)


@pytest.mark.parametrize("name", ["Siedlung am alten Hafen mit dem Park", "Großsiedlungserweiterungsgebiet"])
def test_it_is_found_in_charts_that_have_no_room_for_the_whole_name(name: str) -> None:
    content = made(renamed(toytown(), name), "de", ("03",), i="A1", y="2024")
    told = Places([SECRET], renamed(without_east(), name)).told(Obtained(WHERE, content))
    found = [cell.part for cell, _ in told]
    assert found.count("value") == 5
    assert found.count("rank") == 6


def test_numbers_of_nobody_knows_whom_are_no_silence() -> None:
    places = Places([SECRET], renamed(without_east(), "Elsewhere"))
    with pytest.raises(AssertionError, match=r"/export/de/pptx.*: a chart has numbers of '1  Süd-Ost'"):
        places([Obtained(WHERE, made(toytown(), "de", i="A1", y="2024"))])


def test_areas_that_are_called_alike_are_not_read_as_one_another() -> None:
    town = renamed(without_east(), toytown().levels["quarter"].names[0])
    with pytest.raises(AssertionError, match="called alike"):
        Places([SECRET], town)([Obtained(WHERE, made(town, "de", i="A1", y="2024"))])


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
