"""Under which names the program answers, and from whose pages it takes what changes something.

A page of another site that has its own name lead to this machine still sends that name: it is refused by it.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Response, request

from callbacks.guard.shared.plain_answer import plain_answer
from callbacks.shared.same_site import from_own_site

#: Stands for every address in numbers: no name can be made to lead there by somebody else.
IN_NUMBERS = "*"
OWN_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to
_READS = ("GET", "HEAD", "OPTIONS")


def served_hosts(host: str, further: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the hosts of a server: this machine's own, the served one, and those its administrator names.

    Parameters
    ----------
    host : str
        What the server listens on; where that is every address, the machine's name and addresses in numbers count.
    further : iterable of str
        For example the name under which a reverse proxy is known.

    Examples
    --------
    >>> served_hosts("planung.example.org", ["karte.example.org "])
    ('localhost', '127.0.0.1', '[::1]', 'planung.example.org', 'karte.example.org')
    """
    named = (IN_NUMBERS, socket.gethostname(), socket.getfqdn()) if host in _EVERYWHERE else (_bracketed(host),)
    return tuple(dict.fromkeys([*OWN_MACHINE, *named, *(one.strip() for one in further if one.strip())]))


def is_served(given: str, hosts: Iterable[str]) -> bool:
    """Tell whether a Host header names one of the hosts; its port does not matter.

    Examples
    --------
    >>> is_served("LOCALHOST:8050", OWN_MACHINE), is_served("evil.example", OWN_MACHINE), is_served("", OWN_MACHINE)
    (True, False, False)
    >>> is_served("10.1.2.3:80", ["*"]), is_served("10.1.2.3.evil.example", ["*"])
    (True, False)
    """
    name = _name(given)
    known = {one.lower() for one in hosts}
    return bool(name) and (name in known or (IN_NUMBERS in known and _is_number(name)))


def is_own_origin(origin: str, host: str) -> bool:
    """Tell whether an Origin header names the host that was asked; a proxy may have taken the usual port away.

    Examples
    --------
    >>> is_own_origin("https://planung.example.org", "planung.example.org:443"), is_own_origin("null", "localhost")
    (True, False)
    >>> is_own_origin("http://localhost:3000", "localhost:8050")
    False
    """
    try:
        parts = urlsplit(origin)
        usual = {"http": 80, "https": 443}[parts.scheme]
        asked = urlsplit(f"//{host}")
        own = asked.port or usual
        return bool(parts.hostname) and (parts.hostname, parts.port or usual) == (asked.hostname, own)
    except (KeyError, ValueError):
        return False


def refusal(hosts: Iterable[str]) -> Response | None:
    """Refuse the request under way where it names another host, or would change something for another site."""
    if not is_served(request.headers.get("Host", ""), hosts):
        return plain_answer("unknown_host", 400)
    if request.method in _READS:
        return None
    origin = request.headers.get("Origin")
    is_own = from_own_site() if origin is None else is_own_origin(origin, request.headers.get("Host", ""))
    return None if is_own and from_own_site() else plain_answer("foreign", 403)


def _name(given: str) -> str:
    try:
        return _bracketed(urlsplit(f"//{given}").hostname or "") if "@" not in given else ""
    except ValueError:
        return ""


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name and not name.startswith("[") else name.lower()


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
