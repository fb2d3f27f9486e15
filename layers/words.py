"""What a layer needs in order to write for people; the wording itself stands elsewhere."""

from collections.abc import Mapping
from typing import Any, Protocol


class Words(Protocol):
    """One language: texts by key, and numbers as its readers expect them."""

    language: str

    def __call__(self, key: str, /, **values: Any) -> str:
        """Give the text of a key, its fields filled."""

    def entry(self, key: str) -> Any:
        """Give a text or a group of texts as it was written."""

    def number(self, value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
        """Write a number in this language."""


def local(words: Words, declared: Mapping[str, str]) -> str:
    """Choose the language of a declared text; another one where it is missing, and nothing where there is none."""
    return declared.get(words.language) or next(iter(declared.values()), "")
