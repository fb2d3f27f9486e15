"""How the routes of publishing answer: a refusal is ``{"problem", "repair"}``; another site's request is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, jsonify, request

from analysis.protection import RulesError
from callbacks.shared.same_site import from_own_site
from callbacks.shared.services import texts_of
from loading.errors import DataFileError
from texts import Texts

Answer = Response | tuple[Response, int]


def answered(make: Callable[[Texts], Mapping[str, Any]]) -> Answer:
    """Answer a request, or say in plain words why not."""
    texts = texts_of(request.args.get("language"))
    if request.method != "GET" and not from_own_site():
        return jsonify(problem=texts("intake.foreign"), repair=""), 403
    try:
        response = jsonify(make(texts))
    except RulesError as error:
        return jsonify(problem=texts("publish.rules_error", field=error.field, possible=error.possible), repair=""), 400
    except DataFileError as error:
        said = {part: texts(f"{error.problem}.{part}", **error.found) for part in ("problem", "repair")}
        return jsonify(said), 409
    except (ChildProcessError, OSError):
        return jsonify(problem=texts("publish.broken"), repair=""), 500
    except KeyError:
        return jsonify(problem=texts("publish.gone"), repair=""), 404
    response.headers["Cache-Control"] = "no-store"
    return response
