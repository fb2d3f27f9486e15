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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where ``run.py test`` found none; it says so in its last lines."""
    if os.environ.get("CHROMIUM") == "":
        left_out = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
