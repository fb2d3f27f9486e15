"""A layer as its format hands it on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyproj

from loading.errors import Finding


@dataclass(frozen=True)
class VectorLayer:
    """One layer as delivered: attributes are text already, geometries neither checked nor repaired.

    Attributes
    ----------
    file, layer, format, encoding
        As in ``loading.recognised.Boundaries``.
    columns : mapping of str to tuple of str
        n entries each, ``""`` where empty.
    geometry : object array of shapely geometries, shape (n,)
        Two-dimensional, x is easting or longitude; None where the file holds none or one that cannot be read.
    crs : pyproj.CRS
    findings : tuple of Finding
    """

    file: str
    layer: str | None
    format: str
    encoding: str | None
    columns: Mapping[str, tuple[str, ...]]
    geometry: np.ndarray
    crs: pyproj.CRS
    findings: tuple[Finding, ...] = ()

    @property
    def place(self) -> str:
        """Where a finding points to."""
        return f"{self.file} / {self.layer}" if self.layer else self.file
