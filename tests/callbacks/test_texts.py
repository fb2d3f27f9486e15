"""Wording and code in step: every key the page asks for exists, and every key that exists is asked for."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from analysis.classification import Note
from layers.palettes import PALETTES
from layers.view import SCHEMES
from loading.declaring.catalogue import catalogue
from loading.reasons import Reason
from tests.sources import TEXT_ENDINGS, own_files, parsed, place
from texts import LANGUAGES, load_texts

STEMS = (
    *("basemap", "chip", "choosing", "concentration", "dimensions", "export_menu", "findings_part", "frame"),
    *("indicators_list", "legend", "map", "palettes", "panel", "profile", "ranking", "reasons", "reasons_explained"),
    *("scatter", "schemes"),
    *("scatter_box", "search", "start", "table", "timelines", "years"),
)
SOURCES = [
    path
    for path in own_files(".py")
    if re.match(r"callbacks/|(?:layers|analysis)/findings/|layers/timelines\.py|app\.py", place(path))
]
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in own_files(".js"))
KEY = re.compile(rf"(?:{'|'.join(STEMS)})(?:\.[\w*]+)*")
PLURAL = {"one", "other"}
COUNTED = {"text", "counted"}  # of people, and of cases and things


def keys(entry: Any, key: str) -> Iterator[str]:
    """Every key that can be asked for; a text in singular and plural, of people and of things is one."""
    if isinstance(entry, Mapping) and set(entry) != PLURAL and not set(entry) <= COUNTED:
        for name, inner in entry.items():
            yield from keys(inner, f"{key}.{name}")
    else:
        yield key


def asked(path: Path) -> Iterator[str]:
    """Keys that stand in a module; a part that is filled in becomes a star."""
    for node in ast.walk(parsed(path)):
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        if "." in text and KEY.fullmatch(text) and Path(text).suffix not in TEXT_ENDINGS - {""}:
            yield text


def pattern(key: str) -> re.Pattern[str]:
    return re.compile(re.escape(key).replace(r"\*", r"[^.]+"))


KNOWN = [key for stem in STEMS for key in keys(load_texts("de").entry(stem), stem)]
ASKED = sorted({(key, place(path)) for path in SOURCES for key in asked(path)})


@pytest.mark.parametrize(("key", "where"), ASKED)
def test_every_key_the_page_asks_for_exists(key: str, where: str) -> None:
    whole = pattern(key)
    assert any(whole.fullmatch(known) or known.startswith(f"{key}.") for known in KNOWN), where


def test_no_wording_lies_unused() -> None:
    found = [pattern(key) for key, _ in ASKED]
    groups = {"frame.scripts", "legend.scripts", "table.grid"}
    assert groups <= {key for key, _ in ASKED}
    unused = [
        known
        for known in KNOWN
        if not any(one.fullmatch(known) for one in found) and not any(known.startswith(f"{one}.") for one in groups)
    ]
    assert not unused


def test_every_word_that_scripts_are_given_is_used_by_one() -> None:
    given = load_texts("de").entry("frame.scripts")
    built = {f"{level}_{number}" for level in ("chip", "district") for number in PLURAL}
    assert not [word for word in given if word not in built and not re.search(rf"words(\(\))?\.{word}\b", SCRIPTS)]
    assert "${level}_one" in SCRIPTS
    assert "${level}_other" in SCRIPTS


def test_every_word_that_the_legends_scripts_are_given_is_used_by_one() -> None:
    legend = "\n".join(path.read_text(encoding="utf-8") for path in own_files(".js") if path.stem.startswith("legend"))
    given = load_texts("de").entry("legend.scripts")
    assert not [word for word in given if not re.search(rf"words(\(\))?\.{word}\b|says\(\"{word}\"\)", legend)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_data_may_ask_for_has_a_word(language: str) -> None:
    texts = load_texts(language)
    assert set(texts.entry("schemes")) == set(SCHEMES)
    assert set(texts.entry("palettes")) == set(PALETTES)
    reasons = {one.label for one in Reason}
    assert set(texts.entry("reasons_explained")) == reasons
    assert set(texts.entry("reasons")) == reasons | {"rounded_zero"}  # see layers.told_protection.blank_told
    assert set(texts.entry("legend.notes")) == set(get_args(Note)) - {""}
    assert {indicator.dimension for indicator in catalogue()} <= set(texts.entry("dimensions"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_export_call_a_blank_by_the_same_name(language: str) -> None:
    texts = load_texts(language)
    assert texts.entry("reasons") == texts.entry("export.reasons")


def test_german_is_formal_and_names_no_place_a_problem() -> None:
    texts = " ".join(str(load_texts("de").entry(stem)) for stem in STEMS)
    assert not re.findall(r"\b(?:du|dein\w*|dich|dir|euch|euer)\b|Hotspot|Brennpunkt|Problem\w*viertel", texts)


def test_german_texts_are_written_with_umlauts() -> None:
    texts = " ".join(str(load_texts("de").entry(stem)) for stem in STEMS)
    assert not re.findall(r"\b(?:fuer|ueber\w*|waehl\w*|zurueck\w*|koenn\w*|groess\w*|hoech\w*)\b", texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_double_spaces_or_a_space_before_a_full_stop(language: str) -> None:
    texts = load_texts(language)
    entries = [(key, texts.entry(key)) for key in KNOWN]
    lines = [(key, text) for key, entry in entries for text in (entry.values() if isinstance(entry, dict) else [entry])]
    assert not [key for key, text in lines if re.search(r"  | [.,;](?!\.)|\s$|^\s", text)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('texts("legend.title")', ["legend.title"]),
        ('texts(f"legend.city.{kind}", value=1)', ["legend.city.*"]),
        ('texts.entry("table.grid")', ["table.grid"]),
        ('texts("intake.lead")\nfolder / "map.js"', []),
        ('f"{code}.text"', []),
    ],
)
def test_the_search_reads_keys_from_the_code(tmp_path: Path, source: str, found: list[str]) -> None:
    module = tmp_path / "module.py"
    module.write_text(source, encoding="utf-8")
    assert list(asked(module)) == found


def test_a_filled_in_part_stands_for_one_step_of_a_key() -> None:
    assert pattern("legend.city.*").fullmatch("legend.city.median")
    assert not any(pattern("legend.city.*").fullmatch(key) for key in ("legend.city", "legend.city.a.b", "legend.k"))
