"""Our own scripts and styles as one file each: a first page asks for two files instead of a hundred and fifty.

The address changes when one of the files does, so that browsers may keep them for ever. A new file is seen when the
program starts again, as with Dash's own listing.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Response

SCRIPTS, STYLES = "quartierblick.js", "quartierblick.css"
_TAG = re.compile(r'<(?:script src|link rel="stylesheet" href)="[^"]*/assets/[^"]+\?m=[^"]*">(?:</script>)?\n?')


def joined(files: Sequence[Path], separator: str = "\n") -> str:
    """Write files one after the other, each under its name.

    Parameters
    ----------
    files : sequence of Path
        UTF-8.
    separator : str
        What keeps the end of a file apart from the beginning of the next.
    """
    return separator.join(f"/* {one.name} */\n{one.read_text(encoding='utf-8')}" for one in files)


def version(files: Sequence[Path]) -> str:
    """Name the state of files: another one when a file is added, lost or written anew."""
    states = [f"{one} {one.stat().st_mtime_ns}" for one in files]
    return blake2b("\n".join(states).encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()


def instead(tags: str, address: str, form: str) -> str:
    r"""Put one tag in the place of the first of ours, and leave out the others.

    Parameters
    ----------
    tags : str
        As Dash writes them into the page's head.
    address : str
    form : str
        The tag, with ``{}`` for its address.

    Examples
    --------
    >>> ours = '<script src="/assets/a.js?m=1"></script>\n<script src="/assets/b.js?m=2"></script>\n'
    >>> instead('<script src="/x.js"></script>\n' + ours + '<script src="/y.js"></script>', "/all.js", "<{}>")
    '<script src="/x.js"></script>\n</all.js>\n<script src="/y.js"></script>'
    """
    places = iter([form.format(address) + "\n"])
    return _TAG.sub(lambda _: next(places, ""), tags)


class Bundle:
    """The two files of an app, and the tags that ask for them.

    Parameters
    ----------
    app : Dash
    """

    def __init__(self, app: Dash) -> None:
        self._app = app

    def scripts(self) -> list[Path]:
        """Give our scripts in the order in which they run."""
        return self._files(self._app.scripts.get_all_scripts())

    def styles(self) -> list[Path]:
        """Give our styles in the order in which they count."""
        return self._files(self._app.css.get_all_css())

    def script_tags(self, tags: str) -> str:
        """Rewrite the tags of the scripts."""
        return instead(tags, self._address(SCRIPTS, self.scripts()), '<script src="{}"></script>')

    def style_tags(self, tags: str) -> str:
        """Rewrite the tags of the styles."""
        return instead(tags, self._address(STYLES, self.styles()), '<link rel="stylesheet" href="{}">')

    def register(self) -> None:
        """Add the routes; they go before Dash's own for single files of ``assets/``."""
        for name, content, kind in (
            (SCRIPTS, lambda: joined(self.scripts(), "\n;\n"), "text/javascript"),
            (STYLES, lambda: joined(self.styles()), "text/css"),
        ):
            self._app.server.add_url_rule(f"/assets/{name}", name, _view(content, kind))

    def _files(self, resources: Sequence[Any]) -> list[Path]:
        folder = Path(self._app.config.assets_folder)
        return [folder / one["asset_path"] for one in resources if "asset_path" in one]

    def _address(self, name: str, files: Sequence[Path]) -> str:
        return f"{self._app.get_asset_url(name)}?m={version(files)}"


def _view(content: Callable[[], str], kind: str) -> Callable[[], Response]:
    return lambda: Response(content(), mimetype=kind)
