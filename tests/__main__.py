"""Run everything that tests the product, fast things first; ``python3 run.py test`` prepares and starts this."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from run import ROOT, apt_install, say

IN_BROWSER = ROOT / "tests" / "browser"
ACCEPTANCE = ROOT / "tests" / "acceptance"
BENCHMARKS = ROOT / "tests" / "benchmarks"
WEIGHING = BENCHMARKS / "test_first_map.py"  # counts bytes in a browser, whatever else the machine does
MEASURING = [BENCHMARKS / f"test_{name}.py" for name in ("intake", "map_engine")]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
BESIDE = "mypy"  # takes one processor for a while, beside the step that follows it
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")
TESTS_FAILED = 1
NO_TESTS_LEFT = 5
REPEATED = ("--last-failed", "--last-failed-no-failures=none")
INSTALL_HINT = "To run them: install Chromium (sudo apt install chromium) or Chrome, or set CHROMIUM to its path."


def starts(program: str) -> bool:
    """Whether a program starts; Ubuntu's chromium-browser may only point to a shop of apps."""
    if sys.platform == "win32":
        return True  # chrome.exe --version opens a window there
    return subprocess.run([program, "--version"], capture_output=True).returncode == 0


def chromium() -> str | None:
    """Find a Chromium that starts: the one named by the variable CHROMIUM, on the path, or in a usual place."""
    places = [os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES), *CHROMIUM_PLACES]
    return next((place for place in places if place and Path(place).is_file() and starts(place)), None)


def needs_browser(arguments: Sequence[str]) -> bool:
    """Whether a run with these arguments reaches tests that drive a browser."""
    return not arguments or any(word in argument for argument in arguments for word in ("browser", "acceptance"))


def steps(arguments: Sequence[str], browser: bool) -> dict[str, list[str]]:
    """Name the modules to run with their arguments, in order.

    Parameters
    ----------
    arguments : sequence of str
        For pytest; where some are given, only pytest runs.
    browser : bool
        Whether tests that drive a browser can run.

    Returns
    -------
    dict of str to list of str
    """
    if arguments:
        return {"pytest": ["pytest", *arguments]}
    in_browser = [IN_BROWSER, WEIGHING] if browser and IN_BROWSER.is_dir() else []
    elsewhere = [*(in_browser or [IN_BROWSER]), ACCEPTANCE, *MEASURING]
    found = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", "-q", *SIDE_BY_SIDE, *(f"--ignore={place}" for place in elsewhere)],
    }
    if in_browser:
        found["pytest in the browser"] = ["pytest", "-q", *SIDE_BY_SIDE, *map(str, in_browser)]
    found["pytest of the benchmarks"] = ["pytest", "-q", *map(str, MEASURING)]  # with the machine to itself
    return found


def run_step(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, bool]:
    """Run a step; tests that failed get one more try, since a busy machine may just have been slow.

    Returns
    -------
    int, bool
        The exit code, and whether it is 0 only because of the second try.
    """
    command = [sys.executable, "-m", *words]
    code = subprocess.run(command, cwd=ROOT, env=environment).returncode
    if code != TESTS_FAILED or words[0] != "pytest":
        return code, False
    say("\n== once more, what failed")
    again = subprocess.run([*command, *REPEATED], cwd=ROOT, env=environment).returncode
    return again, again == 0


class Beside:
    """A step that runs beside others; what it says is kept until it is asked for."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open until it has been told
        command = [sys.executable, "-m", *words]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=self._said, stderr=subprocess.STDOUT
        )

    def ended(self) -> int:
        """Wait for its end, print what it has said, and give its exit code."""
        code = self._process.wait()
        self._said.seek(0)
        say(self._said.read().decode(errors="replace"))
        self._said.close()
        return code


def summary(
    codes: Mapping[str, int], browser_missing: bool, in_ci: bool, repeated: Collection[str] = ()
) -> tuple[list[str], int]:
    """Say what came out, last what did not run and how to get it.

    Returns
    -------
    list of str, int
        Lines, and the exit code: 0 only where nothing failed. In CI a missing browser fails.
    """
    lines = [f"{'FAILED' if code else 'ok'}: {name}" for name, code in codes.items()]
    lines += [f"LOOK AT IT: {name} failed first and passed when what failed was repeated" for name in repeated]
    if browser_missing:
        lines += [f"{'FAILED' if in_ci else 'NOT RUN'}: tests in the browser, there is no Chromium", INSTALL_HINT]
    return lines, int(any(codes.values()) or (browser_missing and in_ci))


def main(arguments: Sequence[str]) -> int:
    """Run the steps one after the other, also after a failure."""
    wanted = needs_browser(arguments)
    browser = chromium() or (chromium() if wanted and apt_install("chromium") else None)
    environment = {**os.environ, "CHROMIUM": browser or ""}  # where it is empty, conftest.py deselects
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of hundreds of processes compiles everything anew
    codes, repeated = {}, []
    beside: Beside | None = None
    for name, words in steps(arguments, browser is not None).items():
        if name == BESIDE:
            beside = Beside(words, environment)
            continue
        say(f"\n== {name}")
        code, at_the_second_try = run_step(words, environment)
        if beside is not None and name == "pytest":
            say(f"\n== {BESIDE}")
            codes[BESIDE] = beside.ended()
        codes[name] = 0 if code == NO_TESTS_LEFT and browser is None else code
        repeated += [name] if at_the_second_try else []
    lines, code = summary(codes, wanted and browser is None, os.environ.get("CI") == "true", repeated)
    say("\n== outcome")
    for line in lines:
        say(line)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
