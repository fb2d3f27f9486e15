"""The rules by which a project's numbers are to be protected before they are published."""

from collections.abc import Mapping
from typing import Any

import msgspec

from loading.choices.structure import Choice


class ProtectionChoice(Choice, frozen=True):
    """Decided by the owner of the data, kept with the project, and read by ``layers.protection.RuleBook.from_json``.

    Attributes
    ----------
    profile : str
    rules : mapping
        Fields that differ from the profile.
    indicators, files : mapping of id, or of file name, to mapping
        Fields that are stricter there.
    bases : mapping of id to str
        Of whom shares delivered without counts are, or that a number is no count of persons.

    Examples
    --------
    >>> ProtectionChoice("municipal", indicators={"A1": {"minimum_numerator": 10}}).profile
    'municipal'
    """

    profile: str = "ba"
    rules: Mapping[str, Any] = {}
    indicators: Mapping[str, Mapping[str, Any]] = {}
    files: Mapping[str, Mapping[str, Any]] = {}
    bases: Mapping[str, str] = {}

    def to_plain(self) -> dict[str, Any]:
        """Give the rules as plain data; what was not decided is left out."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
