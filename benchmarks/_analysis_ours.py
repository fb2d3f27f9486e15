"""Our side of the tasks of the analysis. What a task imports at its first run, its first run has to wait for."""

from collections.abc import Callable, Mapping

from benchmarks._analysis_city import City
from benchmarks._analysis_tasks import (
    BREAKS,
    FIRST,
    LISA_99_999,
    LISA_999,
    MANY,
    NULL,
    OUR_DRAWS,
    PLANNED_99_999,
    PLANNED_999,
    QUEEN,
    QUEEN_BORDERS,
    Prepared,
    breaks_task,
)


def lisa(city: City, permutations: int) -> Prepared:
    """Local Moran with the plan drawn anew in every run, as the peers draw anew at every call."""
    from analysis.weights import queen

    weights = queen(city.shapes, 0)

    def run() -> object:
        from analysis.clusters import local_moran, permutation_plan

        return local_moran(city.rates, permutation_plan(weights, permutations))

    return run, lambda found: float(found.statistic.sum())


def planned_lisa(city: City, permutations: int) -> Prepared:
    """Local Moran with the plan drawn before, as a page does that shows one indicator after the other."""
    from analysis.clusters import local_moran, permutation_plan
    from analysis.weights import queen

    plan = permutation_plan(queen(city.shapes, 0), permutations)
    return lambda: local_moran(city.rates, plan), lambda found: float(found.statistic.sum())


def many(city: City) -> Prepared:
    """Local Moran of 400 indicators and years."""
    from analysis.clusters import local_moran_many, permutation_plan
    from analysis.weights import queen

    weights = queen(city.shapes, 0)
    return (
        lambda: local_moran_many(city.columns, permutation_plan(weights, 999)),
        lambda found: float(found.statistic[-1].sum()),
    )


def weights(city: City, tolerance: float | None) -> Prepared:
    """Queen weights; border lengths always come along."""
    from analysis.weights import queen

    shapes = city.shapes
    return lambda: queen(shapes, tolerance), lambda found: float(len(found.indices))


def null(city: City) -> Prepared:
    """The dissimilarity with its null distribution; the outcome is its mean."""
    from analysis.concentration.random_allocation import random_allocation

    return (
        lambda: random_allocation(city.group, city.residents, draws=OUR_DRAWS),
        lambda found: found.expected,
    )


def breaks(city: City) -> Prepared:
    """Natural breaks."""
    from analysis.natural_breaks import natural_breaks

    return breaks_task(city, natural_breaks)


# The tolerance that looks for gaps is our default, and belongs to what is compared; without it the points alone count.
TASKS: Mapping[str, Callable[[City], Prepared]] = {
    FIRST: lambda city: lisa(city, 999),
    LISA_999: lambda city: lisa(city, 999),
    LISA_99_999: lambda city: lisa(city, 99_999),
    PLANNED_999: lambda city: planned_lisa(city, 999),
    PLANNED_99_999: lambda city: planned_lisa(city, 99_999),
    MANY: many,
    QUEEN: lambda city: weights(city, 0),
    QUEEN_BORDERS: lambda city: weights(city, None),
    NULL: null,
    BREAKS: breaks,
}
