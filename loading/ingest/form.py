"""What a form of plain data is, where arrays go beside it, and what is said of data that has another form."""

from abc import ABC, abstractmethod
from typing import Any, Protocol

import numpy as np


class DamagedAnswerError(ValueError):
    """Plain data that is not what was declared."""


class Arrays(Protocol):
    """Where arrays and outlines go, and come from."""

    def keep(self, array: np.ndarray) -> int:
        """Put an array aside; gives its number."""

    def give(self, number: int) -> np.ndarray:
        """Give the array of that number."""


class Form(ABC):
    """How values of one type look as plain data."""

    @abstractmethod
    def pack(self, value: Any, arrays: Arrays) -> Any:
        """Turn a value into plain data."""

    @abstractmethod
    def unpack(self, data: Any, arrays: Arrays) -> Any:
        """Build the value; a DamagedAnswerError, a TypeError or a ValueError where the data is something else."""


def require(holds: bool, expected: object, given: object) -> None:
    """Refuse data that is not what was declared.

    Raises
    ------
    DamagedAnswerError
        Names both.
    """
    if not holds:
        raise DamagedAnswerError(f"expected {expected}, found {given!r:.60}")
