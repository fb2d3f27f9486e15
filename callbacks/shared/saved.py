"""The mark that says when the open project was saved; ``assets/saved.js`` writes the time of the reader's clock."""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from loading.project_file.shelf import Kept
from texts import Texts


def saved_mark(texts: Texts, kept: Kept | None) -> Component | None:
    """Draw the mark; None where the state that is shown is no project's present one."""
    if kept is None or kept.summary is None:
        return None
    said = {"data_today": texts("projects_page.saved_at"), "data_before": texts("projects_page.saved_on")}
    state = {"data_saved": kept.summary.saved, "data_state": kept.summary.project}
    failed = texts("projects_page.view_not_saved")
    return html.Span(className="saved-mark", **attributes(**said, **state, data_failed=failed))
