"""What a file refers to outside of itself: addresses it would fetch, programs it would start, by kind of file.

A kind that is not known here is refused: who adds one says how it can refer to others.
"""

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from tests.pdf_objects import pdf_objects

_FETCHED = {"src", "srcset", "data", "poster", "background", "action", "formaction", "manifest", "ping", "xlink:href"}
_ELSEWHERE = re.compile(r"(?:^|[\s,])((?:[a-z][a-z0-9+.-]*:)?//\S+)", re.IGNORECASE)
_WITHIN = re.compile(r"data:\S+")
_IN_STYLES = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)
_FETCHING_FORMULA = re.compile(r"\b(?:WEBSERVICE|HYPERLINK|IMAGE|RTD|DDE|IMPORT\w+|CALL|REGISTER)\s*\(", re.IGNORECASE)
_FETCHING_PART = re.compile(r"externalLinks/|connections\.xml|queryTables/|vbaProject|activeX/|webextensions/", re.I)
#: What an action of a document must not do; going to another of its own pages is none of it.
_LEAVING_ACTIONS = (
    *("/URI", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/JavaScript", "/Rendition", "/Movie"),
    *("/Sound", "/RichMediaExecute"),
)
#: Ends of names of files that hold text or numbers alone, read by nothing that would follow an address.
_DATA = ("csv", "toml", "json", "geojson", "txt", "shp", "shx", "dbf", "prj", "cpg")


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        fetched = [value for name, value in told.items() if name in _FETCHED]
        fetched += [told.get("href", "")] * (tag in ("link", "base", "image", "use"))
        fetched += [told.get("content", "")] * (told.get("http-equiv", "").lower() == "refresh")
        self.found += [address for value in fetched for address in _ELSEWHERE.findall(_WITHIN.sub("", value))]
        self.found += _IN_STYLES.findall(told.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += _IN_STYLES.findall(data)


def _of_page(content: bytes) -> Iterator[str]:
    """Whatever a page fetches by its markup and its styles; what its programs do a browser has to tell."""
    parser = _Addresses()
    parser.feed(content.decode("utf-8"))
    yield from parser.found


def _of_office(content: bytes) -> Iterator[str]:
    """Relationships to anything outside the package, formulas that fetch, parts that hold connections or programs."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if _FETCHING_PART.search(name):
                yield name
            if name.endswith(".rels"):
                for one in ElementTree.fromstring(package.read(name)):  # noqa: S314 - written by the product
                    if one.get("TargetMode") == "External":
                        yield f"{name}: {one.get('Target')}"
            elif name.endswith(".xml"):
                for one in ElementTree.fromstring(package.read(name)).iter():  # noqa: S314
                    if one.tag.rpartition("}")[2] == "f" and _FETCHING_FORMULA.search(one.text or ""):
                        yield f"{name}: {one.text}"
            elif PurePosixPath(name).suffix[1:] in _KINDS:
                yield from (f"{name}/{found}" for found in foreign(name, package.read(name)))


def _of_document(content: bytes) -> Iterator[str]:
    """Every action that leaves the document or runs something, streams and specifications of files elsewhere."""
    for one in pdf_objects(content):
        yield from _of_object(one)


def _of_object(one: Any) -> Iterator[str]:
    if isinstance(one, ArrayObject):
        for part in one:
            yield from _of_object(part)
    if not isinstance(one, DictionaryObject):
        return
    leaves = one.get("/S") in _LEAVING_ACTIONS or one.get("/FS") == "/URL" or bool({"/URI", "/JS", "/AA"} & set(one))
    is_elsewhere = one.get("/Type") in ("/Filespec", "/F") and "/EF" not in one
    if leaves or is_elsewhere or (isinstance(one, StreamObject) and "/F" in one):
        yield str(dict(one))
    for part in one.values():  # an object that is referred to is reached by its own number
        yield from _of_object(part)


def _of_geopackage(content: bytes) -> Iterator[str]:
    """Tables that tell a program what to load beside the data, and triggers."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    told = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    connection.close()
    for kind, name, sql in told:
        loads = name in ("qgis_projects", "layer_styles") or "load_extension" in (sql or "")
        if loads or kind == "view":
            yield f"{kind} {name}"


def _of_archive(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield from (f"{name}/{found}" for found in foreign(name, archive.read(name)))


_KINDS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "html": _of_page,
    "svg": _of_page,
    "xlsx": _of_office,
    "pptx": _of_office,
    "pdf": _of_document,
    "gpkg": _of_geopackage,
    "zip": _of_archive,
    **dict.fromkeys(_DATA, lambda _: iter(())),
}


def foreign(name: str, content: bytes) -> list[str]:
    """What a file refers to outside of itself.

    Parameters
    ----------
    name : str
        Its name, or only the end of it.
    content : bytes

    Returns
    -------
    list of str

    Raises
    ------
    KeyError
        Where nobody has said how such a file could refer to others.

    Examples
    --------
    >>> foreign("map.html", b"<p style='background: url(https://a.test/b.png)'>")
    ['https://a.test/b.png']
    """
    return list(_KINDS[name.rpartition(".")[2].lower()](content))
