"""The address of a map service: checked so strictly that its host may stand in the page's security policy."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_PLACES = {"z": "z", "x": "x", "y": "y", "-y": "-y", "tilematrix": "z", "tilecol": "x", "tilerow": "y"}
_PLACE = re.compile(r"\{([^{}]*)\}")
_PART = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_PART}(\.{_PART})*", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=%{}]+")
_ASKED_BY_US = {"request", "layers", "bbox", "width", "height", "srs", "crs", "format"}


class AddressError(ValueError):
    """An address that cannot be used.

    Attributes
    ----------
    reason : str
        Last part of the text's key, after ``basemaps.url_``.
    given : str
        The part that is wrong.
    """

    def __init__(self, reason: str, given: object = "") -> None:
        super().__init__(reason)
        self.reason, self.given = reason, str(given)[:80]


@dataclass(frozen=True)
class ServiceAddress:
    """A checked address: template, host with port, and origin."""

    url: str
    host: str
    origin: str


def service_address(url: object, kind: str) -> ServiceAddress:
    """Check an address and bring its places to ``{z}``, ``{x}``, ``{y}``.

    Parameters
    ----------
    url : object
        As it stands in the configuration.
    kind : {"wms", "wmts", "xyz"}

    Raises
    ------
    AddressError
        If it is no http address, names a password, has unknown or missing places, or for a WMS already
        says what the map itself has to ask.

    Examples
    --------
    >>> service_address("https://a.example.org/w/{TileMatrix}/{TileRow}/{TileCol}.png", "wmts")
    ServiceAddress(url='https://a.example.org/w/{z}/{y}/{x}.png', host='a.example.org', origin='https://a.example.org')
    """
    if not isinstance(url, str) or not _LETTERS.fullmatch(url):
        raise AddressError("letters", url)
    parts = _parts(url)
    if "@" in parts.netloc:
        raise AddressError("password")
    port = _port(parts)
    if not _HOST.fullmatch(parts.hostname or ""):
        raise AddressError("host", parts.netloc)
    host = f"{parts.hostname}{port}"
    rest = url.split("://", 1)[1][len(parts.netloc) :]
    checked = _wms(rest, parts) if kind == "wms" else _template(rest)
    origin = f"{parts.scheme}://{host}"
    return ServiceAddress(origin + checked, host, origin)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise AddressError("host", url) from error
    if parts.scheme not in ("http", "https"):
        raise AddressError("scheme", parts.scheme or url)
    return parts


def _port(parts: SplitResult) -> str:
    try:
        return "" if parts.port is None else f":{parts.port}"
    except ValueError as error:
        raise AddressError("host", parts.netloc) from error


def _wms(rest: str, parts: SplitResult) -> str:
    if _PLACE.search(rest) or "{" in rest or "}" in rest:
        raise AddressError("places_of_wms")
    asked = [name for name in re.findall(r"(?:^|&)([^=&]*)", parts.query) if name.lower() in _ASKED_BY_US]
    if asked:
        raise AddressError("parameters", ", ".join(asked))
    return rest


def _template(rest: str) -> str:
    named = _PLACE.findall(rest)
    unknown = [name for name in named if name.lower() not in _PLACES]
    if unknown:
        raise AddressError("unknown_place", "{" + unknown[0] + "}")
    places = [_PLACES[name.lower()].lstrip("-") for name in named]
    missing = [f"{{{place}}}" for place in "zxy" if place not in places]
    if missing:
        raise AddressError("missing_place", ", ".join(missing))
    return _PLACE.sub(lambda found: f"{{{_PLACES[found[1].lower()]}}}", rest)
