"""A refusal in one sentence: a small page for readers who came by an address, plain text for scripts."""

from html import escape

from flask import Response, jsonify, request

from callbacks.guard.shared.costly import UPLOADS
from callbacks.shared.services import texts_of
from texts import LANGUAGES, Texts

#: Where Dash asks its callbacks.
CALLBACKS = "/_dash-update-component"
#: Where ``assets/several.js`` sends what is asked in the same moment.
SEVERAL = f"{CALLBACKS}/several"
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:16px/1.5 Inter,system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.25rem;color:#1c2b3a}}
a{{color:#345588}}</style></head>
<body><main><h1>{title}</h1><p>{said}</p><p><a href="/{language}/start">{back}</a></p></main></body>
</html>
"""


def asked_texts() -> Texts:
    """Give the wording for the request under way: as its address says, else as its browser prefers."""
    first = request.path.strip("/").partition("/")[0]
    named = request.args.get("language") or (first if first in LANGUAGES else None)
    return texts_of(named or request.accept_languages.best_match(LANGUAGES))


def plain_answer(code: str, status: int, **found: object) -> Response:
    """Refuse the request under way.

    Parameters
    ----------
    code : str
        Key in ``texts/<language>/guard.json``.
    status : int
    **found
        Fills the text.
    """
    texts = asked_texts()
    return _plainly(texts, texts(f"guard.{code}", **found), status)


def no_room_answer(given: str) -> Response:
    """Refuse the request under way because the disk takes nothing more; to a script that sends files as JSON.

    Parameters
    ----------
    given : str
        What the system says.
    """
    texts = asked_texts()
    said = {part: texts(f"project_file.not_saved.{part}", given=given) for part in ("problem", "repair")}
    if request.path not in UPLOADS:
        return _plainly(texts, " ".join(said.values()), 507)
    response = jsonify(said)
    response.status_code = 507
    response.headers["Cache-Control"] = "no-store"
    return response


def _plainly(texts: Texts, said: str, status: int) -> Response:
    response = Response(said, status, mimetype="text/plain")
    if request.accept_mimetypes.best_match(("text/plain", "text/html")) == "text/html":
        words = {"title": texts("guard.title"), "said": said, "back": texts("guard.back")}
        page = _PAGE.format(language=texts.language, **{name: escape(text) for name, text in words.items()})
        response = Response(page, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
