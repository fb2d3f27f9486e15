"""The file that names base maps on other machines; a typo in it refuses to start, and is named.

One table per source, in TOML or JSON::

    [grau]
    name = {de = "Graue Karte", en = "Grey map"}
    kind = "wms"
    url = "https://karten.example.org/wms"
    layers = "grau"
    attribution = "© Landesvermessung"
"""

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast, get_args

from loading.basemaps.basemap import DEEPEST, NAME, Basemap
from loading.basemaps.service_address import AddressError, ServiceAddress, service_address
from loading.errors import DataFileError

ServiceKind = Literal["wms", "wmts", "xyz"]
_REQUIRED = ("name", "kind", "url", "attribution")
_OPTIONAL = ("max_zoom", "opacity")
_OF_A_WMS = ("layers", "format")
_FORMATS = ("image/png", "image/jpeg", "image/webp")
_LARGEST = 100_000
_LONGEST = 200


def read_configuration(path: Path) -> list[Basemap]:
    """Read and check all sources of a file.

    Parameters
    ----------
    path : Path
        ``.toml`` or ``.json``.

    Raises
    ------
    DataFileError
        If anything is unknown, missing, misspelt or out of range; names file, line, key and repair.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFileError(path, "basemaps.not_utf8") from error
    if len(text) > _LARGEST:
        raise DataFileError(path, "basemaps.not_readable", given=f"{len(text)} > {_LARGEST}")
    try:
        tables = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except ValueError as error:
        raise DataFileError(path, "basemaps.not_readable", given=str(error)) from error
    if not isinstance(tables, Mapping) or not tables:
        raise DataFileError(path, "basemaps.no_sources")
    return [_Source(path, text, source, entries).basemap() for source, entries in tables.items()]


def line_of(text: str, source: str, key: str) -> int:
    r"""Find the line, from 1, on which a key of a source stands; the source's own where the key is missing.

    Examples
    --------
    >>> line_of('[a]\nurl = "x"\n\n[b]\nurl = "y"\n', "b", "url")
    5
    """
    lines = text.splitlines()
    word = r'(?<![\w-])"?{}"?(?![\w-])'
    starts = [at for at, line in enumerate(lines) if re.match(rf"\s*[\[{{]*\s*{word.format(re.escape(source))}", line)]
    start = starts[0] if starts else 0
    for at, line in enumerate(lines[start:], start):
        if re.match(rf"[\s,{{]*{word.format(re.escape(key))}\s*[=:.]", line):
            return at + 1
    return start + 1


class _Source:
    """One table of the file while it is checked."""

    def __init__(self, path: Path, text: str, source: str, entries: object) -> None:
        self.path, self.text, self.source = path, text, source
        if not NAME.fullmatch(source):
            raise self.refused("source_name", source)
        if not isinstance(entries, Mapping):
            raise self.refused("not_a_table", source)
        self.entries = cast(Mapping[str, Any], entries)

    def refused(self, problem: str, key: str, **found: object) -> DataFileError:
        line = line_of(self.text, self.source, key)
        return DataFileError(
            self.path, f"basemaps.{problem}", source=self.source[:60], key=key[:60], line=line, **found
        )

    def basemap(self) -> Basemap:
        kind = cast(ServiceKind, self.one_of("kind", get_args(ServiceKind)))
        self.check_keys(kind)
        address = self.address(kind)
        return Basemap(
            name=self.source,
            titles=self.titles(),
            kind=kind,
            url=address.url,
            attribution=self.words("attribution", self.entries["attribution"]),
            host=address.host,
            origin=address.origin,
            layers=self.words("layers", self.entries["layers"]) if kind == "wms" else "",
            form=self.one_of("format", _FORMATS) if "format" in self.entries else _FORMATS[0],
            zooms=(0, int(self.number("max_zoom", 19, 1, DEEPEST, whole=True))),
            opacity=self.number("opacity", 1.0, 0.05, 1.0),
        )

    def check_keys(self, kind: ServiceKind) -> None:
        required = (*_REQUIRED, *(["layers"] if kind == "wms" else []))
        allowed = {*required, *_OPTIONAL, *(_OF_A_WMS if kind == "wms" else [])}
        for key in self.entries:
            if key not in allowed:
                raise self.refused("unknown_key", key, kind=kind, known=", ".join(sorted(allowed)))
        for key in required:
            if key not in self.entries:
                raise self.refused("missing_key", key)

    def address(self, kind: ServiceKind) -> ServiceAddress:
        try:
            return service_address(self.entries["url"], kind)
        except AddressError as error:
            raise self.refused(f"url_{error.reason}", "url", given=error.given) from error

    def titles(self) -> Mapping[str, str]:
        titles = self.entries["name"]
        if not isinstance(titles, Mapping) or set(titles) != {"de", "en"}:
            raise self.refused("title", "name")
        return {language: self.words("name", title) for language, title in titles.items()}

    def words(self, key: str, value: object) -> str:
        """Take a text of one line, without characters that nobody sees."""
        is_text = isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST
        if not is_text or any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in str(value)):
            raise self.refused("not_a_text", key, limit=_LONGEST)
        return str(value).strip()

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        if key not in self.entries:
            raise self.refused("missing_key", key)
        value = self.entries[key]
        if value not in known:
            raise self.refused("not_one_of", key, given=str(value)[:60], known=", ".join(known))
        return str(value)

    def number(self, key: str, default: float, least: float, most: float, *, whole: bool = False) -> float:
        value = self.entries.get(key, default)
        is_number = (
            isinstance(value, (int, float)) and not isinstance(value, bool) and (not whole or value == int(value))
        )
        if not is_number or not least <= value <= most:
            raise self.refused("not_in_range", key, given=str(value)[:60], least=str(least), most=str(most))
        return float(value)
