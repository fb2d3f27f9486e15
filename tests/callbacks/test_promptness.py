"""No thread keeps the interpreter for long, and what is there at the start is not looked through again and again."""

import gc
import subprocess
import sys

from callbacks.promptness import SWITCH_SECONDS
from tests.sources import ROOT

PROGRAM = """
import gc, sys
from callbacks.promptness import settle, share_the_interpreter
share_the_interpreter()
settle(lambda: print("ready"))
assert abs(sys.getswitchinterval() - {seconds}) < 1e-6
assert gc.get_freeze_count() > 1000
print("settled")
"""


def test_a_process_that_serves_shares_its_interpreter_and_settles() -> None:
    ended = subprocess.run(  # in a process of its own: it changes how all threads take turns
        [sys.executable, "-c", PROGRAM.format(seconds=SWITCH_SECONDS)], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.stdout == "ready\nsettled\n", ended.stderr
    assert gc.get_freeze_count() == 0
