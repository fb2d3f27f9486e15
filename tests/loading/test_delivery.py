"""Files of one delivery are told apart: quarters, tables, places, water."""

from pathlib import Path

import pytest

from loading.delivery import read_delivery
from loading.errors import DataFileError
from tests.loading.made_files import degrees, feature, geojson

KEYS = ("01", "02", "03", "04")


def town(folder: Path) -> Path:
    return geojson(folder / "quartiere.geojson", [feature(degrees(n), NR=key) for n, key in enumerate(KEYS)])


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_a_list_of_places_is_no_table_of_quarters(tmp_path: Path) -> None:
    rows = "".join(f"{n};Kita {n};0{n % 4 + 1};6,9{n};50,905;{20 + n}\n" for n in range(1, 9))
    places = written(tmp_path / "kitas.csv", f"Nr;Name;Quartier;Länge;Breite;Plätze\n{rows}")
    numbers = written(tmp_path / "arbeitslose_2024.csv", "Nr;Arbeitslose\n01;31\n02;42\n03;53\n04;60\n")
    found = read_delivery([town(tmp_path), places, numbers])
    assert [table.file for table in found.tables] == ["arbeitslose_2024.csv"]
    assert len(found.facilities) == 8
    assert [note.name for note in found.files] == ["quartiere.geojson", "kitas.csv", "arbeitslose_2024.csv"]


def test_a_table_of_quarters_may_carry_coordinates(tmp_path: Path) -> None:
    rows = "".join(f"{key};6,9{n};50,905;{20 + n}\n" for n, key in enumerate(KEYS))
    found = read_delivery([town(tmp_path), written(tmp_path / "zahlen_2024.csv", f"Nr;Länge;Breite;Kinder\n{rows}")])
    assert found.facilities == ()
    assert found.tables[0].identifiers["Nr"] == KEYS


def test_a_map_without_numbers_and_tables_without_a_map_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"load\.no_numbers"):
        read_delivery([town(tmp_path)])
    numbers = written(tmp_path / "arbeitslose_2024.csv", "Nr;Arbeitslose\n01;31\n02;42\n")
    with pytest.raises(DataFileError, match=r"load\.no_boundaries"):
        read_delivery([numbers])


def test_a_table_that_cannot_be_used_is_told_where_another_one_can(tmp_path: Path) -> None:
    names = written(tmp_path / "namen.csv", "Nr;Name\n01;West\n02;Ost\n")
    numbers = written(tmp_path / "arbeitslose_2024.csv", "Nr;Arbeitslose\n01;31\n02;42\n03;53\n04;60\n")
    found = read_delivery([town(tmp_path), names, numbers])
    assert [table.file for table in found.tables] == ["arbeitslose_2024.csv"]
    assert [(one.severity, one.place, one.text_key) for one in found.findings] == [
        ("info", "namen.csv", "tables.no_numbers.problem")
    ]
    with pytest.raises(DataFileError, match=r"tables\.no_numbers"):
        read_delivery([town(tmp_path), names])
