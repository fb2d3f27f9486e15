"""The door: every delivery is recognised by content, or refused with one plain message."""

import gc
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from loading.files.opening import opened
from loading.maps.boundaries import read_boundaries
from tests.loading.made_files import (
    NAMES,
    PARTS,
    boundaries_in,
    degrees,
    feature,
    geojson,
    geopackage,
    opened_one,
    refusal,
    shapefile,
    zipped,
    zipped_shapefile,
)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write(0, 0, "Quartier")
    book.close()
    return path


def test_a_lone_shp_takes_its_parts_from_beside_it(tmp_path: Path) -> None:
    assert boundaries_in(shapefile(tmp_path / "Bezirke.shp")).columns["NR"] == ("01", "02", "03")


def test_parts_dropped_together_under_random_names_are_one_layer(tmp_path: Path) -> None:
    source = shapefile(tmp_path / "in" / "Bezirke.shp")
    names = {}
    for number, suffix in enumerate(reversed(PARTS)):
        upload = shutil.copyfile(source.with_suffix(suffix), tmp_path / f"upload-{number}")
        names[upload] = f"BEZIRKE{suffix.upper()}" if number % 2 else f"Bezirke{suffix}"
    (file,) = opened(list(names), names)
    assert file.format == "shapefile"
    assert file.name.lower() == "bezirke.shp"
    assert read_boundaries(file)[0].columns["NAME"] == NAMES["NAME"]


def test_sidecars_of_a_gis_are_no_reason_to_refuse(tmp_path: Path) -> None:
    source = shapefile(tmp_path / "Bezirke.shp")
    sidecar = written(tmp_path / "Bezirke.shp.xml", b"<metadata/>")
    paths = [source.with_suffix(suffix) for suffix in PARTS]
    assert [file.format for file in opened([*paths, sidecar])] == ["shapefile"]


def test_a_zip_may_hold_several_layers_in_folders_and_upper_case(tmp_path: Path) -> None:
    first, second = shapefile(tmp_path / "a.shp"), shapefile(tmp_path / "b.shp")
    members = {f"Daten\\tief/BEZIRKE{suffix.upper()}": first.with_suffix(suffix) for suffix in PARTS}
    members |= {f"Stadtteile{suffix}": second.with_suffix(suffix) for suffix in PARTS}
    members |= {"__MACOSX/._Stadtteile.shp": b"x", "Daten/.DS_Store": b"x"}
    files = opened([zipped(tmp_path / "stadt.zip", members)])
    assert [file.label for file in files] == ["stadt.zip / BEZIRKE", "stadt.zip / Stadtteile"]
    assert not files[0].findings
    assert [len(read_boundaries(file)[0].geometry) for file in files] == [3, 3]


def test_other_data_in_a_zip_are_handed_on_and_the_rest_is_named(tmp_path: Path) -> None:
    source = shapefile(tmp_path / "a.shp")
    members: dict[str, Path | bytes] = {f"a{suffix}": source.with_suffix(suffix) for suffix in PARTS}
    members |= {"zahlen.csv": b"nr;ew\n01;5\n", "liesmich.txt": b"Bitte lesen", "buch.xlsx": workbook(tmp_path / "b")}
    files = opened([zipped(tmp_path / "stadt.zip", members)])
    assert [file.format for file in files] == ["shapefile", "csv", "xlsx"]
    (finding,) = files[0].findings
    assert (finding.code, finding.values["examples"]) == ("opening.left_out", "liesmich.txt")


def test_umlauts_in_names_of_an_old_zip_are_read(tmp_path: Path) -> None:
    source = shapefile(tmp_path / "a.shp")
    path = zipped(tmp_path / "alt.zip", {f"G_rlitz{suffix}": source.with_suffix(suffix) for suffix in PARTS})
    path.write_bytes(path.read_bytes().replace(b"G_rlitz", "Görlitz".encode("cp850")))
    assert opened_one(path).layer == "Görlitz"


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"nr;ew\r\n01;5\r\n", "csv"), ("nr\tew\n01\t5\n".encode("utf-16"), "csv"), (b'{"type": "Feature"}', "geojson")],
)
def test_text_is_told_apart_by_content(tmp_path: Path, content: bytes, expected: str) -> None:
    assert opened_one(written(tmp_path / "daten.dat", content)).format == expected


def test_workbooks_are_tables_whatever_they_are_called(tmp_path: Path) -> None:
    ods = zipped(
        tmp_path / "b.zip", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}
    )
    files = opened([workbook(tmp_path / "a.zip"), ods])
    assert [(file.format, file.is_table) for file in files] == [("xlsx", True), ("ods", True)]


def test_a_geopackage_is_copied_before_it_is_opened(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    file = opened_one(path)
    assert file.format == "geopackage"
    assert file.path != path


def test_copies_vanish_with_the_last_opened_file(tmp_path: Path) -> None:
    file = opened_one(shapefile(tmp_path / "Bezirke.shp"))
    copy = file.path
    assert copy.exists()
    del file
    gc.collect()
    assert not copy.exists()


def test_a_folder_of_the_caller_keeps_its_copies(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "in" / "Bezirke.shp")
    (file,) = opened([path], folder=tmp_path / "out")
    copy = file.path
    del file
    gc.collect()
    assert copy.is_relative_to(tmp_path / "out")
    assert copy.exists()


@pytest.mark.parametrize("suffix", [".dbf", ".shx", ".prj"])
def test_a_shapefile_without_a_part_is_refused_by_the_name_of_the_part(tmp_path: Path, suffix: str) -> None:
    path = shapefile(tmp_path / "Bezirke.shp")
    path.with_suffix(suffix).unlink()
    error = refusal(path)
    assert error.problem == ("opening.missing_prj" if suffix == ".prj" else "opening.missing_part")
    assert error.found["missing"] == f"Bezirke{suffix}"


def test_the_same_holds_in_a_zip(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "Bezirke.shp")
    path.with_suffix(".dbf").unlink()
    error = refusal(zipped_shapefile(tmp_path / "stadt.zip", path))
    assert (error.problem, error.found["missing"]) == ("opening.missing_part", "Bezirke.dbf")
    assert error.found["file"] == "stadt.zip"


def test_without_a_prj_the_likely_systems_are_named_but_none_is_taken(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "Bezirke.shp")
    path.with_suffix(".prj").unlink()
    assert "EPSG:25832" in str(refusal(path).found["likely"])


def test_a_dbf_alone_is_no_table(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "Bezirke.shp").with_suffix(".dbf")
    assert refusal(path).problem == "opening.missing_shp"
    assert refusal(zipped(tmp_path / "a.zip", {"Bezirke.dbf": path})).problem == "opening.missing_shp"


def shortened_shp(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8])


def huge_shx(path: Path) -> None:
    index = path.with_suffix(".shx")
    raw = bytearray(index.read_bytes()) + bytes(8 * 10_000)
    raw[24:28] = struct.pack(">i", len(raw) // 2)
    index.write_bytes(raw)


def boastful_dbf(path: Path) -> None:
    table = path.with_suffix(".dbf")
    raw = bytearray(table.read_bytes())
    raw[4:8] = struct.pack("<I", 2**31)
    table.write_bytes(raw)


def other_content(path: Path) -> None:
    path.write_bytes(b"this is no shapefile at all, although it is called so" * 10)


@pytest.mark.parametrize("damage", [shortened_shp, huge_shx, boastful_dbf, other_content])
def test_a_part_whose_size_does_not_fit_its_header_is_refused(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = shapefile(tmp_path / "Bezirke.shp")
    damage(path)
    assert refusal(path).problem == "opening.damaged_part"


def test_a_geopackage_that_is_still_open_elsewhere_is_refused(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "stadt.gpkg")
    written(tmp_path / "stadt.gpkg-wal", b"changes")
    assert refusal(path).problem == "opening.geopackage_in_use"


def test_a_folder_and_a_missing_file_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "stadt.gdb").mkdir()
    assert refusal(tmp_path / "stadt.gdb").problem == "opening.folder"
    assert refusal(tmp_path / "nichts.csv").problem == "opening.not_found"


def test_two_parts_of_one_name_are_not_mixed(tmp_path: Path) -> None:
    first, second = shapefile(tmp_path / "a" / "Bezirke.shp"), shapefile(tmp_path / "b" / "Bezirke.shp")
    assert len(opened([first, second])) == 2
    assert refusal(first, second, names={first: "Bezirke.shp", second: "bezirke.SHP"}).problem == (
        "opening.same_name_twice"
    )


def test_a_zip_that_holds_another_map_format_names_it(tmp_path: Path) -> None:
    assert refusal(zipped(tmp_path / "a.kmz", {"doc.kml": b"<kml/>"})).found["format"] == "KMZ"
    assert refusal(zipped(tmp_path / "c.zip", {"doc.kml": b"<kml/>"})).found["format"] == "KML"
    assert refusal(zipped(tmp_path / "a.qgz", {"a.qgs": b"<qgis/>"})).problem == "opening.project"
    assert refusal(zipped(tmp_path / "b.zip", {"x.gdb/a0.gdbtable": b"x"})).found["format"] == "Esri File Geodatabase"


def test_a_zip_without_data_says_what_it_holds(tmp_path: Path) -> None:
    error = refusal(zipped(tmp_path / "a.zip", {"liesmich.txt": b"x"}))
    assert (error.problem, error.found["found"]) == ("opening.nothing_in_zip", "liesmich.txt")


@pytest.mark.parametrize("name", ["innen.zip", "innen.csv"])
def test_a_zip_in_a_zip_is_refused(tmp_path: Path, name: str) -> None:
    inner = zipped(tmp_path / "inner", {"a.csv": b"a;b"})
    assert refusal(zipped(tmp_path / "a.zip", {name: inner})).problem == "opening.zip_in_zip"


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    path = zipped_shapefile(tmp_path / "stadt.zip", shapefile(tmp_path / "a.shp"))
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path).problem == "opening.damaged_zip"


def test_an_unknown_compression_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n" * 50})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    raw[8:10] = raw[directory + 10 : directory + 12] = struct.pack("<H", 97)
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.damaged_zip"


def test_a_map_stays_where_it_is_and_is_read_from_there(tmp_path: Path) -> None:
    path = geojson(tmp_path / "stadt.geojson", [feature(degrees(), name="Mitte")])
    assert opened_one(path).path == path
