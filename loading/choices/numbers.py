"""Numbers that were delivered and shall not be used."""

from typing import Literal

from loading.choices.structure import Choice


class NumberChoice(Choice, frozen=True):
    """Numbers of one indicator and year that are set aside; the file stays as it is.

    Attributes
    ----------
    indicator : str
        Id.
    year : int
    quarter : str
        Key; empty for all quarters, and then for districts and city too.
    reason : {"not_delivered", "excluded"}
        Label of the reason that takes the place of the number, see :class:`loading.reasons.Reason`.
    """

    indicator: str
    year: int
    quarter: str = ""
    reason: Literal["not_delivered", "excluded"] = "not_delivered"
