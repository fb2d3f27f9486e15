"""Refusals in plain words: what was found, where, how to repair it; never a traceback."""

import logging

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import icon
from loading.code_places import code_places
from loading.errors import DataFileError, Finding
from loading.projects.unwritable import is_no_room
from texts import Texts

_OF_THE_DISK = ("projects.unusable_folder", "project_file.not_saved", "ingest.disk_full")
_LOG = logging.getLogger(__name__)


def refused(texts: Texts, error: Exception) -> tuple[str, str]:
    """Word an error as problem and repair.

    Parameters
    ----------
    texts : Texts
    error : Exception
        Of everything but a DataFileError kind and place are written to the log; it gets a general wording.
    """
    error = _as_told(error)
    if isinstance(error, DataFileError):
        try:
            return texts(f"{error.problem}.problem", **error.found), texts(f"{error.problem}.repair", **error.found)
        except KeyError:
            _LOG.warning("no wording for %s", error.problem)
    elif isinstance(error, KeyError):
        return texts("intake.gone.problem"), texts("intake.gone.repair")
    _LOG.error("a delivery could not be read: %s", code_places(error))
    return texts("intake.unexpected.problem"), texts("intake.unexpected.repair")


def status_of(error: Exception, otherwise: int = 400) -> int:
    """Give the status of an answer that refuses: 507 where a disk took nothing more.

    Examples
    --------
    >>> status_of(OSError(28, "No space left on device")), status_of(DataFileError("a.csv", "tables.no_numbers"))
    (507, 400)
    """
    told = _as_told(error)
    return 507 if isinstance(told, DataFileError) and told.problem in _OF_THE_DISK else otherwise


def _as_told(error: Exception) -> Exception:
    """Give a full disk the words that it has wherever something is kept."""
    if isinstance(error, OSError) and is_no_room(error):
        return DataFileError(".", "project_file.not_saved", given=error.strerror or "?")
    return error


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
