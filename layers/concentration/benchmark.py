"""Which published yardstick holds for an indicator."""

from typing import Final

from analysis.concentration import CHILDREN_IN_SGB2, CityBenchmark
from layers.derived import base_id
from loading.atlas import LevelName

# Children in SGB II by the names of the catalogue: under 15, and under 18.
_CHILDREN: Final = ("A2", "A3")


def benchmark_for(level: LevelName, indicator: str) -> CityBenchmark | None:
    """Give the cities that the adjusted D may be compared with; None where there are none.

    D is comparable neither between groups nor between levels: the published values are of children in SGB II on
    quarters, and stand beside nothing else.

    Examples
    --------
    >>> benchmark_for("quarter", "A2").cities, benchmark_for("district", "A2"), benchmark_for("quarter", "A1")
    (44, None, None)
    """
    return CHILDREN_IN_SGB2 if level == "quarter" and base_id(indicator) in _CHILDREN else None
