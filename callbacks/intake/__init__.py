"""The page for own data: files come in, what was recognised is shown and confirmed, the map opens."""

from dash import Dash, html
from dash.development.base_component import Component

from callbacks.intake import confirm, doctor, loaded, recognised, upload
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.read import Section
from callbacks.shared.services import Services
from loading.atlas import Atlas
from texts import Texts

# The cards between the overview and the indicators, in their order; each is laid out anew after every decision.
PARTS: tuple[Section, ...] = (doctor.section,)


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page: what is loaded, the drop area, what is needed or was recognised, the last step."""
    return html.Main(
        [
            html.H1(texts("intake.heading")),
            html.P(texts("intake.lead"), className="lead"),
            loaded.layout(texts, atlas),
            upload.layout(texts),
            upload.steps(texts),
            recognised.layout(),
            confirm.layout(texts),
        ],
        id="main",
        className="intake",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the parts, and clear away what was delivered long ago."""
    intakes = Intakes(services.projects.folder / "intake")
    intakes.sweep()
    upload.register(app, services, intakes)
    recognised.register(app, intakes, PARTS)
    doctor.register(app, intakes)
    confirm.register(app, services, intakes)
