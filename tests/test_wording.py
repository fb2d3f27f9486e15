"""German and English stand in step, and whatever the code says has a wording."""

import ast
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import pytest

from tests.sources import PRODUCT, ROOT, own_files, parsed, place
from texts import LANGUAGES, load_texts

ENTRIES = {"DataFileError": (1, ("problem", "repair")), "Finding": (2, ("text", "repair"))}
STEMS = {language: {path.stem for path in (ROOT / "texts" / language).glob("*.json")} for language in LANGUAGES}


def leaves(entry: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its key."""
    if isinstance(entry, Mapping):
        for name, inner in entry.items():
            yield from leaves(inner, f"{key}.{name}" if key else name)
    else:
        yield key, entry


def wording(language: str) -> dict[str, str]:
    texts = load_texts(language)
    return {key: text for stem in sorted(STEMS[language]) for key, text in leaves(texts.entry(stem), stem)}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes() -> Iterator[tuple[str, str]]:
    """Keys of wording that the code names in a DataFileError or a Finding, with their place."""
    for path in own_files(".py"):
        if place(path).partition("/")[0] not in PRODUCT:
            continue
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in ENTRIES:
                continue
            position, endings = ENTRIES[node.func.id]
            code = node.args[position] if len(node.args) > position else None
            if isinstance(code, ast.Constant):
                yield from ((f"{code.value}.{ending}", f"{place(path)}:{node.lineno}") for ending in endings)


def test_both_languages_have_the_same_files() -> None:
    assert STEMS["de"] == STEMS["en"]


@pytest.mark.parametrize("stem", sorted(STEMS["de"] & STEMS["en"]))
def test_both_languages_have_the_same_keys(stem: str) -> None:
    german, english = (dict(leaves(load_texts(language).entry(stem))) for language in ("de", "en"))
    assert german.keys() == english.keys()


@pytest.mark.parametrize("stem", sorted(STEMS["de"] & STEMS["en"]))
def test_both_languages_fill_the_same_fields(stem: str) -> None:
    german, english = (dict(leaves(load_texts(language).entry(stem))) for language in ("de", "en"))
    assert not [key for key in german.keys() & english.keys() if fields(german[key]) != fields(english[key])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_of_another_kind(language: str) -> None:
    assert not [key for key, text in wording(language).items() if not isinstance(text, str) or not text.strip()]


def test_german_never_brands_a_quarter() -> None:
    assert not [key for key, text in wording("de").items() if "hotspot" in text.lower() or "brennpunkt" in text.lower()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_and_finding_has_a_wording_and_a_repair(language: str) -> None:
    known = wording(language)
    assert not [f"{key} ({where})" for key, where in codes() if not {key, f"{key}.other"} & known.keys()]
