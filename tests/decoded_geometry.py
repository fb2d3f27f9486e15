"""Reads the geometry file as the map's engine does, and puts the areas together again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from layers.container import read_container


@dataclass(frozen=True)
class DecodedGeometry:
    """A geometry file with arcs; written after the interface, without the program's own code for arcs."""

    header: dict[str, Any]
    sections: dict[str, np.ndarray]

    @cached_property
    def points(self) -> np.ndarray:
        return np.column_stack([self._running("x"), self._running("y")])

    @cached_property
    def arcs(self) -> list[slice]:
        ends = np.cumsum(self.sections["length"].astype(int)).tolist()
        return [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    def area_shapes(self, k: int = 0) -> np.ndarray:
        """Build every area from its arcs at simplification k, in steps with north up; empty where it has none."""
        level = self.sections["level"]
        lines = [shapely.linestrings(self.points[arc][level[arc] >= k] * (1, -1)) for arc in self.arcs]
        sides = list(zip(self.sections["left"].tolist(), self.sections["right"].tolist(), strict=True))
        around: list[list[Any]] = [[] for _ in self.header["ids"]]
        for line, both in zip(lines, sides, strict=True):
            for area in both:
                if area >= 0:
                    around[area].append(line)
        return np.array([shapely.build_area(shapely.GeometryCollection(some)) for some in around], dtype=object)

    def degrees(self, points: np.ndarray) -> np.ndarray:
        """Give longitude and latitude of points in steps, y southwards."""
        x, y = (np.asarray(points) * self.header["step"] + self.header["origin"]).T
        return np.column_stack([x / 256 * 360 - 180, np.degrees(np.arctan(np.sinh(np.pi * (1 - y / 128))))])

    def _running(self, axis: str) -> np.ndarray:
        coded = sum(self.sections[f"{axis}{plane}"].astype(int) << 8 * plane for plane in range(self.header["planes"]))
        return np.cumsum((coded >> 1) ^ -(coded & 1))


def decoded(content: bytes) -> DecodedGeometry:
    return DecodedGeometry(*read_container(content))
