"""Two parts of a page may be the first to need SciPy, at the same time."""

import subprocess
import sys

from tests.sources import ROOT

_AT_ONCE = """
import threading
import numpy as np
from analysis.correlation.matrix import display_order
from analysis.types.hierarchical import ward_tree
from analysis.types.profiles import profiles
from analysis.types.silhouette import silhouette
from analysis.types.similar import similar_quarters

z = np.array([[0.0], [1.0], [5.0]])
calls = (
    lambda: similar_quarters(profiles(z), 0),
    lambda: display_order(np.eye(3)),
    lambda: silhouette(z, [0, 0, 1]),
    lambda: ward_tree(z),
)
ready, failed = threading.Barrier(len(calls)), []

def run(call):
    ready.wait()
    try:
        call()
    except Exception as error:
        failed.append(error)

threads = [threading.Thread(target=run, args=(call,)) for call in calls]
[one.start() for one in threads]
[one.join() for one in threads]
print(failed)
"""


def test_parts_that_need_scipy_at_once_all_get_it() -> None:
    run = subprocess.run([sys.executable, "-c", _AT_ONCE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
