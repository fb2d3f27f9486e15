"""The page for own data: files come in, what was recognised is shown and confirmed, the map opens."""

import tempfile
from collections.abc import Collection
from pathlib import Path

from dash import Dash, html
from dash.development.base_component import Component

from callbacks.intake import (
    boundaries,
    checks,
    confirm,
    declare,
    doctor,
    kept,
    loaded,
    progress,
    recognised,
    tables,
    upload,
)
from callbacks.intake.shared.decisions_kept import DecisionsKept
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.layouts import layouts_of
from callbacks.intake.shared.read import Parts
from callbacks.shared.services import Services
from loading.atlas import Atlas
from loading.files.passing import sweep_passing
from loading.ingest.limits import configured_limits
from texts import Texts


def parts(services: Services) -> Parts:
    """Give the cards below the overview, in their order; each is laid out anew after every decision."""
    return {
        "join": doctor.section,
        "checks": checks.section,
        "boundaries": boundaries.section,
        "tables": tables.part(layouts_of(services)),
        "indicators": declare.section,
    }


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page: what is loaded, the drop area, what is needed or was recognised, the last step."""
    return html.Main(
        [
            html.H1(texts("intake.heading")),
            html.P(texts("intake.lead"), className="lead"),
            loaded.layout(texts, atlas),
            upload.layout(texts),
            kept.layout(texts),
            upload.steps(texts),
            progress.limits_card(texts, configured_limits()),
            recognised.layout(),
            confirm.layout(texts),
        ],
        id="main",
        className="intake",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the parts, and clear away what was delivered long ago."""
    intakes = Intakes(services.projects.folder / "intake", services.reader)
    intakes.sweep()
    sweep_passing(Path(tempfile.gettempdir()), ["quartierblick-"], whoever_made_it=False)
    services.projects.when_forgotten(lambda states: _forget(intakes, states))
    upload.register(app, services, intakes)
    kept.register(app.server, intakes)
    progress.register(app, intakes)
    recognised.register(app, intakes, parts(services))
    doctor.register(app, intakes)
    declare.register(app, intakes)
    confirm.register(app, services, intakes)


def _forget(intakes: Intakes, states: Collection[str]) -> None:
    """Remove the deliveries of states that are gone; one with further files is somebody's work and stays its day."""
    for token in DecisionsKept(intakes.folder).of_states(states):
        intakes.remove(token)
