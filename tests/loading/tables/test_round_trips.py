"""What was written from known numbers, keys and headers is read as the same numbers, keys and headers."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loading.choices.tables import TableChoice
from loading.flags import Flag
from loading.tables.characters import Characters
from loading.tables.grid import Cell, Grid
from loading.tables.keys import key_texts, split_keys
from loading.tables.numbers import number_column
from loading.tables.recognition import recognised

STYLES = {
    "German": (".", ","),
    "German, not to be broken": ("\u00a0", ","),
    "German, thin": ("\u202f", ","),
    "German, plain": ("", ","),
    "Swiss": ("'", "."),
    "Swiss, typographic": ("’", "."),
    "English": (",", "."),
    "English, plain": ("", "."),
}
DRESSES = {
    "{}": 0,
    "{}*": Flag.FOOTNOTE,
    "{}²": Flag.FOOTNOTE,
    "{} [1]": Flag.FOOTNOTE,
    "({})": Flag.LIMITED,
    "p {}": Flag.PROVISIONAL,
    "{}r": Flag.REVISED,
    "s{}": Flag.ESTIMATED,
    "{} %": 0,
    " {}\u00a0": 0,
}
CODES = (999, 9998, 9999, 8888, 99_999, 999_999, 9_999_999)
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202c"
BLANKS = " \t\u00a0\u2007\u2009\u202f\u3000"
TOPICS = ("Arbeitslose", "Leistungsberechtigte", "Alleinerziehende", "Wohngeldhaushalte", "Schulabgänge")
GROUPS = ("Männer", "Frauen", "Deutsche", "unter 25 Jahren", "65 und älter")
UNITS = ("Anzahl", "%", "EUR", "je 1.000 Einwohner")


def formatted(number: int, decimals: int, style: str) -> str:
    """A whole number of the last digit, written with marks."""
    thousands, mark = STYLES[style]
    text = f"{abs(number) / 10**decimals:,.{decimals}f}".replace(",", "\0").replace(".", mark).replace("\0", thousands)
    return f"-{text}" if number < 0 else text


@given(
    numbers=st.lists(st.integers(-30_000_000, 30_000_000).filter(lambda one: abs(one) not in CODES), min_size=1),
    decimals=st.sampled_from([0, 1, 2]),
    style=st.sampled_from(sorted(STYLES)),
    dresses=st.lists(st.sampled_from(sorted(DRESSES)), min_size=1, max_size=5),
)
@example(numbers=[1234, -1234], decimals=0, style="English", dresses=["{}"])
def test_numbers_of_every_style_are_read_as_they_were_meant(
    numbers: list[int], decimals: int, style: str, dresses: list[str]
) -> None:
    numbers = [number for number in numbers if abs(number) / 10**decimals not in CODES] or [17]
    worn = [dresses[position % len(dresses)] for position in range(len(numbers))]
    characters = Characters()
    cells = [
        characters.plain(dress.format(formatted(number, decimals, style))).strip()
        for number, dress in zip(numbers, worn, strict=True)
    ]
    column = number_column(cells, {})
    np.testing.assert_allclose(column.values, np.array(numbers) / 10**decimals, rtol=1e-12)
    marks = np.zeros(len(numbers)) if column.marks is None else column.marks
    assert marks.tolist() == [DRESSES[dress] for dress in worn]
    assert column.texts == 0


@given(st.text(st.characters(codec="utf-8"), max_size=12))
@example("1_000")
@example("१२")
@example("1e999")
def test_whatever_stands_in_a_cell_is_a_finite_number_or_blank_and_counted(text: str) -> None:
    cell = Characters().plain(text).strip()
    column = number_column([cell, "17"], {})
    assert np.isnan(column.values[0]) or np.isfinite(column.values[0])
    if np.isfinite(column.values[0]) and not column.signs:
        assert any("0" <= letter <= "9" for letter in cell)
        assert "_" not in cell
    elif cell:
        assert column.texts or column.signs or column.codes


def scattered(text: str, letters: list[str], places: list[int]) -> str:
    """A text with invisible letters at some of its places."""
    for letter, place in zip(letters, places, strict=False):
        place %= len(text) + 1
        text = text[:place] + letter + text[place:]
    return text


KEY = st.from_regex(r"[0-9]{1,12}|[A-Z]{1,3}[0-9]{1,5}|[0-9]{2}-[0-9]{2}", fullmatch=True)


@given(
    keys=st.lists(KEY, min_size=1, max_size=8),
    letters=st.lists(st.sampled_from(INVISIBLE), max_size=4),
    places=st.lists(st.integers(0, 20), min_size=4, max_size=4),
    before=st.text(BLANKS, max_size=3),
    behind=st.text(BLANKS, max_size=3),
)
def test_keys_are_found_among_blanks_and_invisible_letters(
    keys: list[str], letters: list[str], places: list[int], before: str, behind: str
) -> None:
    characters = Characters()
    written = [before + scattered(key, letters, places) + behind for key in keys]
    assert key_texts([characters.plain(text).strip() for text in written]) == tuple(keys)
    told = sum(int(str(finding.values["n"])) for finding in characters.findings("a.csv"))
    assert told == len(keys) * sum(letter != "\u00ad" for letter in letters)


@given(st.lists(st.integers(0, 2**50), min_size=1))
def test_whole_keys_lose_the_decimals_a_program_gave_them(keys: list[int]) -> None:
    expected = tuple(map(str, keys))
    assert key_texts([float(key) for key in keys]) == expected
    assert key_texts([f"{key}.0" for key in keys]) == expected


NAME = st.from_regex(r"[A-ZÄÖÜ][a-zäöüß]{2,9}(?:[ -](?:St\. )?[A-ZÄÖÜ][a-zäöüß]{2,9})?", fullmatch=True)


@given(
    st.lists(st.tuples(st.from_regex(r"[0-9]{2,8}", fullmatch=True), NAME), min_size=3, unique_by=lambda one: one[0])
)
def test_key_and_name_of_one_cell_are_taken_apart_in_both_orders(pairs: list[tuple[str, str]]) -> None:
    keys, names = zip(*pairs, strict=True)
    assert split_keys([f"{key} {name}" for key, name in pairs]) == (keys, names)
    assert split_keys([f"{name} ({key})" for key, name in pairs]) == (keys, names)


@dataclass(frozen=True)
class Structure:
    """A header as somebody meant it."""

    topics: tuple[str, ...]
    groups: tuple[str, ...]
    years: tuple[int, ...]
    units: tuple[str, ...]
    numbered: bool
    titles: int

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """Levels of every column of numbers, top first."""
        return [
            (topic, *((group,) if group else ()), *((str(year),) if year else ()), *((unit,) if unit else ()))
            for topic, unit in zip(self.topics, self.units or ("",) * len(self.topics), strict=True)
            for group in self.groups or ("",)
            for year in self.years or (0,)
        ]

    @property
    def measures(self) -> list[tuple[str, str | None]]:
        """Title and unit of every measure."""
        return [
            (" / ".join([topic, *([group] if group else [])]), unit or None)
            for topic, unit in zip(self.topics, self.units or ("",) * len(self.topics), strict=True)
            for group in self.groups or ("",)
        ]


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """Headers of one to five rows, with a row of column numbers or without."""
    topics = tuple(draw(st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True)))
    groups = tuple(draw(st.lists(st.sampled_from(GROUPS), max_size=3, unique=True)))
    years = tuple(sorted(draw(st.lists(st.integers(1990, 2030), max_size=3, unique=True))))
    units = tuple(draw(st.one_of(st.just([]), st.lists(st.sampled_from(UNITS), min_size=3, max_size=3))))
    return Structure(topics, groups, years, units[: len(topics)], draw(st.booleans()), draw(st.integers(0, 2)))


def grid_of(structure: Structure, merged: bool) -> tuple[Grid, np.ndarray]:
    """Lay a structure out as a sheet: titles, header, three quarters."""
    columns = structure.columns
    depth = len(columns[0])
    width = len(columns) + 1
    titles: list[list[Cell]] = [["Zahlen für Musterstadt", *[""] * (width - 1)], [""] * width][: structure.titles]
    header: list[list[Cell]] = [
        ["Nr" if level == 0 else "", *(each[level] for each in columns)] for level in range(depth)
    ]
    top = len(titles)
    spans = [(top, 0, top + depth - 1, 0)] if depth > 1 else []
    for level in range(min(depth, 2)):
        changes = [place for place, (a, b) in enumerate(pairwise(columns), 2) if a[: level + 1] != b[: level + 1]]
        for start, end in pairwise([1, *changes, width]):
            if end - start > 1 and level < depth - 1:
                spans.append((top + level, start, top + level, end - 1))
                header[level][start + 1 : end] = [""] * (end - start - 1)
    numbering: list[list[Cell]] = [[float(place) for place in range(1, width + 1)]] if structure.numbered else []
    numbers = np.arange(3 * (width - 1), dtype=float).reshape(3, width - 1) * 7 + 11.5
    body: list[list[Cell]] = [[f"{row:02d}", *cells] for row, cells in enumerate(numbers.tolist(), 1)]
    rows = (*titles, *header, *numbering, *body)
    lines = tuple(range(1, len(rows) + 1))
    return Grid("zahlen.xlsx", "Daten", "xlsx", None, rows, lines, tuple(spans) if merged else None), numbers


@settings(max_examples=150)
@given(structure=structures(), merged=st.booleans())
def test_a_header_of_known_structure_is_read_as_that_structure(structure: Structure, merged: bool) -> None:
    if structure.numbered and len(structure.columns) < 2:
        structure = replace(structure, numbered=False)
    grid, numbers = grid_of(structure, merged)
    table, _ = recognised(grid, {}, TableChoice("zahlen.xlsx", "Daten"))
    assert table is not None
    assert [(measure.title, measure.unit) for measure in table.measures] == structure.measures
    assert table.years == (structure.years or (0,))
    shape = (3, len(structure.measures), len(table.years))
    np.testing.assert_array_equal(table.values, numbers.reshape(shape))
    assert table.identifiers == {"Nr": ("01", "02", "03")}
