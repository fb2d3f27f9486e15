"""How far a protection is, told while it is worked out."""

from typing import Protocol


class Tell(Protocol):
    """Hears of every step, and of how many protected numbers are done with where that is known; may be called often."""

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Hear of a step: ``"read"``, ``"hide"``, ``"round"``, ``"test"``, ``"ready_made"`` or ``"report"``."""


def silent(step: str, done: int = 0, of: int = 0) -> None:
    """Tell nobody."""
