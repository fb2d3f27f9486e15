"""A published yardstick for the dissimilarity: children in SGB II in 44 German cities."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class CityBenchmark:
    """How a measure is distributed over cities, as published; declared content.

    Attributes
    ----------
    measure : str
        What was measured, as a key of its wording.
    group : str
        Whom it was measured for, as a key of its wording; the yardstick holds for no other group.
    year : int
        Year of the data.
    cities : int
        Cities with a value.
    lowest, first_quartile, median, third_quartile, highest : float
        Fractions of 1.
    least_residents : int
        Quarters with fewer residents were left out.
    caveats : tuple of str
        What must be said beside it, as keys of the wording.
    source : str
    address : str
    """

    measure: str
    group: str
    year: int
    cities: int
    lowest: float
    first_quartile: float
    median: float
    third_quartile: float
    highest: float
    least_residents: int
    caveats: tuple[str, ...]
    source: str
    address: str


CHILDREN_IN_SGB2 = CityBenchmark(
    measure="dissimilarity_adjusted",
    group="children_in_sgb2",
    year=2017,
    cities=44,
    lowest=0.111,
    first_quartile=0.254,
    median=0.285,
    third_quartile=0.337,
    highest=0.498,
    least_residents=500,
    caveats=("only_this_group", "only_small_areas", "cities_cut_differently", "other_year", "correction_of_the_source"),
    source=(
        "Knüttel, K. und Kersting, V.: Sozialräumliche Spaltung in Kindheit und Jugend. Ethnische und soziale "
        "Segregation von Kindern und Jugendlichen in deutschen Städten, Tabelle 1. ZEFIR und Bertelsmann Stiftung."
    ),
    address=(
        "https://9dok.net/article/statistische-kennwerte-segregation-jugendliche-deutschen-st%C3%A4dten-angepasste-"
        "dissimilarit%C3%A4tsindizes.y6e14r5n"
    ),
)


def quarter_of_cities(
    dissimilarity_adjusted: float, benchmark: CityBenchmark = CHILDREN_IN_SGB2
) -> Literal[0, 1, 2, 3, 4]:
    """Say in which quarter of the cities a value lies.

    Parameters
    ----------
    dissimilarity_adjusted : float
        The adjusted D of children in SGB II, on areas like those of the source (Stadtteile), as a fraction of 1.
    benchmark : CityBenchmark
        The cities to compare with.

    Returns
    -------
    {0, 1, 2, 3, 4}
        1 for the quarter of the cities with the least segregation, 4 for that with the most; a value on a quartile
        belongs to the lower quarter, as in the source. 0 where the value is NaN.

    Notes
    -----
    Whether the comparison may be made is for the caller to judge: D is comparable neither between groups nor
    between levels.

    Examples
    --------
    >>> [quarter_of_cities(value) for value in (0.2, 0.254, 0.26, 0.3, 0.4, float("nan"))]
    [1, 1, 2, 3, 4, 0]
    """
    if dissimilarity_adjusted != dissimilarity_adjusted:
        return 0
    if dissimilarity_adjusted <= benchmark.first_quartile:
        return 1
    if dissimilarity_adjusted <= benchmark.median:
        return 2
    return 3 if dissimilarity_adjusted <= benchmark.third_quartile else 4
