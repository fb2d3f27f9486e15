"""Findings that somebody has looked into and put aside."""

from loading.choices.structure import Choice


class IgnoredFinding(Choice, frozen=True):
    """A finding that is no reason for doubt, and why.

    Attributes
    ----------
    finding : str
        Its mark, see :attr:`loading.errors.Finding.mark`.
    reason : str
        In the owner's words; stays with the project.
    """

    finding: str
    reason: str
