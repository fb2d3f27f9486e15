"""Deliveries on disk: no name becomes a path, no token leads elsewhere, nothing stays for ever."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.intake.shared.intakes import Intakes, Save, usable_name
from loading.errors import DataFileError


def saving(content: bytes) -> Save:
    return lambda path: path.write_bytes(content)


@pytest.fixture
def intakes(tmp_path: Path) -> Intakes:
    return Intakes(tmp_path / "intake", most_bytes=100)


@given(st.text(max_size=300))
def test_no_name_leads_out_of_a_folder(name: str) -> None:
    usable = usable_name(name)
    assert usable
    assert not set(usable) & set('/\\\0<>:"|?*')
    assert not usable.startswith(".")
    assert len(usable) <= 120


def test_a_long_name_keeps_its_ending() -> None:
    assert usable_name("x" * 400 + ".geojson").endswith("x.geojson")


def test_files_are_laid_out_under_their_names_for_a_while(intakes: Intakes) -> None:
    token = intakes.receive([("a/q.shp", saving(b"1")), ("q.dbf", saving(b"2")), ("b/q.shp", saving(b"3"))])
    with intakes.laid_out(token) as paths:
        assert [path.name for path in paths] == ["q.shp", "q.dbf", "q.shp"]
        assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3"]
        assert paths[2].parent.name == "2"
    assert not any(path.exists() for path in paths)
    assert list(intakes.files(token)) == ["q.shp", "q.dbf", "2/q.shp"]


@pytest.mark.parametrize("token", ["", "..", "0" * 31, "G" * 32, "0" * 32, "../" + "0" * 29])
def test_an_unknown_token_is_no_delivery(intakes: Intakes, token: str) -> None:
    with pytest.raises(KeyError):
        intakes.files(token)
    with pytest.raises(KeyError), intakes.laid_out(token):
        pass


def test_a_delivery_that_is_too_large_leaves_nothing_behind(intakes: Intakes, tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as refused:
        intakes.receive([("a.csv", saving(b"x" * 60)), ("b.csv", saving(b"x" * 60))])
    assert refused.value.problem == "intake.too_large"
    assert list((tmp_path / "intake").iterdir()) == []


def test_too_many_files_are_refused(intakes: Intakes) -> None:
    with pytest.raises(DataFileError) as refused:
        intakes.receive([(f"{number}.csv", saving(b"")) for number in range(201)])
    assert refused.value.problem == "intake.too_many_files"


def test_only_deliveries_older_than_a_day_are_swept_away(intakes: Intakes, tmp_path: Path) -> None:
    old, young = (intakes.receive([("a.csv", saving(b"1"))]) for _ in range(2))
    now = (tmp_path / "intake" / young).stat().st_mtime
    os.utime(tmp_path / "intake" / old, (now - 90_000, now - 90_000))
    intakes.sweep(now)
    assert [place.name for place in (tmp_path / "intake").iterdir()] == [young]
