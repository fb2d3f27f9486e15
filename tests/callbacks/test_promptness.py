"""What is there at the start is not looked through again and again."""

import subprocess
import sys

from tests.sources import ROOT

PROGRAM = """
import gc
from callbacks.promptness import settle, tidy_seldom
before = gc.get_threshold()
tidy_seldom()
assert gc.get_threshold()[0] > before[0]
settle(lambda: print("ready"))
assert gc.get_freeze_count() > 1000
print("settled")
"""


def test_a_process_that_serves_settles() -> None:
    ended = subprocess.run(  # in a process of its own: it changes what all threads share
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.stdout == "ready\nsettled\n", ended.stderr
