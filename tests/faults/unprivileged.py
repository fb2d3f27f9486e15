"""A child to whom the permissions of files apply, also where the tests run as an administrator."""

import ctypes
import json
import os
import struct
import sys
from collections.abc import Callable
from typing import Any

_VERSION, _OVERRIDES = 0x20080522, 1 << 1  # of the interface; the right to write where permissions forbid it


def in_child(action: Callable[[], Any]) -> Any:
    """Do something in a forked child that may do what permissions allow, and nothing beyond; gives its result.

    Parameters
    ----------
    action : callable
        Its result must be plain data.

    Raises
    ------
    AssertionError
        With the error, if it failed.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        try:
            _give_up_overrides()
            told = {"result": action()}
        except BaseException as error:
            told = {"error": repr(error)}
        with os.fdopen(theirs, "w") as stream:
            json.dump(told, stream)
        sys.stdout.flush()
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as stream:
        told = json.load(stream)
    os.waitpid(child, 0)
    assert "error" not in told, told["error"]
    return told["result"]


def _give_up_overrides() -> None:
    """Let an administrator's process be bound by permissions; others are anyway."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return
    library = ctypes.CDLL(None, use_errno=True)
    head, rights = ctypes.create_string_buffer(struct.pack("Ii", _VERSION, 0), 8), ctypes.create_string_buffer(24)
    assert library.capget(head, rights) == 0
    effective, permitted, *others = struct.unpack("6I", rights.raw)
    given = struct.pack("6I", effective & ~_OVERRIDES, permitted & ~_OVERRIDES, *others)
    assert library.capset(head, ctypes.create_string_buffer(given, 24)) == 0
