"""What belongs to a delivery: written beside, then put into place; carried over to the delivery that completes it."""

from pathlib import Path

import pytest

from callbacks.intake.shared.decisions_kept import Belonging, DecisionsKept
from callbacks.intake.shared.intakes import Intakes


@pytest.fixture
def intakes(tmp_path: Path) -> Intakes:
    return Intakes(tmp_path / "intake")


def received(intakes: Intakes, before: str = "") -> str:
    return intakes.receive([("a.csv", lambda path: path.write_bytes(b"1"))], before)


def test_a_crash_while_writing_leaves_what_was_kept_before(intakes: Intakes, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, token = DecisionsKept(intakes.folder), received(intakes)
    kept.keep(token, {"title": "Eins"})

    def crash(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", crash)
    with pytest.raises(OSError, match="Input/output"):
        kept.keep(token, {"title": "Zwei"})
    assert kept.kept(token)["decisions"] == {"title": "Eins"}
    assert not [path.name for path in (intakes.folder / token).iterdir() if path.name.startswith(".")]


def test_a_delivery_that_completes_another_one_keeps_decisions_and_project(intakes: Intakes) -> None:
    kept, first = DecisionsKept(intakes.folder), received(intakes)
    kept.keep(first, {"title": "Eins"})
    kept.belong(first, Belonging("eins", 3, "Eins"))
    second = received(intakes, first)
    kept.carry_over(first, second)
    assert kept.kept(second) == kept.kept(first)
    assert kept.belonging(second) == Belonging("eins", 3, "Eins", completed=True)
    third = received(intakes)
    kept.carry_over("0" * 32, third)
    kept.carry_over("", third)
    assert (kept.kept(third), kept.belonging(third)) == ({"decisions": {}, "saved": ""}, None)


def test_files_of_a_delivery_are_only_those_that_were_delivered(intakes: Intakes) -> None:
    kept, token = DecisionsKept(intakes.folder), received(intakes)
    kept.keep(token, {})
    kept.belong(token, Belonging("eins", 1, "Eins"))
    assert list(intakes.files(token)) == ["a.csv"]
