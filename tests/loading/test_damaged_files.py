"""Whatever bytes are changed, cut or added: a file is read or refused, and nothing else happens."""

import random
import shutil
from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.files.opening import opened
from loading.maps.places import read_places
from tests.loading.made_files import PARTS, degrees, feature, geojson, geopackage, shapefile, zipped_shapefile

MUTANTS = 12


def damaged(raw: bytes, chance: random.Random) -> bytes:
    result = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        place = chance.randrange(len(result))
        kind = chance.random()
        if kind < 0.6:
            result[place] = chance.randrange(256)
        elif kind < 0.75:
            del result[place : place + chance.randrange(1, 50)]
        elif kind < 0.9:
            result[place:place] = chance.randbytes(chance.randrange(1, 20))
        else:
            del result[place + 1 :]
        if not result:
            return b""
    return bytes(result)


def source(kind: str, folder: Path) -> Path:
    if kind == "gpkg":
        return geopackage(folder / "source.gpkg")
    if kind == "geojson":
        return geojson(folder / "source.geojson", [feature(degrees(number), name="Brück") for number in range(3)])
    layer = shapefile(folder / "source.shp")
    return zipped_shapefile(folder / "source.zip", layer, "sub/") if kind == "zip" else layer.with_suffix(f".{kind}")


def outcome(path: Path) -> str:
    try:
        for file in opened([path]):
            if not file.is_table:
                read_places(file)
    except DataFileError as error:
        return error.problem
    return "read"


@pytest.mark.parametrize("kind", ["zip", "gpkg", "geojson", "shp", "shx", "dbf", "prj"])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    original = source(kind, tmp_path)
    outcomes = set()
    for number in range(MUTANTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        for suffix in PARTS if f".{kind}" in PARTS else ():
            shutil.copyfile(original.with_suffix(suffix), folder / f"mutant{suffix}")
        mutant = folder / f"mutant.{kind}"
        mutant.write_bytes(damaged(original.read_bytes(), chance))
        outcomes.add(outcome(folder / "mutant.shp" if f".{kind}" in PARTS else mutant))
    assert outcomes - {"read"}
