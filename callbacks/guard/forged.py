"""What a callback is asked is held against what its page can send, before the callback sees it.

Whoever writes requests by hand gets a plain 400; every value that arrives behind this has the shape its part expects.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Dash
from flask import Response, request

from callbacks.guard.shared.plain_answer import CALLBACKS, plain_answer

_LONGEST_WORD = 20_000
_MOST_IDS = 1_000_000
Holds = Callable[[Any], bool]


def _is_anything(value: Any) -> bool:
    """Hold for what has no shape declared yet; a test refuses that, and an error behind it is still a plain 400."""
    del value
    return True


def _is_word(value: Any) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST_WORD)


def _is_count(value: Any) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value is None or (is_number and math.isfinite(value))


def _is_ids(value: Any) -> bool:
    return value is None or (isinstance(value, list) and len(value) <= _MOST_IDS and all(map(_is_text, value)))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_word, value.values()))


def _is_page(value: Any) -> bool:
    """Language, page, project and query of the address: words."""
    if value is None or not isinstance(value, dict):
        return value is None
    return all(_is_word(one) or _is_texts(one) or isinstance(one, bool) or _is_count(one) for one in value.values())


def _is_answer(value: Any) -> bool:
    """What ``/answer/`` gave; parts read its project, language and question, and trust nothing else in it."""
    if value is None:
        return True
    named = isinstance(value, dict) and all(_is_text(value.get(name)) for name in ("project", "language"))
    return named and _is_texts(value.get("query"))


def _is_delivery(value: Any) -> bool:
    """A token and decisions; what is decided is checked where it is read, since it is also kept and sent again."""
    if value is None or value == {}:
        return True
    known = isinstance(value, dict) and _is_text(value.get("intake"))
    return known and isinstance(value.get("decisions") or {}, dict)


#: The shape of everything that a callback of the server reads, by id and property; a test names those missing.
SHAPES: Mapping[str, Holds] = {
    "address-page.data": _is_page,
    "address-selection.data": _is_ids,
    "choropleth.data": _is_answer,
    "intake-delivery.data": _is_delivery,
    "intake-go.n_clicks": _is_count,
    "intake-own.data": _is_count,
    "intake-title.placeholder": _is_word,
    "intake-title.value": _is_word,
    "panel-tabs.value": _is_word,
    "ranking-highest.n_clicks_timestamp": _is_count,
    "ranking-lowest.n_clicks_timestamp": _is_count,
    "table-wanted.data": lambda value: value is None or isinstance(value, bool),
    "types-asked.data": _is_word,
}


def is_asked_as_wired(app: Dash, body: Any) -> bool:
    """Tell whether a request to a callback is one that the page could have sent.

    Parameters
    ----------
    app : Dash
    body : Any
        Parsed JSON.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    wired = app.callback_map.get(body["output"])
    if wired is None or "callback" not in wired or not _outputs_fit(body):
        return False
    changed = body.get("changedPropIds", [])
    if not (isinstance(changed, list) and all(map(_is_text, changed))):
        return False
    return all(_parts_fit(body.get(kind, []), wired[kind]) for kind in ("inputs", "state"))


def _outputs_fit(body: Mapping[str, Any]) -> bool:
    """Hold the outputs that are asked for against the callback's name, which is made of them."""
    name, given = body["output"], body.get("outputs")
    listed = [given] if isinstance(given, dict) else given
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return False
    if isinstance(given, list) != name.startswith(".."):
        return False
    expected = name.removeprefix("..").removesuffix("..").split("...") if name.startswith("..") else [name]
    return [_named(one) for one in listed] == [one.partition("@")[0] for one in expected]


def _parts_fit(given: Any, wired: Sequence[Mapping[str, Any]]) -> bool:
    if not isinstance(given, list) or len(given) != len(wired):
        return False
    names = [f"{one['id']}.{one['property']}" for one in wired]
    return all(
        isinstance(one, dict) and _named(one) == name and SHAPES.get(name, _is_anything)(one.get("value"))
        for one, name in zip(given, names, strict=True)
    )


def _named(part: Mapping[str, Any]) -> str:
    return f"{part.get('id')}.{part.get('property')}"


def refusal(app: Dash) -> Response | None:
    """Refuse the request under way where it asks a callback what no page of ours can ask."""
    if request.path != CALLBACKS or request.method != "POST":
        return None
    fits = request.is_json and is_asked_as_wired(app, request.get_json(silent=True))
    return None if fits else plain_answer("malformed", 400)
