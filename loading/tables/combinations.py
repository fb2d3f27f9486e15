"""Distinct values of columns, and distinct combinations of them, as numbers."""

from collections.abc import Sequence

import numpy as np

from loading.tables.columns import Column


def codes(column: Column) -> np.ndarray:
    """Number the distinct cells of a column in the order they appear."""
    known: dict[object, int] = {}
    return np.array([known.setdefault(cell, len(known)) for cell in column.cells])


def groups(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Number the distinct combinations of several codes."""
    combined = parts[0]
    for part in parts[1:]:
        combined = np.unique(combined * (int(part.max(initial=0)) + 1) + part, return_inverse=True)[1]
    return np.unique(combined, return_inverse=True)[1]


def count(parts: Sequence[np.ndarray]) -> int:
    """Count the distinct combinations of several codes."""
    return int(groups(parts).max(initial=-1)) + 1
