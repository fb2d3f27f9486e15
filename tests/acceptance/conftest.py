"""Tests on published data beside the checkout; collected only where that folder exists."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).parents[2].parent / "shared" / "data"
collect_ignore_glob = [] if SHARED_DATA.is_dir() else ["test_*.py"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    return SHARED_DATA
