"""The page's head: our own files as two, and no script that the first map does not wait for.

The scripts of the charts and of the table are two thirds of all bytes. ``assets/later.js`` loads them: the charts'
library once the map stands, the table's when somebody opens it.
"""

import re
from pathlib import Path
from typing import Any

from dash import Dash

from callbacks.shared.bundle import Bundle

CHARTS = "vendor/plotly-cartesian.min.js"
_GRID = re.compile(r'<script src="([^"]*/dash_ag_grid/dash_ag_grid\.[^"]*)"></script>\n?')


class LeanDash(Dash):
    """A Dash app whose first page leaves out the scripts that come later, says where they are, and joins our own."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._bundle = Bundle(self)
        self._bundle.register()

    def interpolate_index(self, metas: str = "", css: str = "", scripts: str = "", **parts: str) -> str:  # type: ignore[override]
        """Fill the page's template; Dash asks for it, always by the names of all parts."""
        grid = _GRID.search(scripts)
        file = Path(self.config.assets_folder) / CHARTS
        addresses = {"charts": f"{self.get_asset_url(CHARTS)}?m={file.stat().st_mtime}"}
        if grid:
            addresses["grid"] = grid[1]
        named = [f'<meta name="later-{name}" content="{address}">' for name, address in addresses.items()]
        return str(
            super().interpolate_index(
                metas="\n".join([metas, *named]),
                css=self._bundle.style_tags(css),
                scripts=self._bundle.script_tags(_GRID.sub("", scripts)),
                **parts,
            )
        )
