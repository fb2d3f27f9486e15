"""Text files: encodings, delimiters, lines of unusual length."""

from pathlib import Path

import numpy as np
import pytest

from loading.errors import DataFileError
from loading.tables import read_tables
from tests.loading.tables.sheets import codes, csv_table

PLAIN = "Nr;Name;Zahl\n01;Köln;5\n02;Südstraße;6\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac_roman", "utf-16", "utf-16-le"])
def test_umlauts_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    table = csv_table(tmp_path, PLAIN, encoding=encoding)
    assert table.identifiers["Name"] == ("Köln", "Südstraße")
    assert table.identifiers["Nr"] == ("01", "02")
    assert table.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    table = csv_table(tmp_path, PLAIN.replace(";", delimiter))
    assert table.values[:, 0, 0].tolist() == [5.0, 6.0]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "Nr;Quote;Anteil\n01;1,5;2,5\n02;3,5;4,5\n03;5,5;6,5\n")
    assert table.values[:, :, 0].tolist() == [[1.5, 2.5], [3.5, 4.5], [5.5, 6.5]]


def test_a_line_that_names_the_delimiter_is_no_data(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "sep=;\nNr;Zahl\n01;5\n02;6\n")
    assert (table.identifiers["Nr"], table.first_rows) == (("01", "02"), (3, 4))


def test_lines_of_unusual_length_are_told_and_never_shifted(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "Nr;Name;Zahl\n01;A;5\n02;B\n03;C, D;6;7\n04;E;8\n")
    assert np.isnan(table.values[1:3, 0, 0]).all()
    assert table.values[[0, 3], 0, 0].tolist() == [5.0, 8.0]
    assert len(table.measures) == 1
    told = {finding.code: finding.values["lines"] for finding in table.findings}
    assert told == {"tables.long_lines": "4", "tables.short_lines": "3"}


def test_a_header_one_cell_short_is_moved_and_told(tmp_path: Path) -> None:
    table = csv_table(tmp_path, '"code","tds"\n"1","95AA",6.5\n"2","95BB",8.5\n"3","95CC",1.5\n')
    assert table.identifiers["code"] == ("95AA", "95BB", "95CC")
    assert "header_moved" in codes(table)


def test_null_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    table = csv_table(tmp_path, b"Nr;Zahl\n01;5\x00\n" + b"".join(b"%02d;7\n" % number for number in range(2, 40)))
    assert table.values[0, 0, 0] == 5.0
    assert "null_bytes" in codes(table)


def test_umlauts_encoded_twice_are_restored_and_told(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "Nr;Name;Zahl\n01;KÃ¶ln;5\n02;SÃ¼d;6\n")
    assert table.identifiers["Name"] == ("Köln", "Süd")
    assert "mojibake" in codes(table)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "tables.empty"),
        (b"\n \n\n", "tables.empty"),
        (b"Nr;Name;2014\n", "tables.header_only"),
        (b"Nr;Name\nA;B\nC;D\n", "tables.no_numbers"),
        (b"<html><table></table></html>", "tables.not_a_table"),
        (b'{"a": 1}', "tables.json_not_tabular"),
        (b"%PDF-1.7 ...", "tables.not_a_table"),
        (bytes(range(256)) * 20, "tables.not_a_table"),
        (b'Nr;Zahl\n"01;5\n02;6\n', "tables.broken_quotes"),
        (b"Nr;" + b";".join([b"1"] * 1200) + b"\n01;" + b";".join([b"1"] * 1200), "tables.too_many_columns"),
        (b"1;2;3;4\n" * 260_000, "tables.too_many_cells"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(DataFileError) as refused:
        read_tables(path, "Zahlen 2024.csv")
    assert refused.value.problem == problem
    assert refused.value.found["file"] == "Zahlen 2024.csv"
