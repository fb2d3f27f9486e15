"""Refusals in plain words: what was found, where, how to repair it; never a traceback."""

import logging

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import icon
from loading.code_places import code_places
from loading.errors import DataFileError, Finding
from texts import Texts

_LOG = logging.getLogger(__name__)


def refused(texts: Texts, error: Exception) -> tuple[str, str]:
    """Word an error as problem and repair.

    Parameters
    ----------
    texts : Texts
    error : Exception
        Of everything but a DataFileError kind and place are written to the log; it gets a general wording.
    """
    if isinstance(error, DataFileError):
        try:
            return texts(f"{error.problem}.problem", **error.found), texts(f"{error.problem}.repair", **error.found)
        except KeyError:
            _LOG.warning("no wording for %s", error.problem)
    elif isinstance(error, KeyError):
        return texts("intake.gone.problem"), texts("intake.gone.repair")
    _LOG.error("a delivery could not be read: %s", code_places(error))
    return texts("intake.unexpected.problem"), texts("intake.unexpected.repair")


def worded(texts: Texts, finding: Finding) -> tuple[str, str]:
    """Word a finding as text and repair; one without wording keeps its code, since nothing may be lost."""
    try:
        return texts(finding.text_key, **finding.values), texts(finding.repair_key, **finding.values)
    except KeyError:
        _LOG.warning("no wording for %s", finding.code)
        return texts("intake.no_wording", code=finding.code), ""


def refusal_card(texts: Texts, error: Exception, names: list[str]) -> Component:
    """Show one refusal, and which files were delivered."""
    problem, repair = refused(texts, error)
    return html.Section(
        [
            icon("triangle-alert"),
            html.Div(
                [
                    html.H2(texts("intake.refused"), id="intake-heading", tabIndex=-1),
                    html.P(problem, className="intake-problem"),
                    html.P([html.B(texts("intake.repair")), " ", repair]),
                    html.P([texts("intake.delivered"), " ", ", ".join(names)], className="quiet") if names else None,
                    html.P(texts("intake.add_or_replace"), className="quiet"),
                ]
            ),
        ],
        className="card intake-refusal",
    )
