"""Many threads of one process answer at once: none of them keeps the interpreter for long, nothing is tidied for long.

Reading and joining what somebody has delivered is work of seconds beside answers of milliseconds. An answer gives the
interpreter away a dozen times (to wait for the network, to compress, to compute) and gets it back from whoever works
through only after the interval set here. And whoever makes many objects, as when half a million cells come back from a
reading, has all objects of the process looked through for cycles, again and again, while everybody waits.
"""

import gc
import sys
from collections.abc import Callable

SWITCH_SECONDS = 0.001
#: New objects before those are looked through; so often, before the older ones are too; so often, before all are.
_TIDYING = (10_000, 20, 100)


def share_the_interpreter() -> None:
    """Let no thread of this process keep the interpreter for long while others wait for it."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*_TIDYING)


def settle(first: Callable[[], object]) -> None:
    """Do what whoever comes first would wait for, and tidy; what is there then stays, and is looked through no more."""
    try:
        first()
    finally:
        gc.collect()
        gc.freeze()
