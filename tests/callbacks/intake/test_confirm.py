"""What is decided on the page: only what differs from the proposal becomes a choice."""

import pytest

from callbacks.intake.confirm import choices
from loading.choices import Choices, IndicatorChoice


def test_nothing_changed_is_no_choice() -> None:
    assert choices(None, None) == Choices()
    assert choices("  ", "") == Choices()


def test_title_key_and_changed_indicators_are_kept() -> None:
    made = choices(" Meine Stadt ", {"key_column": "NR", "indicators": [{"id": "A1", "kind": "count"}]})
    assert made == Choices("Meine Stadt", "NR", indicators=(IndicatorChoice("A1", kind="count"),))


def test_a_title_has_an_end() -> None:
    made = choices("x" * 5000, None)
    assert made.title == "x" * 120


def test_what_a_browser_makes_up_is_not_taken() -> None:
    with pytest.raises(ValueError, match="path"):
        choices("x", {"indicators": [{"id": "A1", "path": "/etc/passwd"}]})
