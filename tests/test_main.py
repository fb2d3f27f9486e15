"""The order of a test run, and what it says at its end."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import __main__ as everything

PLAIN = ["ruff check", "ruff format", "mypy", "pytest"]
ALONE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # a pytest that starts in a second


def test_a_complete_run_begins_with_what_is_fast_and_ends_in_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "IN_BROWSER", tmp_path)
    steps = everything.steps([], browser=True)
    assert list(steps) == [*PLAIN, "pytest in the browser", "pytest of the benchmarks"]
    for place in (tmp_path, everything.WEIGHING):
        assert f"--ignore={place}" in steps["pytest"]
        assert str(place) in steps["pytest in the browser"]


def test_without_a_browser_only_its_step_is_left_out_and_what_needs_none_runs_elsewhere() -> None:
    steps = everything.steps([], browser=False)
    assert list(steps) == [*PLAIN, "pytest of the benchmarks"]
    assert f"--ignore={everything.WEIGHING}" not in steps["pytest"]


def test_without_a_browser_its_tests_are_deselected_wherever_they_stand(tmp_path: Path) -> None:
    shutil.copy(everything.ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_both.py").write_text("def test_page(page): assert page\ndef test_plain(): assert True\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    surroundings = {**os.environ, "CHROMIUM": "", "PYTHONPATH": str(everything.ROOT)}
    run = subprocess.run(command, env=surroundings, cwd=tmp_path, capture_output=True, text=True)
    assert "1 passed, 1 deselected" in run.stdout


def test_arguments_go_to_pytest_alone() -> None:
    assert everything.steps(["tests/loading", "-q"], browser=True) == {"pytest": ["pytest", "tests/loading", "-q"]}


def test_the_last_lines_say_which_tests_did_not_run_and_how_to_get_them() -> None:
    lines, code = everything.summary({"pytest": 0}, browser_missing=True, in_ci=False)
    assert lines[-2].startswith("NOT RUN: tests in the browser")
    assert "apt install chromium" in lines[-1]
    assert code == 0


def test_in_ci_a_missing_browser_fails() -> None:
    lines, code = everything.summary({"pytest": 0}, browser_missing=True, in_ci=True)
    assert lines[-2].startswith("FAILED")
    assert code == 1


def test_one_failed_step_fails_the_run() -> None:
    lines, code = everything.summary({"mypy": 1, "pytest": 0}, browser_missing=False, in_ci=False)
    assert lines == ["FAILED: mypy", "ok: pytest"]
    assert code == 1


_SECOND_TRY = """
from pathlib import Path
def test_passes(): Path("passed").open("a").write("x")
def test_passes_at_the_second_try():
    first = not Path("tried").exists()
    Path("tried").touch()
    assert not first
"""


def test_only_what_failed_is_tried_once_more_and_the_summary_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "test_shaky.py").write_text(_SECOND_TRY)
    monkeypatch.setattr(everything, "ROOT", tmp_path)
    words = ["pytest", "-q", f"--rootdir={tmp_path}", "test_shaky.py"]
    assert everything.run_step(words, ALONE) == (0, True)
    assert (tmp_path / "passed").read_text() == "x"
    lines, code = everything.summary({"pytest": 0}, browser_missing=False, in_ci=True, repeated=["pytest"])
    assert lines[-1].startswith("LOOK AT IT: pytest")
    assert code == 0


def test_what_fails_twice_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_wrong.py").write_text("def test_wrong(): assert False")
    monkeypatch.setattr(everything, "ROOT", tmp_path)
    assert everything.run_step(["pytest", "-q", f"--rootdir={tmp_path}", "test_wrong.py"], ALONE) == (1, False)


def test_what_runs_beside_another_step_is_told_at_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert everything.Beside(["platform"], os.environ).ended() == 0
    assert sys.platform in capsys.readouterr().out.lower()
    missing = tmp_path / "missing.json"
    assert everything.Beside(["json.tool", str(missing)], os.environ).ended() != 0
    assert missing.name in capsys.readouterr().out
