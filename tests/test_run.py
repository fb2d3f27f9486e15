"""The start on a bare machine: what is called, when an environment counts as finished, what is said."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with its locks, on a path with blanks and umlauts."""
    root = tmp_path / "Öffentliche Daten" / "quartier blick"
    root.mkdir(parents=True)
    (root / run.RUNTIME).write_text("dash==4\n")
    (root / run.DEVELOPMENT).write_text("dash==4\npytest==9\n")
    (root / run.PEERS).write_text("dash==4\nesda==2\n")
    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "VENV", root / ".venv")
    monkeypatch.setattr(run, "PEERS_VENV", root / ".venv-peers")
    return root


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the locks that were installed, instead of installing them."""
    names: list[str] = []

    def build(lock: Path, venv: Path, offline: Path | None) -> None:
        assert offline is None
        names.append(lock.name)
        python = run.environment_python(venv)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(run, "build", build)
    return names


def on_debian(monkeypatch: pytest.MonkeyPatch, *missing: str, user: int = 1000) -> None:
    """Let every program be found but these, on Linux, as this user."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None if name in missing else f"/usr/bin/{name}")


def test_the_interpreter_stands_where_each_system_puts_it(tmp_path: Path) -> None:
    assert run.environment_python(tmp_path, windows=False) == tmp_path / "bin" / "python"
    assert run.environment_python(tmp_path, windows=True) == tmp_path / "Scripts" / "python.exe"


@pytest.mark.parametrize("words", [["--offline", "wheels", "test", "-q"], ["test", "--offline=wheels", "-q"]])
def test_offline_is_taken_out_wherever_it_stands(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wheels").mkdir()
    assert run.split_offline(words) == (tmp_path / "wheels", ["test", "-q"])


@pytest.mark.parametrize("words", [["--offline"], ["--offline="], ["--offline", "no such folder"]])
def test_offline_without_a_folder_is_refused(words: list[str]) -> None:
    with pytest.raises(run.SetupError, match="existing folder of wheels"):
        run.split_offline(words)


@pytest.mark.parametrize(
    ("words", "handed_on"),
    [
        ([], ["serve", "--open"]),
        (["--port", "8060"], ["serve", "--open", "--port", "8060"]),
        (["serve", "--no-browser"], ["serve", "--open", "--no-browser"]),
        (["--help"], ["--help"]),
        (["inspect", "a b.zip", "--json"], ["inspect", "a b.zip", "--json"]),
    ],
)
def test_serving_opens_the_browser_and_other_commands_are_handed_on(words: list[str], handed_on: list[str]) -> None:
    assert run.app_arguments(words) == handed_on


@pytest.mark.parametrize("tool", ["pip", "/usr/bin/uv"])
def test_a_path_with_blanks_stays_one_word(tool: str, home: Path) -> None:
    lock, venv, wheels = home / run.RUNTIME, home / ".venv", home / "meine wheels"
    create, install = run.install_commands(tool, lock, venv, wheels)[:2]
    assert create[-1] == str(venv)
    assert str(lock) in install
    assert install[install.index("--find-links") + 1] == str(wheels)


@pytest.mark.parametrize("tool", ["pip", "/usr/bin/uv"])
def test_hashes_are_always_required_and_the_network_only_asked_without_offline(tool: str, home: Path) -> None:
    online, offline = (
        run.install_commands(tool, home / run.RUNTIME, home / ".venv", folder)[1] for folder in (None, home)
    )
    assert "--require-hashes" in online
    assert "--require-hashes" in offline
    assert "--no-index" not in online
    assert "--no-index" in offline


def test_what_pip_installed_is_compiled_and_a_file_that_cannot_be_stops_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "fine.py").write_text("number = 1")
    (tmp_path / "broken.py").write_text("number =")
    compiling = run.install_commands("pip", home / run.RUNTIME, tmp_path, None)[-1]
    assert subprocess.run([sys.executable, *compiling[1:]]).returncode == 0
    assert [file.name.partition(".")[0] for file in (tmp_path / "__pycache__").iterdir()] == ["fine"]


def test_a_finished_environment_is_not_made_again(home: Path, built: list[str]) -> None:
    for _ in range(2):
        assert run.provide_environment(run.RUNTIME) == run.environment_python(home / ".venv")
    assert built == [run.RUNTIME]


def test_an_interrupted_installation_is_repaired(home: Path, built: list[str]) -> None:
    run.environment_python(home / ".venv").parent.mkdir(parents=True)
    run.environment_python(home / ".venv").touch()
    run.provide_environment(run.RUNTIME)
    assert built == [run.RUNTIME]


def test_a_failed_installation_leaves_no_stamp(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(lock: Path, venv: Path, offline: Path | None) -> None:
        raise run.SetupError(f"{lock} {venv} {offline}")

    (home / ".venv").mkdir()
    (home / ".venv" / "requirements-dev.finished").write_text("of an older lock")
    monkeypatch.setattr(run, "build", build)
    with pytest.raises(run.SetupError):
        run.provide_environment(run.RUNTIME)
    assert not list((home / ".venv").glob("*.finished"))


def test_a_changed_lock_makes_the_environment_anew(home: Path, built: list[str]) -> None:
    run.provide_environment(run.RUNTIME)
    (home / run.RUNTIME).write_text("dash==5\n")
    run.provide_environment(run.RUNTIME)
    assert built == [run.RUNTIME] * 2


def test_another_python_makes_the_environment_anew(
    home: Path, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.provide_environment(run.RUNTIME)
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    run.provide_environment(run.RUNTIME)
    assert built == [run.RUNTIME] * 2
    assert home.exists()


@pytest.mark.usefixtures("home")
def test_the_environment_for_tests_also_runs_the_product(built: list[str]) -> None:
    run.provide_environment(run.RUNTIME)
    run.provide_environment(run.DEVELOPMENT)
    run.provide_environment(run.RUNTIME)
    assert built == [run.RUNTIME, run.DEVELOPMENT]


def test_the_peers_of_benchmarks_are_kept_apart_from_what_runs_the_product(home: Path, built: list[str]) -> None:
    run.provide_environment(run.DEVELOPMENT)
    for _ in range(2):
        assert run.provide_environment(run.PEERS) == run.environment_python(home / ".venv-peers")
    assert run.provide_environment(run.RUNTIME) == run.environment_python(home / ".venv")
    assert built == [run.DEVELOPMENT, run.PEERS]


def test_a_changed_lock_of_the_peers_makes_only_their_environment_anew(home: Path, built: list[str]) -> None:
    run.provide_environment(run.RUNTIME)
    run.provide_environment(run.PEERS)
    (home / run.PEERS).write_text("dash==4\nesda==3\n")
    run.provide_environment(run.PEERS)
    run.provide_environment(run.RUNTIME)
    assert built == [run.RUNTIME, run.PEERS, run.PEERS]


def test_an_environment_whose_python_went_away_is_made_anew(home: Path, built: list[str]) -> None:
    run.provide_environment(run.RUNTIME)
    run.environment_python(home / ".venv").unlink()
    run.provide_environment(run.RUNTIME)
    assert built == [run.RUNTIME] * 2


def test_without_ensurepip_and_without_rights_one_line_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    on_debian(monkeypatch, "sudo")
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(run.SetupError) as refused:
        run.provide_pip()
    assert str(refused.value).endswith(f"Type: sudo apt install {package}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("user", "sudo_code", "start"), [(0, 1, ["env"]), (1000, 0, ["/usr/bin/sudo", "-n", "env"])])
def test_apt_is_called_as_root_or_with_sudo_that_asks_nothing(
    user: int, sudo_code: int, start: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_debian(monkeypatch, user=user)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], sudo_code))
    command = run.apt_command("chromium")
    assert command is not None
    assert command[: len(start)] == start
    assert command[-4:] == ["install", "-y", "-q", "chromium"]


def test_a_sudo_that_would_ask_for_a_password_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    on_debian(monkeypatch)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
    assert run.apt_command("chromium") is None


def test_where_uv_fails_pip_is_tried(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def answer(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        called.append(command[0])
        return subprocess.CompletedProcess(list(command), int(command[0].endswith("uv")))

    on_debian(monkeypatch)
    monkeypatch.setattr(subprocess, "run", answer)
    run.build(home / run.RUNTIME, home / ".venv", None)
    assert called == ["/usr/bin/uv", sys.executable, *[str(run.environment_python(home / ".venv"))] * 2]


def test_an_unknown_benchmark_is_answered_with_those_there_are(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "benchmarks").mkdir()
    (home / "benchmarks" / "first_map.py").touch()
    assert run.main(["bench", "second_map"]) == 1
    assert capsys.readouterr().err == "Which benchmark? There are: first_map\n"


@pytest.fixture
def handed_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str | Path]]:
    """Commands that would have been started, beside two benchmarks."""
    (home / "benchmarks").mkdir()
    for name in ("analysis", "intake"):
        (home / "benchmarks" / f"{name}.py").touch()
    commands: list[Sequence[str | Path]] = []
    monkeypatch.setattr(run, "hand_over", lambda command: commands.append(command) or 0)
    return commands


def test_only_the_benchmark_that_has_peers_installs_them(
    home: Path, built: list[str], handed_over: list[Sequence[str | Path]]
) -> None:
    assert run.main(["bench", "intake"]) == run.main(["bench", "analysis", "--quick"]) == 0
    assert built == [run.DEVELOPMENT, run.PEERS]
    assert handed_over[1] == [run.environment_python(home / ".venv"), "-P", "-m", "benchmarks.analysis", "--quick"]


def test_a_benchmark_without_its_peers_is_run_and_the_reason_said(
    handed_over: list[Sequence[str | Path]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(lock: Path, venv: Path, offline: Path | None) -> None:
        if lock.name == run.PEERS:
            raise run.SetupError(f"no network for {venv.name} {offline}")
        python = run.environment_python(venv)
        python.parent.mkdir(parents=True)
        python.touch()

    monkeypatch.setattr(run, "build", build)
    assert run.main(["bench", "analysis"]) == 0
    assert len(handed_over) == 1
    assert "no network for .venv-peers" in capsys.readouterr().out
