"""Counts as circles: the area of a circle is proportional to the count, never its radius."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LARGEST_RADIUS = 32.0
SMALLEST_RADIUS = 8.0


@dataclass(frozen=True)
class Circles:
    """The scale of a map of circles.

    Attributes
    ----------
    largest : float
        The count with the largest circle; 0 where there is nothing to draw.
    radius : float
        Its radius in pixels, at every zoom.
    legend : tuple of (float, float)
        Round counts and their radii, largest first.
    """

    largest: float
    radius: float
    legend: tuple[tuple[float, float], ...]

    def radius_of(self, count: float) -> float:
        """Give the radius in pixels for a count; 0 for blanks and for nobody.

        Examples
        --------
        >>> Circles(400.0, 20.0, ()).radius_of(100.0)
        10.0
        """
        if not count > 0 or not self.largest > 0:
            return 0.0
        return self.radius * math.sqrt(count / self.largest)


def circles(counts: Sequence[float]) -> Circles:
    """Scale circles so that they can be told apart without hiding the map.

    Parameters
    ----------
    counts : sequence of float
        One for each area; NaN for blanks, which get no circle.

    Returns
    -------
    Circles
        With up to three round counts for the legend.

    Examples
    --------
    >>> circles([0, 1200, 300, float("nan")]).legend
    ((1000.0, 29.2), (500.0, 20.7), (100.0, 9.2))
    """
    numbers = [count for count in counts if count > 0]
    if not numbers:
        return Circles(0.0, 0.0, ())
    largest = float(max(numbers))
    radius = round(min(max(300 / math.sqrt(len(numbers)), SMALLEST_RADIUS), LARGEST_RADIUS), 1)
    scale = Circles(largest, radius, ())
    legend = tuple((count, round(scale.radius_of(count), 1)) for count in _round_counts(largest))
    return Circles(largest, radius, legend)


def _round_counts(largest: float) -> tuple[float, ...]:
    power = 10.0 ** math.floor(math.log10(largest))
    first = max(factor * power for factor in (0.5, 1, 2, 5) if factor * power <= largest)
    second = first / 2 if str(first)[0] != "5" else first / 2.5
    return (first, second, first / 10)
