"""A delivery that another process has read is the same delivery; an answer that was tampered with is none."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loading.choices.layers import LayerChoice
from loading.delivery import Delivery, read_delivery
from loading.errors import DataFileError
from loading.ingest.form import DamagedAnswerError
from loading.ingest.transport import ANSWER, read_answer, write_delivery, write_refusal
from loading.questions import OpenQuestion, Option
from sample_data import sample_files
from tests.loading.ingest.alike import differences
from tests.loading.made_files import degrees, feature, geojson, shapefile, zipped_shapefile

TABLE = "Nr;Name;Arbeitslose 2023;Arbeitslose 2024\n01;Brück;31;*\n02;Süd;42;0\n03;Öst;-;5,5\nGesamt;;73;5,5\n"


def made(folder: Path, kind: str) -> list[Path]:
    table = folder / "arbeitslose.csv"
    table.write_text(TABLE, encoding="cp1252")
    if kind == "geojson":
        bow_tie = {"type": "Polygon", "coordinates": [[[6.9, 50.9], [7, 51], [7, 50.9], [6.9, 51], [6.9, 50.9]]]}
        rows = [
            feature(degrees(0), Nr="01"),
            feature(bow_tie, Nr="02"),
            feature(None, Nr="03"),
            feature(degrees(3), Nr="4"),
        ]
        return [geojson(folder / "karte.geojson", rows), table]
    return [zipped_shapefile(folder / "karte.zip", shapefile(folder / "karte.shp")), table]


@pytest.fixture(scope="module")
def sample() -> Delivery:
    return read_delivery(list(sample_files()))


def test_the_sample_city_comes_back_equal_in_every_field(tmp_path: Path, sample: Delivery) -> None:
    write_delivery(sample, tmp_path)
    assert differences(read_answer(tmp_path), sample) == []


@pytest.mark.parametrize("kind", ["shapefile", "geojson"])
def test_made_files_come_back_equal_in_every_field(tmp_path: Path, kind: str) -> None:
    delivery = read_delivery(made(tmp_path, kind))
    folder = tmp_path / "answer"
    folder.mkdir()
    write_delivery(delivery, folder)
    assert differences(read_answer(folder), delivery) == []


def test_nobody_can_write_to_what_comes_back(tmp_path: Path, sample: Delivery) -> None:
    write_delivery(sample, tmp_path)
    found = read_answer(tmp_path)
    assert not found.tables[0].values.flags.writeable
    assert not found.layers[0].geometry.flags.writeable


def test_nothing_that_is_handed_over_is_pickled(tmp_path: Path, sample: Delivery) -> None:
    write_delivery(sample, tmp_path)
    json.loads((tmp_path / ANSWER).read_text(encoding="ascii"))
    kinds = [np.load(path, allow_pickle=False).dtype.kind for path in tmp_path.glob("*.npy")]
    assert kinds
    assert not set(kinds) & {"O", "V"}


def refused(folder: Path) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        read_answer(folder)
    return caught.value


def test_a_refusal_comes_back_with_all_that_was_found(tmp_path: Path) -> None:
    given = DataFileError("karte \ud800.zip", "opening.zip_bomb", megabytes=3000.5, file="innen.shp", found=(1, "2"))
    write_refusal(given, tmp_path)
    found = refused(tmp_path)
    assert type(found) is DataFileError
    assert (found.path, found.problem, dict(found.found), str(found)) == (
        given.path,
        given.problem,
        dict(given.found),
        str(given),
    )


def test_an_open_question_comes_back_with_its_answers(tmp_path: Path) -> None:
    option = Option("questions.crs", {"n": 1}, (LayerChoice("a.zip", crs="EPSG:25832"),), (("questions.fits", {}),))
    given = OpenQuestion("a.zip", "questions.which_crs", [option], LayerChoice("a.zip", "b"), bounds="1, 2")
    given.further = (OpenQuestion("c.zip", "questions.which_crs", [], LayerChoice("c.zip")),)
    write_refusal(given, tmp_path)
    found = refused(tmp_path)
    assert isinstance(found, OpenQuestion)
    assert (found.options, found.asked, dict(found.found)) == (given.options, given.asked, dict(given.found))
    assert [one.path for one in found.further] == ["c.zip"]


def changed(folder: Path, change: dict[str, Any]) -> None:
    path = folder / ANSWER
    answer = json.loads(path.read_text(encoding="ascii"))
    answer["delivery"].update(change)
    path.write_text(json.dumps(answer), encoding="ascii")


@pytest.mark.parametrize(
    "change",
    [
        {"layers": 1},
        {"files": [{"name": "a"}]},
        {"more": []},
        {"facilities": [{"name": 1, "kind": "", "longitude": 0, "latitude": 0, "capacity": 0}]},
        {"scenery": [{"name": "", "kind": "water", "geometry": "00"}]},
    ],
    ids=str,
)
def test_an_answer_of_another_shape_is_refused(tmp_path: Path, sample: Delivery, change: dict[str, Any]) -> None:
    write_delivery(sample, tmp_path)
    changed(tmp_path, change)
    with pytest.raises(DamagedAnswerError):
        read_answer(tmp_path)


def test_an_array_that_claims_more_than_it_holds_is_refused(tmp_path: Path, sample: Delivery) -> None:
    write_delivery(sample, tmp_path)
    for path in tmp_path.glob("*.npy"):
        raw = path.read_bytes()
        path.write_bytes(raw.replace(b"'shape': (", b"'shape': (9999999", 1).replace(b" " * 7, b"", 1))
    with pytest.raises(DamagedAnswerError):
        read_answer(tmp_path)


def test_pickled_arrays_are_refused(tmp_path: Path, sample: Delivery) -> None:
    write_delivery(sample, tmp_path)
    for path in tmp_path.glob("*.npy"):
        np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(DamagedAnswerError):
        read_answer(tmp_path)


def test_links_out_of_the_folder_are_refused(tmp_path: Path, sample: Delivery) -> None:
    folder, elsewhere = tmp_path / "answer", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    write_delivery(sample, elsewhere)
    for path in elsewhere.iterdir():
        (folder / path.name).symlink_to(path)
    with pytest.raises(DamagedAnswerError):
        read_answer(folder)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b'{"a": 1}', b"[" * 100_000, b"\xff", b"9" * 10_000])
def test_no_answer_at_all_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / ANSWER).write_bytes(raw)
    with pytest.raises(DamagedAnswerError):
        read_answer(tmp_path)


def test_a_missing_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedAnswerError):
        read_answer(tmp_path)
