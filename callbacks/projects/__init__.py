"""The page of the projects: opened, made, carried in and out, renamed, copied, removed and taken back."""

from dash import Dash
from dash.development.base_component import Component

from callbacks.projects import page, routes
from callbacks.shared.services import Services
from loading.atlas import Atlas
from texts import Texts


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page."""
    return page.layout(texts, atlas)


def register(app: Dash, services: Services) -> None:
    """Add the routes, and remove for good what has lain in the bin for a month."""
    services.named.sweep()
    routes.register(app.server, services)
