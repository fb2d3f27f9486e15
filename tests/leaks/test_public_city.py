"""Nothing that the public can obtain holds a hidden number; the same search finds them all over the app inside."""

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

YEAR = 2024


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
