"""The page on which a project is made public: rules chosen, their price seen, the proof run, a public project made."""

from dash import Dash
from dash.development.base_component import Component

from callbacks.publish import compare_routes, page, routes
from callbacks.shared.services import Services
from loading.atlas import Atlas
from texts import Texts


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page."""
    return page.layout(texts, atlas)


def register(app: Dash, services: Services) -> None:
    """Add the routes."""
    routes.register(app.server, services)
    compare_routes.register(app.server, services)
