"""The guard at the door: every request passes here before any part of the program sees it.

It asks for the host that is meant, the site it comes from, the length of its address, how often its client has asked
for what is costly, and whether a callback could be asked like that by a page of ours.
"""

from collections.abc import Sequence

from dash import Dash
from flask import Response, request

from callbacks.guard import forged, hosts, mishaps, rates
from callbacks.guard.shared.plain_answer import plain_answer

#: Bytes of what is sent to a callback or as JSON; files may be as large as the limits of a delivery say.
_LONGEST_BODY = 16_000_000
_UPLOADS = ("/intake/files", "/projects/open")
#: Bytes of an address with its query. Addresses of this program stay below a third of it, whatever is selected.
LONGEST_ADDRESS = 32_000


def register(app: Dash, served: Sequence[str] = hosts.OWN_MACHINE, counted: rates.Rates | None = None) -> None:
    """Stand at the door; called before any other part asks to see a request.

    Parameters
    ----------
    app : Dash
    served : sequence of str
        Hosts that requests may name, see :func:`callbacks.guard.hosts.served_hosts`.
    counted : Rates, optional
        How often something may be asked for; by default what is shipped.
    """
    counts = counted or rates.Rates()

    @app.server.before_request
    def admit() -> Response | None:
        if len(request.environ.get("PATH_INFO", "")) + len(request.query_string) > LONGEST_ADDRESS:
            return plain_answer("too_long", 414)
        if request.path not in _UPLOADS:
            request.max_content_length = _LONGEST_BODY
        return hosts.refusal(served) or rates.refusal(counts) or forged.refusal(app)

    mishaps.register(app)
