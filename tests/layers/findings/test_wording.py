"""Statements in words."""

import pytest

from analysis.findings import Statement
from layers.findings.wording import wording
from layers.view import View
from tests.toytown import toytown
from texts import load_texts


@pytest.mark.parametrize(
    ("language", "share", "said"),
    [
        ("de", 0.02, "Dort leben weniger als 0,1\N{NO-BREAK SPACE}% der Bevölkerung."),
        ("de", 0.06, "Dort leben 0,1\N{NO-BREAK SPACE}% der Bevölkerung."),
        ("de", 0.0, "Dort leben 0,0\N{NO-BREAK SPACE}% der Bevölkerung."),
        ("en", 0.02, "less than 0.1\N{NO-BREAK SPACE}% of residents live there."),
    ],
)
def test_a_few_people_are_not_nobody(language: str, share: float, said: str) -> None:
    atlas = toytown()
    statement = Statement("findings_part.then.residents", values={"residents_share": share})
    assert wording(load_texts(language), atlas, View.from_query({}, atlas), statement) == said
