"""One way from a map and a workbook to joined numbers, in a process of its own; prints its figures as JSON.

    python benchmarks/_intake_contestants.py NAME MAP WORKBOOK

What a contestant imports, and the catalogue of indicators a running program has read, come before the clock starts.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

KEY = "NR"


def ours(boundaries: Path, table: Path) -> int:
    """Recognise, check and join everything, and fill the cubes; gives the quarters with a number."""
    from loading.load import load_atlas

    atlas = load_atlas([boundaries, table])
    return len(atlas.join.matched)


def our_workbook(table: Path) -> object:
    """Recognise the workbook alone."""
    from loading.tables import read_tables

    return read_tables(table)


def naive_workbook(table: Path) -> "pandas.DataFrame":
    """Read the workbook alone, told where the header stands."""
    import pandas

    return pandas.read_excel(table, header=[2, 3], converters={0: str}, engine="openpyxl")


def naive(boundaries: Path, table: Path) -> int:
    """What a notebook does: pandas with openpyxl, told where the header stands, and a merge by the key."""
    import geopandas

    numbers = naive_workbook(table)
    numbers.columns = [" ".join(map(str, levels)) for levels in numbers.columns]
    key = numbers.columns[0]
    merged = geopandas.read_file(boundaries).merge(numbers, left_on=KEY, right_on=key, how="left")
    return int(merged[key].notna().sum())


CONTESTANTS: Mapping[str, tuple[Callable[[Path, Path], int], Callable[[Path], object], Sequence[str]]] = {
    "ours": (ours, our_workbook, ("loading.load", "geopandas", "pyogrio", "python_calamine", "scipy.spatial")),
    "pandas and geopandas": (naive, naive_workbook, ("pandas", "openpyxl", "geopandas", "pyogrio")),
}


def main(arguments: Sequence[str]) -> int:
    """Run one contestant once."""
    name, boundaries, table = arguments
    run, read, imports = CONTESTANTS[name]
    for module in imports:
        importlib.import_module(module)
    if name == "ours":
        importlib.import_module("loading.declaring.catalogue").definitions()
    before = _megabytes()
    wall, processor = time.perf_counter(), time.process_time()
    quarters = run(Path(boundaries), Path(table))
    figures = {
        "wall s": time.perf_counter() - wall,
        "processor s": time.process_time() - processor,
        "memory MB": _megabytes() - before,
        "together MB": _megabytes(),
        "quarters": quarters,
    }
    alone = time.process_time()
    read(Path(table))
    figures["workbook alone, s"] = time.process_time() - alone
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


def _megabytes() -> float:
    """Most memory the process has held so far; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
