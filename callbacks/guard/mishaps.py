"""What happens to a request that cannot be answered: a plain sentence for its reader, kind and place for the log.

An error's own words quote names and numbers of the delivery, so they are neither shown nor written down.
"""

import logging

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from callbacks.guard.shared.plain_answer import CALLBACKS, no_room_answer, plain_answer
from loading.code_places import code_places
from loading.projects.unwritable import is_no_room

_LOG = logging.getLogger(__name__)
# What code of ours raises when it is given what no page of ours sends.
_OF_THE_QUESTION = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def register(app: Dash) -> None:
    """Answer for every error that nothing else has answered for."""

    @app.server.errorhandler(Exception)
    def plainly(error: Exception) -> Response | HTTPException:
        if isinstance(error, RequestEntityTooLarge):
            return plain_answer("too_large", 413)
        if isinstance(error, DependencyException):
            return plain_answer("malformed", 404)  # a script that Dash does not have
        if isinstance(error, HTTPException):
            return error
        if is_no_room(error):
            _LOG.error("%s %s: no room: %s", request.method, request.endpoint, code_places(error))
            return no_room_answer(getattr(error, "strerror", None) or "?")
        _LOG.error("%s %s: %s", request.method, request.endpoint, code_places(error))
        of_the_question = request.path == CALLBACKS and isinstance(error, _OF_THE_QUESTION)
        of_the_question = of_the_question or isinstance(error, RecursionError)  # brackets a thousand deep
        return plain_answer("malformed", 400) if of_the_question else plain_answer("unexpected", 500)
