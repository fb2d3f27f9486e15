"""Good small files of every format, of which mutants are made."""

import json
import zipfile
from pathlib import Path

from tests.loading.ingest.small_xls import write_xls
from tests.loading.made_files import degrees, feature, geojson, geopackage, shapefile, zipped_shapefile
from tests.loading.tables.binary_workbooks import xlsb

TABLE: list[list[str | float]] = [["Nr", "Name", "Arbeitslose 2023", "Arbeitslose 2024"]]
TABLE += [[f"0{row}", f"Süd {row}", row * 7, row * 8.5] for row in range(1, 9)]
KINDS = ("zip", "gpkg", "geojson", "xlsx", "xlsb", "xls", "ods", "csv", "tsv", "json")


def source(kind: str, folder: Path) -> Path:
    """A good small file of a format."""
    path = folder / f"source.{kind}"
    if kind == "zip":
        return zipped_shapefile(path, shapefile(folder / "source.shp"))
    if kind == "gpkg":
        return geopackage(path)
    if kind == "geojson":
        return geojson(path, [feature(degrees(number), Nr=f"0{number}", Name="Brück") for number in range(3)])
    if kind in ("csv", "tsv"):
        _text(path, ";" if kind == "csv" else "\t")
    elif kind == "json":
        path.write_text(json.dumps([dict(zip(TABLE[0], row, strict=True)) for row in TABLE[1:]]), encoding="utf-8")
    elif kind == "xlsx":
        _xlsx(path)
    elif kind == "xlsb":
        path.write_bytes(xlsb("Blatt", TABLE))
    elif kind == "ods":
        _ods(path)
    else:
        write_xls(path, TABLE)
    return path


def _text(path: Path, mark: str) -> None:
    path.write_text("\n".join(mark.join(map(str, row)) for row in TABLE), encoding="cp1252")


def _xlsx(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.save(path)


def _ods(path: Path) -> None:
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            if isinstance(value, str)
            else f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            for value in row
        )
        for row in TABLE
    ]
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    sheet = f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    body = f"<office:body>{sheet}</office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
