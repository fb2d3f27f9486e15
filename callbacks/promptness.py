"""Nothing is tidied for long while somebody waits.

Whoever makes many objects, as when half a million cells come back from a reading, has all objects of the process
looked through for cycles, again and again, while everybody waits. How often threads change is kept by
``loading.ingest.pace``, which knows when somebody works long.
"""

import gc
from collections.abc import Callable

#: New objects before those are looked through; so often, before the older ones are too; so often, before all are.
_TIDYING = (10_000, 20, 100)


def tidy_seldom() -> None:
    """Have fewer objects looked through at once."""
    gc.set_threshold(*_TIDYING)


def settle(first: Callable[[], object]) -> None:
    """Do what whoever comes first would wait for, and tidy; what is there then is looked through no more."""
    try:
        first()
    finally:
        gc.collect()
        gc.freeze()
