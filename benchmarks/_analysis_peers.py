"""The peers' side of the tasks of the analysis, each told to use one thread; runs in the peers' environment."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from benchmarks._analysis_city import City
from benchmarks._analysis_tasks import (
    BREAKS,
    FIRST,
    LISA_99_999,
    LISA_999,
    MANY,
    NULL,
    QUEEN,
    QUEEN_BORDERS,
    THEIR_DRAWS,
    Prepared,
    breaks_task,
)

if TYPE_CHECKING:
    import geopandas

PYGEODA, ESDA, LIBPYSAL = "pygeoda lookup", "esda", "libpysal Graph"
SEGREGATION, MAPCLASSIFY = "segregation", "mapclassify"


def frame(city: City) -> "geopandas.GeoDataFrame":
    """Give the city as all of them take it."""
    import geopandas

    return geopandas.GeoDataFrame({"group": city.group, "residents": city.residents}, geometry=city.shapes)


def pygeoda(city: City, columns: bool) -> Prepared:
    """Local Moran with a table of permutations all areas share; every call draws it anew (``LISA::CalcPseudoP``).

    For ``columns`` its batch, which draws once for all of them.
    """
    import pygeoda

    weights = pygeoda.queen_weights(pygeoda.open(frame(city)))
    how = {"permutations": 999, "permutation_method": "lookup-table", "cpu_threads": 1}
    if columns:
        values = city.columns.tolist()
        return (
            lambda: pygeoda.batch_local_moran(weights, values, **how),
            lambda found: float(sum(found.lisa_values(len(values) - 1))),
        )
    rates = city.rates.tolist()
    return (
        lambda: pygeoda.local_moran(weights, rates, **how),
        lambda found: float(sum(found.lisa_values())),
    )


def esda(city: City, permutations: int, compiled: bool = True) -> Prepared:
    """Local Moran; numba compiles in the first run of every process, here before the clock starts if ``compiled``."""
    from libpysal.graph import Graph

    weights = Graph.build_contiguity(frame(city), rook=False).transform("r")

    def run(draws: int = permutations) -> object:
        from esda import Moran_Local

        return Moran_Local(city.rates, weights, permutations=draws, n_jobs=1, keep_simulations=False)

    if compiled:
        run(9)
    return run, lambda found: float(found.Is.sum())


def libpysal(city: City, borders: bool) -> Prepared:
    """Queen weights, with or without the lengths of borders."""
    from libpysal.graph import Graph

    areas = frame(city)
    return (
        lambda: Graph.build_contiguity(areas, rook=False, by_perimeter=borders),
        lambda found: float(found.n_edges),
    )


def segregation(city: City) -> Prepared:
    """The dissimilarity where everybody belongs to the group with the city's share: the same null as ours."""
    from segregation.inference import SingleValueTest
    from segregation.singlegroup import Dissim

    observed = Dissim(frame(city), "group", "residents")
    return (
        lambda: SingleValueTest(observed, iterations_under_null=THEIR_DRAWS, null_approach="evenness", n_jobs=1),
        lambda found: float(found.est_sim.mean()),
    )


def mapclassify(city: City) -> Prepared:
    """Natural breaks, in single precision."""
    from mapclassify import FisherJenks

    return breaks_task(city, lambda values, k: FisherJenks(values, k=k).bins.tolist())


TASKS: Mapping[str, Mapping[str, Callable[[City], Prepared]]] = {
    PYGEODA: {LISA_999: lambda city: pygeoda(city, False), MANY: lambda city: pygeoda(city, True)},
    ESDA: {
        FIRST: lambda city: esda(city, 999, compiled=False),
        LISA_999: lambda city: esda(city, 999),
        LISA_99_999: lambda city: esda(city, 99_999),
    },
    LIBPYSAL: {QUEEN: lambda city: libpysal(city, False), QUEEN_BORDERS: lambda city: libpysal(city, True)},
    SEGREGATION: {NULL: segregation},
    MAPCLASSIFY: {BREAKS: mapclassify},
}
