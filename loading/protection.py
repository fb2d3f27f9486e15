"""What a public project says of itself: by which rules its numbers were protected, and how much that cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Protection:
    """The rules behind a public project; they come with its data and never from the page.

    Attributes
    ----------
    profile : str
        ``"ba"``, ``"municipal"``, ``"strict"``, ``"round5"``, ``"round10"`` or ``"own"``.
    rules : mapping
        As ``analysis.protection.Rules.to_json`` writes them.
    published : str
        Day on which the project was made public, ``YYYY-MM-DD``.
    cells, hidden : int
        Numbers that could have been published, and how many of them are hidden or rounded.
    figures : mapping
        What the audit counts by indicator and level; without any number that is hidden, and without its rule.
    """

    profile: str
    rules: Mapping[str, Any]
    published: str = ""
    cells: int = 0
    hidden: int = 0
    figures: Mapping[str, Any] = field(default_factory=dict)
