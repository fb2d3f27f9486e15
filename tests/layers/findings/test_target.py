"""The view that shows what a statement says."""

from typing import Any

import pytest

from analysis.findings import Statement
from layers.findings import target
from layers.view import View

VIEW = View(project="toytown", indicator="A1", year=2024, second="C1", show="clear")
PLAIN = {"show": "", "how": "", "against": "", "bi": ""}


@pytest.mark.parametrize(
    ("code", "given", "patch"),
    [
        ("spread", {}, {}),
        ("concentration", {"shown_by": "clear"}, {"show": "clear"}),
        ("half", {"shown_by": "concentration"}, {"share": "50", "tab": "concentration"}),
        ("less_even", {"shown_by": "concentration"}, {"tab": "concentration"}),
        ("clusters", {"shown_by": "clusters"}, {"show": "clusters", "tab": "clusters"}),
        ("quarters_rose", {"shown_by": "change", "values": {"first": 2015}}, {"against": "2015"}),
        ("go_together", {"shown_by": "scatter"}, {"x": "C1", "tab": "finding"}),
        ("combination", {"shown_by": "profile"}, {"tab": "profile"}),
        ("to_be_checked", {"shown_by": "time", "year": 2019}, {"tab": "time", "y": "2019"}),
    ],
)
def test_a_statement_leads_to_what_shows_it(code: str, given: dict[str, Any], patch: dict[str, str]) -> None:
    assert target(VIEW, Statement(f"findings.{code}", **given)) == {**PLAIN, **patch}
