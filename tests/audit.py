"""Ask public lists of known flaws about every locked package; ``python3 run.py audit`` prepares and starts this.

It needs a network, and fetches pip-audit into a folder that goes again: neither the product nor its tests depend on
it. The lists are not to be had as a package, so that a machine without a network cannot keep them; there, and in every
run of the tests, the floors of tests/floors.toml stand in.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from run import DEVELOPMENT, ROOT, RUNTIME, environment_python, say

LOCKS = (RUNTIME, "requirements-server.txt", DEVELOPMENT)
CLEAN, FLAWED, NOT_ASKED = 0, 1, 2
NO_NETWORK = (
    "The lists of known flaws cannot be reached from here. What is locked was held against the floors of "
    "tests/floors.toml instead; please repeat this where there is a network."
)


def main() -> int:
    """Audit all locks: 0 where nothing is known, 1 with every flaw, 2 where not everything could be asked about."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if not _has_auditor(folder):
            return _stood_in()
        packages: list[dict[str, Any]] = []
        for lock in LOCKS:
            packages += _audited(folder, lock)
            if not any("vulns" in one for one in packages):
                return _stood_in()
    unknown = sorted({one["name"] for one in packages if "vulns" not in one})
    every = dict.fromkeys(flaw for one in packages for flaw in _flaws(one))
    for flaw in every:
        say(flaw)
    say(f"Known flaws of locked packages: {len(every)}. Locks asked about: {', '.join(LOCKS)}.")
    if unknown:
        say(f"The lists know nothing of: {', '.join(unknown)}.")
    return FLAWED if every else NOT_ASKED if unknown else CLEAN


def _has_auditor(folder: Path) -> bool:
    """Install the auditor into an environment of its own."""
    python = environment_python(folder / "auditor")
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "pip-audit"]
    steps = ([sys.executable, "-m", "venv", str(folder / "auditor")], install)
    return all(subprocess.run(step, capture_output=True).returncode == 0 for step in steps)


def _audited(folder: Path, lock: str) -> list[dict[str, Any]]:
    """Give the packages of a lock, each with its flaws or without an answer; none where the lists did not answer."""
    answer = folder / f"{lock}.json"
    asked = ["--requirement", str(ROOT / lock), "--disable-pip", "--require-hashes", "--format", "json"]
    python = environment_python(folder / "auditor")
    words = [str(python), "-m", "pip_audit", *asked, "--output", str(answer), "--progress-spinner", "off"]
    subprocess.run(words, capture_output=True)
    if not answer.is_file():
        return []
    packages: list[dict[str, Any]] = json.loads(answer.read_text(encoding="utf-8"))["dependencies"]
    return packages


def _flaws(package: Mapping[str, Any]) -> Iterator[str]:
    for flaw in package.get("vulns", ()):
        mended = ", ".join(flaw["fix_versions"]) or "no version yet"
        yield f"{package['name']} {package['version']}: {flaw['id']}, mended in {mended}"


def _stood_in() -> int:
    """Hold the locks against the floors, and say that nothing else was asked."""
    floors = [sys.executable, "-m", "pytest", "-q", "-n", "0", str(ROOT / "tests" / "test_floors.py")]
    status = subprocess.run(floors, cwd=ROOT).returncode
    say(NO_NETWORK)
    return NOT_ASKED if status == 0 else FLAWED


if __name__ == "__main__":
    sys.exit(main())
