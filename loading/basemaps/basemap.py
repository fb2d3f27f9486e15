"""What is known of a base map before a single picture of it is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["file", "wms", "wmts", "xyz"]
Bounds = tuple[tuple[float, float], tuple[float, float]]
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
DEEPEST = 22


@dataclass(frozen=True)
class Basemap:
    """A source of map pictures in Web Mercator tiles of 256 pixels.

    Attributes
    ----------
    name : str
        Names it in addresses: small letters, digits, hyphens.
    titles : mapping of str to str
        What readers choose, by language.
    kind : {"file", "wms", "wmts", "xyz"}
        A file is served by this program; the others are services that the browser asks.
    url : str
        With ``{z}``, ``{x}`` and ``{y}``; of a WMS, the address before its parameters.
    attribution : str
        Plain text, shown on the map as text.
    host : str
        Machine that the browser asks, with its port where it is named; "" for a file.
    origin : str
        Scheme and host, as a content security policy names them; "" for a file.
    layers : str
        Of a WMS, separated by commas.
    form : str
        Media type of a WMS's pictures.
    zooms : tuple of int
        Lowest and highest zoom with pictures of their own.
    bounds : pair of (latitude, longitude) or None
        South-west and north-east corner of what a file holds.
    opacity : float
        With which the pictures are drawn, 0 to 1.
    path : Path or None
        Of a file.

    Examples
    --------
    >>> Basemap("grau", {"de": "Grau"}, "xyz", "https://a.de/{z}/{x}/{y}", "", "a.de", "https://a.de").is_external
    True
    """

    name: str
    titles: Mapping[str, str]
    kind: Kind
    url: str
    attribution: str
    host: str = ""
    origin: str = ""
    layers: str = ""
    form: str = "image/png"
    zooms: tuple[int, int] = (0, DEEPEST)
    bounds: Bounds | None = None
    opacity: float = 1.0
    path: Path | None = None

    @property
    def is_external(self) -> bool:
        """Whether showing it sends requests to another machine."""
        return self.kind != "file"

    def title(self, language: str) -> str:
        """Give the title in a language; another one where it is missing."""
        return self.titles.get(language) or next(iter(self.titles.values()))
