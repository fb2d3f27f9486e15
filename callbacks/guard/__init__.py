"""The guard at the door: every request passes here before any part of the program sees it.

It asks for the host that is meant, the site it comes from, the length of its address, how often its client has asked
for what is costly, whether a callback could be asked like that by a page of ours, and whether what it says in JSON can
be written down.
"""

from collections.abc import Sequence

from dash import Dash
from flask import Response, request

from callbacks.guard import forged, halves, hosts, mishaps, rates, visitors
from callbacks.guard.shared.bodies import HOSTS, QUESTION, REFUSES_ITSELF, most_bytes
from callbacks.guard.shared.costly import UPLOADS
from callbacks.guard.shared.plain_answer import no_room_answer, plain_answer
from callbacks.shared.wsgi import NO_ROOM
from loading.ingest.limits import MEGA, Limits


def register(
    app: Dash,
    served: Sequence[str] = hosts.OWN_MACHINE,
    limits: Limits | None = None,
    *,
    for_visitors: bool = False,
) -> None:
    """Stand at the door; called before any other part asks to see a request.

    Parameters
    ----------
    app : Dash
    served : sequence of str
        Hosts that requests may name, see :func:`callbacks.guard.hosts.served_hosts`.
    limits : Limits, optional
        How long a question and an address may be, and how often something may be asked for; by default what is
        shipped. Addresses of this program stay below a third of that, whatever is selected.
    for_visitors : bool
        Whether those who come may only look.
    """
    allowed = limits or Limits()
    counts = rates.Rates(rates.rates_of(allowed))
    question = allowed.megabytes_per_question * MEGA
    app.server.config["MAX_CONTENT_LENGTH"] = question  # until something takes uploads
    app.server.config.update({QUESTION: question, HOSTS: tuple(served)})

    @app.server.before_request
    def admit() -> Response | None:
        if len(request.environ.get("PATH_INFO", "")) + len(request.query_string) > allowed.characters_per_address:
            return plain_answer("too_long", 414)
        if request.path not in UPLOADS:
            request.max_content_length = most = most_bytes(request.method, request.path, question, question)
            is_too_large = (request.content_length or 0) > most  # also where nobody would have read the body
            if is_too_large and request.path != REFUSES_ITSELF:
                return plain_answer("too_large", 413)
        closed = visitors.refusal() if for_visitors else None
        unkept = request.environ.get(NO_ROOM)
        full = no_room_answer(str(unkept)) if unkept else None
        return (
            hosts.refusal(served) or closed or full or rates.refusal(counts) or halves.refusal() or forged.refusal(app)
        )

    mishaps.register(app)
