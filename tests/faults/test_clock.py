"""A clock that jumps, runs backwards or stands at 1970: no order changes, nothing is swept, archives are made."""

import io
import os
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import openpyxl
import pytest

from app import open_services
from callbacks.intake.shared.decisions_kept import DecisionsKept
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.upload import zipped
from callbacks.shared.services import Services
from loading.choices import Choices
from loading.tables.repacking import merged_first
from tests.callbacks.delivered_towns import town_files

# The hour from two to three of this night comes twice in Berlin.
FIRST, SECOND = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


class Clock(datetime):
    """A clock that is set by hand."""

    at = FIRST

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.at.astimezone(tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Clock]]:
    """Let a project be saved when the test says, by a machine in Berlin."""
    monkeypatch.setattr("loading.project_file.project.datetime", Clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield Clock
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return open_services(tmp_path / "projects")


def kept(services: Services, folder: Path, title: str) -> None:
    files = town_files(folder / title, "Lindenau", "30", 6)
    services.named.keep(services.projects.add({path.name: path for path in files}, Choices(title=title)))


def test_what_is_saved_in_the_second_of_two_equal_hours_is_later(
    services: Services, tmp_path: Path, clock: type[Clock]
) -> None:
    assert f"{FIRST.astimezone():%H:%M}" == f"{SECOND.astimezone():%H:%M}" == "02:30"
    for title, at in (("Erst", FIRST), ("Dann", SECOND)):
        clock.at = at
        kept(services, tmp_path, title)
    listed = [one.summary for one in services.projects.shelf.listed()]
    assert [one and one.title for one in listed] == ["Dann", "Erst"]
    assert [one and one.saved for one in listed] == [SECOND.isoformat(), FIRST.isoformat()]


def test_a_save_by_a_clock_that_ran_backwards_is_seen_at_once(
    services: Services, tmp_path: Path, clock: type[Clock]
) -> None:
    kept(services, tmp_path, "Alt")
    path = services.projects.shelf.path("alt")
    assert [one.summary and one.summary.title for one in services.projects.shelf.listed()] == ["Alt"]
    clock.at = FIRST - timedelta(days=1)
    services.named.rename("alt", "Neu", 1)
    os.utime(path, (0, 0))
    (listed,) = services.projects.shelf.listed()
    assert (listed.summary and (listed.summary.title, listed.summary.revision)) == ("Neu", 2)


def test_the_last_decisions_stay_whatever_the_clock_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intakes = Intakes(tmp_path)
    decisions = DecisionsKept(tmp_path)
    token = intakes.receive([("a.csv", lambda path: path.write_text("a;b\n", encoding="utf-8"))])
    for title, at in (("Erst", SECOND), ("Dann", FIRST)):
        monkeypatch.setattr("callbacks.intake.shared.decisions_kept.now", lambda at=at: at.isoformat())
        decisions.keep(token, {"title": title})
    assert decisions.kept(token) == {"decisions": {"title": "Dann"}, "saved": FIRST.isoformat()}


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-1), timedelta(days=-9999)])
def test_nothing_is_swept_because_the_clock_jumped(services: Services, tmp_path: Path, jump: timedelta) -> None:
    intakes = Intakes(tmp_path / "intake")
    token = intakes.receive([("a.csv", lambda path: path.write_text("a;b\n", encoding="utf-8"))])
    intakes.sweep(time.time() + jump.total_seconds())
    assert list(intakes.files(token)) == ["a.csv"]
    kept(services, tmp_path, "Weg")
    services.projects.shelf.remove("weg")
    services.projects.shelf.sweep(datetime.now(UTC) + jump)
    assert len(services.projects.shelf.removed()) == 1


def test_files_and_clocks_of_1970_hinder_no_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "alt.csv"
    path.write_text("a;b\n", encoding="utf-8")
    os.utime(path, (0, 0))
    with zipfile.ZipFile(io.BytesIO(zipped((path,)))) as archive:
        assert archive.read("alt.csv") == b"a;b\n"
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.merge_cells("A1:B1")
    book.save(content)
    today = merged_first(content.getvalue())
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert merged_first(content.getvalue()) == today != content.getvalue()
