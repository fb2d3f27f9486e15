"""The page for own data: files come in, what was recognised is shown and confirmed, the map opens."""

from dash import Dash, html
from dash.development.base_component import Component

from callbacks.shared.services import Services
from loading.atlas import Atlas
from texts import Texts


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page."""
    del texts, atlas
    return html.Main(id="main", className="intake")


def register(app: Dash, services: Services) -> None:
    """Wire the parts."""
    del app, services
