"""How often one client may ask for what is costly: uploads, joins, exports, proofs of protection.

Nobody reaches these rates by hand; a script that does is told when it may go on. The reader's own machine is not
counted: what somebody does to the program on the own desk keeps nobody else waiting.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from flask import Response, request

from callbacks.guard.shared.costly import UPLOADS, joins_at, joins_for
from callbacks.guard.shared.plain_answer import CALLBACKS, plain_answer
from loading.ingest.limits import Limits

_MOST_CLIENTS = 10_000
_OWN_MACHINE = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class Rate:
    """How often something may be asked for: so many at once, and then so many in a minute."""

    at_once: int
    per_minute: int


def rates_of(limits: Limits) -> dict[str, Rate]:
    """Give how often each kind may be asked for.

    Examples
    --------
    >>> rates_of(Limits(exports_at_once=7))["exports"]
    Rate(at_once=7, per_minute=120)
    """
    return {
        "uploads": Rate(limits.uploads_at_once, limits.uploads_per_minute),
        "joins": Rate(limits.joins_at_once, limits.joins_per_minute),
        "exports": Rate(limits.exports_at_once, limits.exports_per_minute),
        "proofs": Rate(limits.proofs_at_once, limits.proofs_per_minute),
    }


class Rates:
    """Counts by client and kind, in memory and per process; the client unseen for longest is forgotten first.

    Parameters
    ----------
    rates : mapping of str to Rate
    clock : callable
        Seconds that never go back.

    Examples
    --------
    >>> now = iter([0, 0, 0, 30]).__next__
    >>> rates = Rates({"exports": Rate(at_once=2, per_minute=2)}, now)
    >>> [rates.wait("10.0.0.1", "exports") for _ in range(4)]
    [0, 0, 30, 0]
    """

    def __init__(self, rates: Mapping[str, Rate], clock: Callable[[], float] = time.monotonic) -> None:
        self._rates, self._clock = rates, clock
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str, kind: str) -> int:
        """Count one request; gives the seconds after which it may be asked again, 0 where it may be answered now."""
        rate, now = self._rates[kind], self._clock()
        with self._lock:
            left, since = self._left.pop((client, kind), (float(rate.at_once), now))
            left = min(float(rate.at_once), left + (now - since) * rate.per_minute / 60)
            granted = left >= 1
            self._left[client, kind] = (left - granted, now)
            while len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return 0 if granted else max(1, ceil((1 - left) * 60 / rate.per_minute))


def kind_asked() -> str:
    """Name what the request under way is counted as; empty for everything that is quickly answered."""
    path = request.path
    if path.startswith("/export/"):
        return "exports"
    if request.method != "POST":
        return ""
    if path in UPLOADS:
        return "uploads"
    if path.startswith("/publish/") and path.endswith("/proof"):
        return "proofs"
    if joins_at(path):
        return "joins"
    asked = request.get_json(silent=True) if path == CALLBACKS else None
    output = str(asked.get("output")) if isinstance(asked, dict) else ""
    return "joins" if joins_for(output) else ""


def refusal(rates: Rates) -> Response | None:
    """Refuse the request under way where its client has asked too often."""
    kind = "" if request.remote_addr in _OWN_MACHINE else kind_asked()
    seconds = rates.wait(str(request.remote_addr), kind) if kind else 0
    if not seconds:
        return None
    response = plain_answer("too_often", 429, n=seconds)
    response.headers["Retry-After"] = str(seconds)
    return response
