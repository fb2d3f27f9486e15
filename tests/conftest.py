"""How tests start a browser: the Chromium of the machine, which asks nothing of the network by itself."""

import os
import shutil
from typing import Any

import pytest

QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start what ``run.py test`` has found; root cannot use Chromium's sandbox."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*QUIET, *(["--no-sandbox"] if as_root else [])]
    return {**browser_type_launch_args, **({"executable_path": program} if program else {}), "args": arguments}
