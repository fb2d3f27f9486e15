"""Texts that nobody can write down: JSON may hold half of a pair of surrogates, which is no letter in any file.

Such a half would break whatever is made of the text, a title or a decision, long after the request. Here all JSON that
a browser sends is looked at, before any part of the program reads it.
"""

import json
import re

from flask import Response, request

from callbacks.guard.shared.costly import UPLOADS
from callbacks.guard.shared.plain_answer import plain_answer

# Where there can be one at all: an escape, its three bytes, or the zeros of the wider encodings that JSON may have.
_SUSPECT = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]|\0")


def has_half(body: bytes) -> bool:
    r"""Tell whether a text in JSON cannot be written down; not of what is no JSON at all.

    Examples
    --------
    >>> has_half(rb'{"title": "\ud800"}'), has_half(rb'{"title": "\ud83d\ude00"}'), has_half(b"{")
    (True, False, False)
    """
    if _SUSPECT.search(body) is None:
        return False
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except (ValueError, RecursionError):  # told where it is read
        return False
    return False


def refusal() -> Response | None:
    """Refuse the request under way where its JSON holds such a text."""
    if not request.is_json or request.path in UPLOADS:
        return None
    return plain_answer("malformed", 400) if has_half(request.get_data()) else None
