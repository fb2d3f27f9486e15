"""What this system allows a process to give up, asked without the code that is tested: where it can, it must."""

import functools
import subprocess
import sys

# A network of its own, as root; with a user namespace, as anybody else.
_NETWORK = "import ctypes, sys; sys.exit(all(ctypes.CDLL(None).unshare(what) for what in (0x40000000, 0x50000000)))"
# Which version of Landlock there is.
_LANDLOCK = "import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) < 1)"


@functools.cache
def can_leave_network() -> bool:
    """Whether a process of this system may have a network of its own."""
    return _does(_NETWORK)


@functools.cache
def can_confine() -> bool:
    """Whether this system has Landlock."""
    return _does(_LANDLOCK)


def _does(program: str) -> bool:
    words = [sys.executable, "-c", program]
    return sys.platform.startswith("linux") and subprocess.run(words, check=False, capture_output=True).returncode == 0
