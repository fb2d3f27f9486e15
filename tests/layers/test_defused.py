"""No cell of a CSV is taken for a formula, whichever separator a spreadsheet parts its lines by."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.defused import csv_line, defused

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
SEPARATORS = (",", ";", "\t")
UNSEEN = " \xa0\u3000\u200b\ufeff"
TEXT = st.text(st.sampled_from(SIGNS + ",;\t\"' \xa0\u200b\ufeff\r\n\x0b\x85\u2028\x00aB1|!"), max_size=12)
NUMBER = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False))
ROWS = st.lists(st.tuples(TEXT, st.lists(st.one_of(TEXT, NUMBER), max_size=4)), min_size=1, max_size=3)


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii() and cell == cell.strip()


def cells(written: str) -> list[str]:
    """Every cell that somebody may see: lines parted by each separator, with quotes and without."""
    found = []
    for separator in SEPARATORS:
        for skips in (False, True):
            parted = csv.reader(io.StringIO(written, newline=""), delimiter=separator, skipinitialspace=skips)
            found += [cell for row in parted for cell in row]
        found += [cell for line in written.splitlines() for cell in line.split(separator)]
    return [*found, *(cell.strip('"') for cell in found)]


@given(ROWS, st.sampled_from(",;"))
def test_no_cell_begins_like_a_formula_however_the_lines_are_parted(
    rows: list[tuple[str, list[object]]], separator: str
) -> None:
    written = "".join(f"{csv_line([first, *others], separator)}\r\n" for first, others in rows)
    assert [cell for cell in cells(written) if cell.lstrip(UNSEEN)[:1] in tuple(SIGNS) and not is_number(cell)] == []
    assert len(written.splitlines()) == len(rows)


@given(ROWS)
def test_numbers_stay_numbers_and_text_the_text_it_is_defused_to(rows: list[tuple[str, list[object]]]) -> None:
    written = "\n".join(csv_line([first, *others], ",") for first, others in rows)
    told = [
        [defused(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in (first, *others)]
        for first, others in rows
    ]
    assert list(csv.reader(io.StringIO(written, newline=""))) == told


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_defused_at_the_start_and_behind_whatever_may_part_a_cell(sign: str) -> None:
    assert defused(f"{sign}1+1") == f"'{sign}1+1"
    for before in ("Nord;", "Nord, ", 'Nord"', "Nord\t;", 'Nord;"'):
        assert f"'{sign}1" in defused(f"{before}{sign}1").replace("' ", "'")
    assert defused(f"Nord{sign}1") == f"Nord{sign}1"


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_line_break_within_a_name_begins_no_cell(line_break: str) -> None:
    assert csv_line([f"Alt{line_break}=1+1", -1.5], ",") == '"Alt =1+1",-1.5'


def test_a_number_is_written_without_quotes() -> None:
    assert csv_line(["006", -1.5, 1e-05, -3, True, None], ";") == '"006";-1.5;1e-05;-3;True;'
