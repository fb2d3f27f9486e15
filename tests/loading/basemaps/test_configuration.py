"""Base maps on other machines: what is right is read, what is misspelt is refused with file, line, key and repair."""

import json
from pathlib import Path
from typing import Any

import pytest

from loading.basemaps.configuration import line_of, read_configuration
from loading.errors import DataFileError
from tests.sources import ROOT
from texts import LANGUAGES, load_texts

GREY = """# Karten des Landes
[grau]
name = {de = "Graue Karte", en = "Grey map"}
kind = "wms"
url = "https://karten.example.org/wms?map=a"
layers = "web_grau"
attribution = "© Landesvermessung <b>2026</b>"
"""
TILES = {
    "name": {"de": "Luftbild", "en": "Aerial view"},
    "kind": "wmts",
    "url": "http://127.0.0.1:8099/{TileMatrix}/{TileRow}/{TileCol}.jpg",
    "attribution": "Vermessungsamt",
    "max_zoom": 18,
    "opacity": 0.8,
}


def toml(folder: Path, text: str) -> Path:
    path = folder / "basemaps.toml"
    path.write_text(text, encoding="utf-8")
    return path


def as_json(folder: Path, **entries: Any) -> Path:
    path = folder / "basemaps.json"
    path.write_text(json.dumps({"luft": {**TILES, **entries}}, indent=1), encoding="utf-8")
    return path


def refusal(path: Path) -> DataFileError:
    with pytest.raises(DataFileError) as refused:
        read_configuration(path)
    return refused.value


def test_a_wms_is_read_with_its_host_and_its_attribution_as_text(tmp_path: Path) -> None:
    (grey,) = read_configuration(toml(tmp_path, GREY))
    assert (grey.name, grey.kind, grey.layers, grey.form) == ("grau", "wms", "web_grau", "image/png")
    assert (grey.host, grey.origin) == ("karten.example.org", "https://karten.example.org")
    assert grey.attribution == "© Landesvermessung <b>2026</b>"
    assert grey.title("en") == "Grey map"
    assert grey.is_external


def test_json_says_the_same_as_toml(tmp_path: Path) -> None:
    (aerial,) = read_configuration(as_json(tmp_path))
    assert aerial.url == "http://127.0.0.1:8099/{z}/{y}/{x}.jpg"
    assert (aerial.host, aerial.zooms, aerial.opacity) == ("127.0.0.1:8099", (0, 18), 0.8)


@pytest.mark.parametrize(
    ("before", "after", "problem", "line"),
    [
        ("layers =", "layer =", "unknown_key", 6),
        ("kind =", "Kind =", "missing_key", 2),
        ('layers = "web_grau"\n', "", "missing_key", 2),
        ('kind = "wms"', 'kind = "wfs"', "not_one_of", 4),
        ('kind = "wms"', 'kind = "xyz"', "unknown_key", 6),
        ("https://karten", "htps://karten", "url_scheme", 5),
        ("https://karten", "https://user:secret@karten", "url_password", 5),
        ("?map=a", "?map=a&REQUEST=GetCapabilities", "url_parameters", 5),
        ("?map=a", "/{z}/{x}/{y}", "url_places_of_wms", 5),
        ("karten.example.org", "karten example.org", "url_letters", 5),
        ("karten.example.org", "*", "url_host", 5),
        ("karten.example.org", "karten.example.org:99999", "url_host", 5),
        (', en = "Grey map"', "", "title", 3),
        ('"Graue Karte"', '"Graue\\nKarte"', "not_a_text", 3),
        ('"Graue Karte"', '"Graue \u202eKarte"', "not_a_text", 3),
        ('"Graue Karte"', '""', "not_a_text", 3),
        ("[grau]", "[Grau]", "source_name", 2),
        ("[grau]", '["../grau"]', "source_name", 2),
    ],
)
def test_whatever_is_wrong_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, problem: str, line: int
) -> None:
    refused = refusal(toml(tmp_path, GREY.replace(before, after)))
    assert (refused.problem, refused.found["line"]) == (f"basemaps.{problem}", line)


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"opacity": 1.5}, "not_in_range"),
        ({"opacity": True}, "not_in_range"),
        ({"opacity": float("nan")}, "not_in_range"),
        ({"max_zoom": 18.5}, "not_in_range"),
        ({"max_zoom": "18"}, "not_in_range"),
        ({"layers": "a"}, "unknown_key"),
        ({"url": "https://a.example.org/{s}/{z}/{x}/{y}.png"}, "url_unknown_place"),
        ({"url": "https://a.example.org/{z}/{x}.png"}, "url_missing_place"),
        ({"url": 7}, "url_letters"),
        ({"url": "https://a.example.org; script-src *"}, "url_letters"),
        ({"url": "https://a.example.org;script-src/{z}/{x}/{y}"}, "url_host"),
        ({"attribution": ["x"]}, "not_a_text"),
        ({"attribution": "x" * 201}, "not_a_text"),
    ],
)
def test_values_that_make_no_sense_are_refused(tmp_path: Path, entries: dict[str, Any], problem: str) -> None:
    assert refusal(as_json(tmp_path, **entries)).problem == f"basemaps.{problem}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[grau\n", "not_readable"),
        ("", "no_sources"),
        ("grau = 1", "not_a_table"),
        ("# " + "x" * 100_001, "not_readable"),
    ],
)
def test_a_file_that_names_no_source_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    assert refusal(toml(tmp_path, text)).problem == f"basemaps.{problem}"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "basemaps.toml"
    path.write_bytes(GREY.encode("cp1252"))
    assert refusal(path).problem == "basemaps.not_utf8"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_worded_with_problem_and_repair(language: str) -> None:
    said = load_texts(language)
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "loading" / "basemaps").glob("*.py"))
    filled = {"file": "f", "line": 1, "source": "s", "key": "k", "given": "g", "known": "n", "kind": "wms"}
    for code in said.entry("basemaps"):
        assert f'"{code.removeprefix("url_")}"' in source or f'"basemaps.{code}"' in source
        for part in ("problem", "repair"):
            assert said(f"basemaps.{code}.{part}", **filled, limit=1, least="0", most="1")


def test_a_key_is_found_on_its_line_in_json_too() -> None:
    assert line_of('{\n "a": {\n  "url": 1\n },\n "b": {\n  "kind": 1,\n  "url": 2\n }\n}', "b", "url") == 7
