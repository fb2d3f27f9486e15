"""The audit tells flaws, that there are none, and that the lists could not be asked, by what it says and its code."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import audit

UNKNOWN = {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (2.0)"}
FLAW = {"id": "CVE-2024-0001", "fix_versions": ["2.0"]}


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the commands of an audit come to, instead of running them."""
    outcome: dict[str, Any] = {"pip": 0, "vulns": [], "further": [], "answers": True, "reached": True, "pytest": 0}

    def run(words: Sequence[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        called = words[words.index("-m") + 1]
        if called == "pip_audit" and outcome["answers"]:
            package = {"name": "a", "version": "1.0", "vulns": outcome["vulns"]}
            packages = [package, *outcome["further"]] if outcome["reached"] else [UNKNOWN]
            target = Path(words[words.index("--output") + 1])
            target.write_text(json.dumps({"dependencies": packages}))
        return subprocess.CompletedProcess(list(words), outcome.get(called, 0))

    monkeypatch.setattr(subprocess, "run", run)
    return outcome


@pytest.mark.usefixtures("commands")
def test_nothing_known_is_said_with_the_locks(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main() == audit.CLEAN
    assert "requirements.txt" in capsys.readouterr().out


def test_every_flaw_is_named_once(commands: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    commands["vulns"] = [FLAW]
    assert audit.main() == audit.FLAWED
    assert capsys.readouterr().out.count("a 1.0: CVE-2024-0001, mended in 2.0") == 1


def test_what_the_lists_do_not_know_is_named_and_is_not_clean(
    commands: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    commands["further"] = [UNKNOWN]
    assert audit.main() == audit.NOT_ASKED
    assert "The lists know nothing of: b." in capsys.readouterr().out
    commands["vulns"] = [FLAW]
    assert audit.main() == audit.FLAWED


@pytest.mark.parametrize("change", [{"pip": 1}, {"answers": False}, {"reached": False}])
def test_without_a_network_the_floors_stand_in_and_it_is_said(
    commands: dict[str, Any], capsys: pytest.CaptureFixture[str], change: dict[str, Any]
) -> None:
    commands.update(change)
    assert audit.main() == audit.NOT_ASKED
    assert audit.NO_NETWORK in capsys.readouterr().out
    commands["pytest"] = 1
    assert audit.main() == audit.FLAWED


def test_all_locks_of_the_product_are_asked_about() -> None:
    assert set(audit.LOCKS) == {path.name for path in audit.ROOT.glob("requirements*.txt")} - {"requirements-peers.txt"}
