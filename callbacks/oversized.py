"""What is larger than the server takes in: refused in the words of the page it was sent by, its body left unread.

Waitress answers in English and in its own name as soon as it has read how much is coming. Here the program is asked
instead, with the length and without the body, and refuses it as it refuses what is a little too large. Whoever goes on
sending may find the connection closed before the answer is read.
"""

import io
from collections.abc import Mapping
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

from callbacks.shared.wsgi import doors


class _Unread(WSGITask):
    """A request that is answered by its head alone; the connection is closed behind the answer."""

    def execute(self) -> None:
        self.set_close_on_finish()
        super().execute()

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        most = self.channel.server.adj.max_request_body_size
        told = max(most, self.request.content_length)  # what comes in pieces has told no length
        return {**environ, "CONTENT_LENGTH": str(told), "wsgi.input": io.BytesIO()}


class _Channel(HTTPChannel):
    def send_continue(self) -> None:
        """Ask for no body that is refused already."""
        if self.request.error is None:
            super().send_continue()

    @staticmethod
    def error_task_class(channel: HTTPChannel, request: Any) -> Task:
        """Make the task that answers for what waitress has refused."""
        is_too_large = isinstance(request.error, RequestEntityTooLarge)
        return (_Unread if is_too_large else ErrorTask)(channel, request)


def refuse_in_words(sockets: Mapping[int, Any]) -> None:
    """Have a server ask the program how to refuse what is too large.

    Parameters
    ----------
    sockets : mapping
        Those of a server of waitress, as it was given them.
    """
    for listening in doors(sockets):
        listening.channel_class = _Channel
