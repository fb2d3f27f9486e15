"""Headers of every answer: the page loads nothing from elsewhere, and nobody frames it.

A source of base maps that the administrator has configured is the one exception, and only for pictures.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from dash import Dash
from flask import Response, request

_LONG = "public, max-age=31536000, immutable"
_SHIPPED = ("/assets/", "/_dash-component-suites/")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def script_hash(script: str) -> str:
    """Name an inline script by its hash, as a policy allows it.

    Examples
    --------
    >>> script_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str], picture_origins: Iterable[str] = ()) -> str:
    """Write the content security policy.

    Parameters
    ----------
    hashes : iterable of str
        Allow the scripts that the page itself carries inline.
    picture_origins : iterable of str
        Scheme, host and port of configured base maps, checked when they were read.

    Examples
    --------
    >>> policy([], ["https://tiles.example.org"]).split("; ")[3]
    "img-src 'self' data: blob: https://tiles.example.org"
    """
    scripts = " ".join(["'self'", *hashes])
    pictures = " ".join(["'self' data: blob:", *sorted(set(picture_origins))])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src {pictures}; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )


def switch_off_tools(app: Dash) -> None:
    """Switch off what is there for developers, whatever the environment says: it shows code and contents of errors."""
    app.server.debug = False
    app.enable_dev_tools(
        debug=False,
        dev_tools_ui=False,
        dev_tools_props_check=False,
        dev_tools_serve_dev_bundles=False,
        dev_tools_hot_reload=False,
        dev_tools_silence_routes_logging=False,
        dev_tools_disable_version_check=True,
        dev_tools_prune_errors=False,
        dev_tools_validate_callbacks=False,
    )


def register(app: Dash, inline: Iterable[str] = (), picture_origins: Iterable[str] = ()) -> None:
    """Add the headers; called last, when every inline script of the page is known.

    Parameters
    ----------
    app : Dash
    inline : iterable of str
        Scripts in the page's template, beside those that Dash writes.
    picture_origins : iterable of str
    """
    content = policy([*app.csp_hashes(), *map(script_hash, inline)], picture_origins)

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content
        response.headers.update(_HEADERS)
        if request.path.startswith("/assets/") and request.args.get("m"):
            response.headers["Cache-Control"] = _LONG
        elif "Cache-Control" not in response.headers and not request.path.startswith(_SHIPPED):
            # Neither a proxy nor a browser's disk keeps what was answered about somebody's city.
            response.headers["Cache-Control"] = "no-store"
        return response
