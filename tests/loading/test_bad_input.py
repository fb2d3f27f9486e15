"""Files that cannot be used never give a traceback: each is refused with what was found and what to do."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from loading.errors import DataFileError
from loading.load import load_atlas
from tests.loading.made_files import feature, geojson, shapefile, zipped
from texts import LANGUAGES, load_texts

GOOD_TABLE = "Nr;Name;Arbeitslose\n01;Brück;31\n02;Süd;42\n03;Öst;53\n"


def good_map(folder: Path) -> Path:
    return shapefile(folder / "quartiere.shp")


def good_table(folder: Path, content: str = GOOD_TABLE) -> Path:
    path = folder / "arbeitslose_2024.csv"
    path.write_text(content, encoding="utf-8")
    return path


def without(suffix: str) -> Callable[[Path], list[Path]]:
    def made(folder: Path) -> list[Path]:
        path = good_map(folder)
        path.with_suffix(suffix).unlink()
        return [path, good_table(folder)]

    return made


def beside_map(name: str, content: bytes) -> Callable[[Path], list[Path]]:
    def made(folder: Path) -> list[Path]:
        (folder / name).write_bytes(content)
        return [good_map(folder), folder / name]

    return made


def archive(name: str, content: bytes) -> Callable[[Path], list[Path]]:
    return lambda folder: [zipped(folder / "karte.zip", {name: content}), good_table(folder)]


def only_map(folder: Path) -> list[Path]:
    return [good_map(folder)]


def only_table(folder: Path) -> list[Path]:
    return [good_table(folder)]


def strange_keys(folder: Path) -> list[Path]:
    return [good_map(folder), good_table(folder, "Nr;Arbeitslose\nX-7;31\nX-8;42\nX-9;53\n")]


def all_text(folder: Path) -> list[Path]:
    return [good_map(folder), good_table(folder, "Nr;Bemerkung\n01;viel\n02;wenig\n03;mittel\n")]


def points_only(folder: Path) -> list[Path]:
    points = [feature(shapely.Point(6.9 + number / 100, 50.9), NR=f"0{number}") for number in range(1, 4)]
    return [geojson(folder / "punkte.geojson", points), good_table(folder)]


def no_feature(folder: Path) -> list[Path]:
    return [geojson(folder / "leer.geojson", []), good_table(folder)]


def no_geometry(folder: Path) -> list[Path]:
    return [geojson(folder / "leer.geojson", [feature(None, NR="01"), feature(None, NR="02")]), good_table(folder)]


def password(folder: Path) -> list[Path]:
    path = folder / "geheim.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.csv", GOOD_TABLE)
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(raw))
    return [good_map(folder), path]


def lost(folder: Path) -> list[Path]:
    return [good_map(folder), folder / "fehlt.csv"]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(without(".dbf"), id="missing dbf"),
        pytest.param(without(".shx"), id="missing shx"),
        pytest.param(beside_map("leer.csv", b""), id="empty file"),
        pytest.param(beside_map("bild.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)), id="not a spreadsheet"),
        pytest.param(
            beside_map("brief.xlsx", b"Sehr geehrte Damen und Herren,\nanbei\n"), id="a letter as spreadsheet"
        ),
        pytest.param(beside_map("kaputt.xlsx", b"PK\x03\x04" + bytes(300)), id="broken workbook"),
        pytest.param(beside_map("brief.pdf", b"%PDF-1.7\n" + bytes(300)), id="a letter"),
        pytest.param(archive("../../etc/x.shp", b"x"), id="path trick"),
        pytest.param(archive("gross.csv", bytes(40_000_000)), id="absurd expansion"),
        pytest.param(password, id="password"),
        pytest.param(points_only, id="no polygons"),
        pytest.param(no_feature, id="no features"),
        pytest.param(no_geometry, id="no geometry"),
        pytest.param(strange_keys, id="no common key"),
        pytest.param(all_text, id="all values text"),
        pytest.param(only_map, id="no table"),
        pytest.param(only_table, id="no map"),
        pytest.param(lost, id="no such file"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_plain_message(
    tmp_path: Path, made: Callable[[Path], list[Path]]
) -> None:
    with pytest.raises(DataFileError) as refused:
        load_atlas(made(tmp_path))
    for language in LANGUAGES:
        texts = load_texts(language)
        for part in ("problem", "repair"):
            wording = texts(f"{refused.value.problem}.{part}", **refused.value.found)
            assert len(wording) > 10
            assert "{" not in wording
            assert str(tmp_path) not in wording


def test_good_files_are_not_refused(tmp_path: Path) -> None:
    atlas = load_atlas([good_map(tmp_path), good_table(tmp_path)])
    assert len(atlas.join.matched) == 3
    assert atlas.levels["quarter"].names == ("Brück", "Süd", "Öst")


def test_a_missing_prj_is_asked_for_or_found_out_but_never_silent(tmp_path: Path) -> None:
    path = good_map(tmp_path)
    path.with_suffix(".prj").unlink()
    try:
        told = [finding.code for finding in load_atlas([path, good_table(tmp_path)]).findings]
    except DataFileError as refused:
        told = [refused.problem]
    assert any("crs" in code or "prj" in code for code in told)


def test_keys_that_stand_twice_are_told_and_used_for_neither(tmp_path: Path) -> None:
    twice = "Nr;Arbeitslose\n01;31\n02;42\n02;43\n03;53\n"
    atlas = load_atlas([good_map(tmp_path), good_table(tmp_path, twice)])
    assert atlas.join.duplicates == ("02",)
    assert atlas.findings[0].severity == "error"


def test_a_text_named_like_a_workbook_and_a_map_without_shapes_are_called_what_they_are(tmp_path: Path) -> None:
    letter = beside_map("brief.xlsx", b"Sehr geehrte Damen und Herren,\nanbei\n")
    problems = []
    for made in (letter, no_geometry):
        with pytest.raises(DataFileError) as refused:
            load_atlas(made(tmp_path))
        problems.append(refused.value.problem)
    assert problems == ["opening.no_spreadsheet", "boundaries.no_geometry"]


def test_a_text_table_named_like_a_workbook_is_read(tmp_path: Path) -> None:
    table = tmp_path / "arbeitslose_2024.xls"
    table.write_text(GOOD_TABLE, encoding="utf-8")
    assert len(load_atlas([good_map(tmp_path), table]).join.matched) == 3
