"""What the measured pages have in common: their arguments, the script that drives them, the server."""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import waitress
from dash import Dash

DRIVERS = Path(__file__).parent / "drivers"
_FULL = "html, body, #react-entry-point, #_dash-app-content {height: 100%; margin: 0}"
_INDEX = """<!DOCTYPE html>
<html lang="de">
<head>{%metas%}<title>{%title%}</title>{%css%}<style>FULL</style></head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>""".replace("FULL", _FULL)


def arguments(*flags: str) -> argparse.Namespace:
    """Read the page's arguments: port, number of areas, number of maps, and flags of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--areas", type=int, required=True)
    parser.add_argument("--maps", type=int, default=1)
    for flag in flags:
        parser.add_argument(f"--{flag}", action="store_true")
    return parser.parse_args()


def index(drivers: Sequence[str], settings: Mapping[str, Any], template: str = _INDEX) -> str:
    """Put scripts into a page's template; they run after those of the components, before Dash draws.

    Parameters
    ----------
    drivers : sequence of str
        Names of files in ``drivers/``, without suffix; ``handles`` comes first by itself.
    settings : mapping
        What the scripts find in ``bench.settings``.
    template : str
    """
    first = f"window.bench = {{settings: {json.dumps(settings)}}};"
    scripts = [first, *((DRIVERS / f"{name}.js").read_text(encoding="utf-8") for name in ("handles", *drivers))]
    inline = "\n".join(f"<script>{script}</script>" for script in scripts)
    return template.replace("{%renderer%}", inline + "\n{%renderer%}")


def serve(app: Dash, port: int) -> None:
    """Serve a page until it is stopped; ``/processor`` says the seconds of processor this process has used."""
    app.server.add_url_rule("/processor", "processor", lambda: str(time.process_time()))
    waitress.serve(app.server, host="127.0.0.1", port=port, threads=4)


def place(maps: int) -> dict[str, str]:
    """Give the style of the element around the maps: 800 x 700 pixels for one, the whole window for four."""
    fixed = {"position": "fixed", "left": "0", "top": "0", "display": "grid"}
    if maps == 1:
        return {**fixed, "width": "800px", "height": "700px"}
    return {**fixed, "width": "100%", "height": "100%", "grid": "1fr 1fr / 1fr 1fr"}
