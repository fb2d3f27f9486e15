"""Headers of every answer: the page loads nothing from elsewhere, and nobody frames it."""

from dash import Dash
from flask import Response, request

_LONG = "public, max-age=31536000, immutable"


def policy(hashes: list[str]) -> str:
    """Write the content security policy; ``hashes`` allow the scripts that the page itself carries inline."""
    scripts = " ".join(["'self'", *hashes])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'"
    )


def register(app: Dash) -> None:
    """Add the headers; called last, when every inline script of the page is known."""
    content = policy(list(app.csp_hashes()))

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if request.path.startswith("/assets/") and request.args.get("m"):
            response.headers["Cache-Control"] = _LONG
        return response
