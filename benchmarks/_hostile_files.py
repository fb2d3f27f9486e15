"""Files that cost their reader as much as the limits allow, and files that try to: made, and the same on every run."""

import json
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Make = Callable[[Path], None]


def tangled_map(path: Path) -> None:
    """A map of many outlines that cross themselves: each is looked at, mended and told."""
    chance = random.Random(1)  # noqa: S311 - the same on every run
    features = []
    for number in range(12_000):
        east, north = 6 + number % 120 / 100, 50 + number // 120 / 100
        ring = [[round(east + chance.random() / 100, 6), round(north + chance.random() / 100, 6)] for _ in range(24)]
        shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "properties": {"Nr": f"{number:05}"}, "geometry": shape})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def full_workbook(path: Path) -> None:
    """A workbook of nearly as many cells as are read, half of them texts."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(9_000):
            sheet.write_row(row, 0, [f"Süd {row} {column}" if column % 2 else row * column for column in range(100)])


def doubtful_table(path: Path) -> None:
    """A text table of nearly as many cells as are read, its numbers written in every way."""
    chance = random.Random(2)  # noqa: S311
    ways = ("{:d}", "{:.1f}", "1.{:03d}", "{:d} %", "({:d})", "–", "<{:d}", "{:d},5", "'{:d}", "k. A. {:d}")
    with path.open("w", encoding="cp1252") as stream:
        stream.write(";".join(f"Wert {column}" for column in range(60)) + "\n")
        for _ in range(15_000):
            stream.write(";".join(chance.choice(ways).format(chance.randrange(999)) for _ in range(60)) + "\n")


def deep_archive(path: Path) -> None:
    """An archive of as many tables as may be in one, each of them worth a look."""
    rows = "\n".join(f"{number:05};Süd {number};{number * 7};{number * 8}" for number in range(4_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(190):
            archive.writestr(f"tabelle_{number}.csv", f"Nr;Name;A 2023;B {number}\n{rows}\n")


def small_map() -> bytes:
    """A harmless map of hundred squares, so that tables are read at all."""
    features = []
    for number in range(100):
        east, north = 6 + number % 10 / 100, 50 + number // 10 / 100
        ring = [[east, north], [east + 0.01, north], [east + 0.01, north + 0.01], [east, north + 0.01], [east, north]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"Nr": f"{number:05}"}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


HOSTILE: Mapping[str, Make] = {
    "tangled.geojson": tangled_map,
    "full.xlsx": full_workbook,
    "doubtful.csv": doubtful_table,
    "deep.zip": deep_archive,
}
