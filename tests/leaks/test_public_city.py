"""Nothing that the public can obtain holds a hidden number; the same search finds them all over the app inside."""

import re
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from layers.container import read_container
from loading.reasons import Reason
from tests.leaks import obtainable
from tests.leaks.conftest import Served
from tests.leaks.hidden_numbers import Search, Secret, secrets, told_in_columns, touched
from tests.leaks.obtainable import Obtained, everything, logged
from tests.leaks.told_cells import Places

YEAR = 2024
#: Parts of the page and files that say something of single quarters.
SPEAKING = {
    *("table-grid", "ranking-content", "profile-content", "findings-content"),
    *("timelines-chart", "scatter-chart", "funnel-sentences", "clusters-chart"),
    *("/export/en/xlsx", "/export/en/html", "/export/en/pptx", "/export/en/pdf"),
}


@pytest.fixture(scope="module")
def hidden(inside: Served, public: Served) -> list[Secret]:
    found = secrets(inside.atlas, public.atlas)
    assert len(found) > 1000
    return found


def test_nothing_the_public_obtains_holds_a_hidden_number(public: Served, hidden: list[Secret]) -> None:
    with logged() as log:
        obtained = list(everything(public.client, public.atlas, touched(hidden, public.atlas)[:1]))
    obtained.append(Obtained("log", log.getvalue().encode()))
    assert len(obtained) > 2400
    assert told_in_columns(obtained, hidden, public.atlas.years) == []
    assert Search(hidden, public.atlas)(obtained) == []
    places = Places(hidden, public.atlas)
    assert places(obtained) == []
    assert places.read > 10_000


def test_the_public_file_holds_no_hidden_number(public: Served, public_file: Path, hidden: list[Secret]) -> None:
    assert Search(hidden, public.atlas)([Obtained("file", public_file.read_bytes())]) == []


def test_the_same_search_finds_them_inside(inside: Served, public: Served, hidden: list[Secret]) -> None:
    indicators = touched(hidden, public.atlas)
    client, atlas = inside.client, inside.atlas
    columns = list(obtainable.columns(client, replace(atlas, years=atlas.years[-1:])))
    assert len(told_in_columns(columns, hidden, atlas.years)) > 20
    forms = list(obtainable.forms(client, atlas, indicators[:1]))
    assert told_in_columns(forms, hidden, atlas.years)
    search = Search(hidden, public.atlas)
    assert search(obtainable.exports(client, atlas, indicators[0], YEAR))
    rate = next(iter(search.texts.values())).rate
    for planted in (f"ein Satz mit {rate:.5f} darin".replace(".", ",").encode(), b"\0" + struct.pack("<d", rate)):
        assert search([Obtained("planted", planted)])


def test_what_is_said_of_hidden_quarters_is_found_inside_wherever_it_stands(
    inside: Served, public: Served, hidden: list[Secret]
) -> None:
    indicator, places = touched(hidden, public.atlas)[0], Places(hidden, public.atlas)
    obtained = [
        *obtainable.parts(inside.client, inside.atlas, indicator, YEAR),
        *obtainable.files(inside.client, inside.atlas, indicator, YEAR),
    ]
    found = {re.split(r"[.?]", one.where)[0] for one in obtained for _ in places.told(one)}
    assert found == SPEAKING


def test_what_the_public_obtains_is_what_the_file_holds(public: Served) -> None:
    """The attack on the public file is therefore an attack on everything that is sent."""
    for one in obtainable.columns(public.client, public.atlas):
        if not one.where.endswith(".details"):
            continue
        _, _, _, level, indicator, name = one.where.split("/")
        at, year = public.atlas.indicator_position(indicator), public.atlas.year_position(int(name.split(".")[0]))
        cube = public.atlas.cubes[level]  # type: ignore[index]  # as the address names it
        _, sections = read_container(one.content)
        for part in ("numerator", "denominator"):
            if part in sections:
                told = getattr(cube, part)[:, at, year].astype(np.float32)
                np.testing.assert_array_equal(sections[part], told)


def test_hidden_numbers_say_suppressed_and_nothing_of_the_rule(public: Served, hidden: list[Secret]) -> None:
    reasons = {
        int(public.atlas.cubes[one.level].reason[one.area, public.atlas.indicator_position(one.indicator), one.year])  # type: ignore[index]
        for one in hidden
    }
    assert reasons == {Reason.SUPPRESSED}
