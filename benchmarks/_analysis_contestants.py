"""One contestant of the analysis, in a process of its own; prints what it measured as JSON.

    python -P -m benchmarks._analysis_contestants WHO CITY TASK=RUNS ...

The first run of a task warms up and is not counted, unless the first run is what is asked for or there is only one;
what a peer has to compile is compiled before all the same.
Reading the city and making the weights come before the clock starts.
"""

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import _analysis_ours, _analysis_peers
from benchmarks._analysis_city import City
from benchmarks._analysis_tasks import BREAKS, FIRST, NULL, OUR_DRAWS, THEIR_DRAWS, Prepared, tables

OURS = "ours"
CONTESTANTS: Mapping[str, Mapping[str, Callable[[City], Prepared]]] = {
    OURS: _analysis_ours.TASKS,
    **_analysis_peers.TASKS,
}


def measured(who: str, task: str, runs: int, city: City) -> dict[str, object]:
    """Run a task.

    Returns
    -------
    dict
        ``seconds``, a list of processor times of single runs; ``outcome``, what all contestants must agree on; for
        natural breaks their ``bounds``.
    """
    run, outcome = CONTESTANTS[who][task](city)
    if task != FIRST and runs > 1:
        run()
    seconds: list[float] = []
    found: Any = None
    for _ in range(runs):
        start = time.process_time()
        found = run()
        seconds.append((time.process_time() - start) / _parts(who, task))
    told: dict[str, object] = {"seconds": seconds, "outcome": outcome(found)}
    if task == BREAKS:
        told["bounds"] = {f"{name}, {k}": found[place] for place, (name, _, k) in enumerate(tables(city.rates))}
    return told


def _parts(who: str, task: str) -> int:
    """Replicates of a null distribution are counted one by one."""
    if task != NULL:
        return 1
    return OUR_DRAWS if who == OURS else THEIR_DRAWS


def main(arguments: Sequence[str]) -> int:
    """Run the tasks of one contestant."""
    who, file, *asked = arguments
    warnings.simplefilter("ignore")
    logging.disable()
    city = City.read(Path(file))
    found = {}
    for task, runs in (words.rsplit("=", 1) for words in asked):
        found[task] = measured(who, task, int(runs), city)
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
