"""Of a proof that breaks off the log holds the places in the code, and nothing of what was to be proven."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from callbacks.publish.shared.proofs import Proofs
from loading.atlas import Atlas
from tests.toytown import toytown


@dataclass(frozen=True)
class Asked:
    """A question at which the program breaks off."""

    atlas: Atlas
    key: str = "{}"


def test_a_proof_that_breaks_off_is_logged_by_its_places_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    proofs, town = Proofs(tmp_path, "tests.callbacks.publish.failing_proof"), toytown()
    proof = proofs.of(proofs.begin(Asked(town)), town)
    with caplog.at_level(logging.ERROR):
        end = time.monotonic() + 30
        while proof.is_running and time.monotonic() < end:
            time.sleep(0.05)
        with pytest.raises(ChildProcessError):
            proof.answer()
    (told,) = [one.getMessage() for one in caplog.records]
    assert told.startswith("a proof ended with 1: KeyError at publish/failing_proof.py:")
    printed = capfd.readouterr()
    said = "\n".join([caplog.text, printed.out, printed.err])
    assert [one for one in ("Nordwall", "232", "Traceback") if one in said] == []
