"""The locks: hashes for everything, no address of an index, and all that pyproject.toml asks for."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.sources import ROOT

LOCKS = ("requirements.txt", "requirements-server.txt", "requirements-dev.txt", "requirements-peers.txt")
every_lock = pytest.mark.parametrize("name", LOCKS)


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of every package in a lock."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            requirement = Requirement(re.split(r"\s+--hash", line)[0])
            packages[canonicalize_name(requirement.name)] = (str(requirement.specifier), line.count("--hash=sha256:"))
    return packages


def asked(group: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + (project["dependency-groups"][group] if group else [])
    return [Requirement(text) for text in wanted]


@every_lock
def test_every_package_is_pinned_and_has_hashes(name: str) -> None:
    assert not [package for package, (version, hashes) in locked(name).items() if version[:2] != "==" or not hashes]


@every_lock
def test_no_lock_holds_an_address(name: str) -> None:
    assert not re.findall(r"https?:|//|\bindex-url\b|\bfind-links\b", (ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "group"), zip(LOCKS, ("", "server", "dev", "peers"), strict=True))
def test_a_lock_holds_what_the_project_asks_for(name: str, group: str) -> None:
    packages = locked(name)
    for requirement in asked(group):
        version = packages[canonicalize_name(requirement.name)][0].removeprefix("==")
        assert requirement.specifier.contains(version), f"{requirement} is locked as {version}"


@pytest.mark.parametrize("name", LOCKS[1:])
def test_all_locks_agree_on_the_runtime(name: str) -> None:
    larger = locked(name)
    assert {package: larger[package][0] for package in locked(LOCKS[0])} == {
        package: version for package, (version, _) in locked(LOCKS[0]).items()
    }


def test_compiled_packages_are_locked_for_all_platforms() -> None:
    packages = locked(LOCKS[0])
    assert all(packages[name][1] >= 10 for name in ("numpy", "pandas", "shapely", "pyogrio", "pyproj", "scipy"))


# Plotly takes Pillow along where it happens to lie; nothing of ours needs it.
NOT_NEEDED = {"pillow", "pip", "setuptools"}
STARTED = """
import importlib.metadata, pathlib, sys
from app import make_app, open_services
make_app(open_services(pathlib.Path(sys.argv[1])))
known = importlib.metadata.packages_distributions()
print(*sorted({name for module in sys.modules for name in known.get(module.partition(".")[0], ())}))
"""


def test_whatever_the_page_loads_when_it_starts_is_locked(tmp_path: Path) -> None:
    # A package that happens to lie in a developer's environment is missing on the planner's machine.
    told = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {canonicalize_name(name) for name in told.stdout.split()} - NOT_NEEDED
    assert {"dash", "flask-compress"} <= loaded
    assert not loaded - set(locked(LOCKS[0]))
