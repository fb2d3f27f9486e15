"""What a layer needs in order to write for people; the wording itself stands elsewhere."""

from typing import Any, Protocol

from loading.atlas import Indicator


class Words(Protocol):
    """One language: texts by key, and numbers as its readers expect them."""

    language: str

    def __call__(self, key: str, /, **values: Any) -> str:
        """Give the text of a key, its fields filled."""

    def number(self, value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
        """Write a number in this language."""


def with_unit(words: Words, indicator: Indicator, number: float, *, signed: bool = False) -> str:
    """Write a value of an indicator, with its decimals and its unit."""
    unit = indicator.unit.get(words.language, "")
    text = words.number(number, indicator.decimals, signed=signed)
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit else text
