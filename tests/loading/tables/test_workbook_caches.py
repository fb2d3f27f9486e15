"""What a workbook holds and does not show: hidden sheets, rows behind pivot tables, cells of linked files."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from loading.delivery import read_delivery
from loading.errors import DataFileError
from tests.loading.ingest.mutant_sources import source
from tests.loading.made_files import shapefile as made_shapefile
from tests.loading.made_files import zipped_shapefile
from tests.loading.persons.made_persons import PERSONS

PERSONS_CACHED = (
    '<cacheFields count="2"><cacheField name="Vorname"><sharedItems><s v="Eva"/><s v="Ali"/><s v="Anna"/></sharedItems>'
    '</cacheField><cacheField name="Kinder"><sharedItems/></cacheField></cacheFields>'
)
CACHES = {
    "pivot": {
        "xl/pivotCache/pivotCacheDefinition1.xml": PERSONS_CACHED,
        "xl/pivotCache/pivotCacheRecords1.xml": '<r><x v="0"/><n v="3"/></r><r><x v="2"/><n v="1"/></r>',
    },
    "pivot without its rows": {"xl/pivotCache/pivotCacheDefinition1.xml": PERSONS_CACHED},
    "rows as they were typed": {
        "xl/pivotCache/pivotCacheDefinition2.xml": '<cacheField name="Vorname"/><cacheField name="Kinder"/>',
        "xl/pivotCache/pivotCacheRecords2.xml": '<r><s v="Eva"/><n v="3"/></r><r><s v="Ali"/><m/></r>',
    },
    "linked": {
        "xl/externalLinks/externalLink1.xml": "<sheetData>"
        + "".join(
            f'<row r="{number}"><cell r="B{number}" t="str"><v>{first}</v></cell>'
            f'<cell r="C{number}"><v>{last}</v></cell></row>'
            for number, (first, last) in enumerate(
                [("Vorname", "Nachname"), ("Eva", "Maier"), ("Ali", "Kaya"), ("Anna", "Kurz")], 1
            )
        )
        + "</sheetData>"
    },
}


def town_with(tmp_path: Path, parts: Mapping[str, str], hidden: Sequence[Sequence[object]] = ()) -> list[Path]:
    """A map, and a workbook of numbers with parts of its own beside them."""
    book = openpyxl.Workbook()
    for row in (("NR", "Kinder"), ("01", 31), ("02", 42), ("03", 53)):
        book.active.append(row)
    if hidden:
        sheet = book.create_sheet("Rohdaten")
        sheet.sheet_state = "hidden"
        for row in hidden:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, f"<all>{content}</all>")
    return [zipped_shapefile(tmp_path / "quartiere.zip", made_shapefile(tmp_path / "q.shp")), tmp_path / "a.xlsx"]


def test_a_hidden_sheet_is_looked_at_too(tmp_path: Path) -> None:
    columns = PERSONS["dates of birth"][0]
    rows = [tuple(columns), *zip(*columns.values(), strict=True)]
    with pytest.raises(DataFileError) as caught:
        read_delivery(town_with(tmp_path, {}, rows))
    assert caught.value.problem == "persons.birth_dates"
    assert "Rohdaten" in str(caught.value.found["place"])


@pytest.mark.parametrize("kind", CACHES)
def test_rows_behind_pivot_tables_and_links_are_looked_at_too(tmp_path: Path, kind: str) -> None:
    with pytest.raises(DataFileError) as caught:
        read_delivery(town_with(tmp_path, CACHES[kind]))
    assert caught.value.problem == "persons.names"
    assert str(caught.value.found["place"]).split(" \N{MIDDLE DOT} ")[1] in " ".join(CACHES[kind]) + " 1"


def test_what_is_behind_a_pivot_table_of_areas_is_told_of(tmp_path: Path) -> None:
    areas = {name: part.replace("Vorname", "Quartier") for name, part in CACHES["rows as they were typed"].items()}
    areas = {name: part.replace("Eva", "Nord").replace("Ali", "Süd") for name, part in areas.items()}
    assert "tables.pivot_rows" in {one.code for one in read_delivery(town_with(tmp_path, areas)).findings}


def test_a_register_behind_a_pivot_table_is_refused(tmp_path: Path) -> None:
    fields = "".join(f'<cacheField name="{name}"/>' for name in ("Aktenzeichen", "NR"))
    rows = "".join(f'<r><s v="A{number}"/><s v="0{number % 2 + 1}"/></r>' for number in range(8))
    parts = {"xl/pivotCache/pivotCacheDefinition1.xml": fields, "xl/pivotCache/pivotCacheRecords1.xml": rows}
    with pytest.raises(DataFileError) as caught:
        read_delivery(town_with(tmp_path, parts))
    assert caught.value.problem == "registers.with_others"


def test_what_no_table_can_be_read_from_is_looked_at_too(tmp_path: Path) -> None:
    quarters, numbers = town_with(tmp_path, {})
    book = openpyxl.Workbook()
    book.save(tmp_path / "leer.xlsx")
    with zipfile.ZipFile(tmp_path / "leer.xlsx", "a") as archive:
        for name, content in CACHES["pivot"].items():
            archive.writestr(name, f"<all>{content}</all>")
    with pytest.raises(DataFileError) as caught:
        read_delivery([quarters, numbers, tmp_path / "leer.xlsx"])
    assert caught.value.problem == "persons.names"


@pytest.mark.parametrize("kind", ["xlsb", "xls"])
def test_rows_behind_pivot_tables_that_cannot_be_looked_at_are_refused(tmp_path: Path, kind: str) -> None:
    quarters, numbers = town_with(tmp_path, {})
    path = source(kind, tmp_path)
    if kind == "xlsb":
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/pivotCache/pivotCacheRecords1.bin", b"-")
    else:
        path.write_bytes(path.read_bytes() + "_SX_DB_CUR".encode("utf-16-le"))
    with pytest.raises(DataFileError) as caught:
        read_delivery([quarters, numbers, path])
    assert caught.value.problem == "persons.unseen_rows"
