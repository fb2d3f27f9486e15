"""Whatever a reading does - hang, grow, crash, tell nonsense - its owner gets a plain sentence, and nothing is left."""

import errno
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from loading.delivery import read_delivery
from loading.errors import DataFileError
from loading.ingest import apart
from loading.ingest.apart import read_apart
from loading.ingest.child import DISK_FULL, Request
from loading.ingest.conversation import Conversation, Nursery, can_fork, nursery, spawned
from loading.ingest.limits import Limits
from loading.ingest.progress import Stage, telling
from tests.loading.ingest.acting import acting
from tests.loading.ingest.alike import differences
from tests.loading.made_files import shapefile, zipped_shapefile
from texts import LANGUAGES, load_texts

TABLE = "Nr;Name;Arbeitslose\n01;Brück;31\n02;Süd;42\n03;Öst;53\n"
STAGE = Stage("table", "a.csv", 1, 1).to_line()
FOREVER = f"import os, time; os.write(1, {STAGE!r}); time.sleep(60)"


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    table = tmp_path / "arbeitslose_2024.csv"
    table.write_text(TABLE, encoding="utf-8")
    return [zipped_shapefile(tmp_path / "karte.zip", shapefile(tmp_path / "teile" / "karte.shp")), table]


@pytest.fixture
def no_leftovers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def refusal(paths: list[Path], **options: object) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        read_apart(paths, **options)  # type: ignore[arg-type]
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            assert load_texts(language)(f"{caught.value.problem}.{part}", **caught.value.found)
    return caught.value


@pytest.mark.parametrize("begin", [None, spawned], ids=["forked", "spawned"])
def test_what_is_read_apart_is_what_is_read_here(
    paths: list[Path], no_leftovers: Path, begin: Callable[[Request], Conversation] | None
) -> None:
    stages: list[Stage] = []
    found = read_apart(paths, progress=stages.append, begin=begin)
    assert differences(found, read_delivery(paths)) == []
    assert {"opening", "map", "repairing", "table", "handing_over"} <= {stage.step for stage in stages}
    assert list(no_leftovers.iterdir()) == []


def test_whoever_listens_hears_the_stages_of_the_other_process(paths: list[Path]) -> None:
    heard: list[str] = []
    with telling(lambda stage: heard.append(stage.step)):
        read_apart(paths)
    assert heard[0] == "starting"


def test_a_refusal_crosses_the_boundary_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text("<kml/>", encoding="utf-8")
    assert (refusal([path]).problem, refusal([path]).found["format"]) == ("opening.other_map_format", "KML")


def test_what_can_be_read_of_a_refused_delivery_comes_back(paths: list[Path]) -> None:
    paths[0].write_bytes(b"PK\x03\x04")
    found = read_apart(paths, only_what_can_be=True)
    assert [finding.code for finding in found.findings if finding.is_refusal] == ["opening.damaged_zip"]


def test_a_reading_that_never_ends_is_ended_and_its_file_named(paths: list[Path], no_leftovers: Path) -> None:
    began = time.monotonic()
    error = refusal(paths, limits=Limits(seconds=1), begin=acting(FOREVER))
    assert (error.problem, error.found["file"], error.found["limit"]) == ("ingest.too_slow", "a.csv", 1)
    assert time.monotonic() - began < 5
    assert list(no_leftovers.iterdir()) == []


def test_a_reading_that_is_not_wanted_any_longer_is_ended(paths: list[Path]) -> None:
    wanted = threading.Event()
    error = refusal(paths, progress=lambda _: wanted.set(), cancelled=wanted.is_set, begin=acting(FOREVER))
    assert error.problem == "ingest.cancelled"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "ingest.broke_off"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ingest.ended"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "ingest.ended"),
        ("raise SystemExit(1)", "ingest.broke_off"),
        ("print('nonsense'); print('[' * 99999)", "ingest.broke_off"),
        (f"raise SystemExit({DISK_FULL})", "ingest.disk_full"),
        ("import sys; open(sys.argv[1] + '/answer.json', 'w').write('{\"delivery\": 1}')", "ingest.broke_off"),
    ],
)
def test_a_reading_that_dies_gives_a_plain_sentence(paths: list[Path], code: str, problem: str) -> None:
    assert refusal(paths, begin=acting(code)).problem == problem


@pytest.mark.parametrize(
    ("code", "times"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 2),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 1),
        ("raise SystemExit(1)", 1),
    ],
)
def test_only_what_was_ended_from_outside_is_begun_again_and_only_once(
    paths: list[Path], code: str, times: int
) -> None:
    begun: list[Request] = []

    def begin(request: Request) -> Conversation:
        assert not list(Path(request.folder).iterdir())
        begun.append(request)
        return acting(f"import sys; open(sys.argv[1] + '/project.gpkg', 'w').write('half'); {code}")(request)

    refusal(paths, begin=begin)
    assert len(begun) == times


def test_what_was_ended_once_is_read_the_second_time(paths: list[Path]) -> None:
    ways = [acting("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), spawned]
    found = read_apart(paths, begin=lambda request: ways.pop(0)(request))
    assert differences(found, read_delivery(paths)) == []


def test_a_process_that_is_gone_without_a_word_was_ended(paths: list[Path]) -> None:
    def begin(_: Request) -> Conversation:
        return Conversation(io.BytesIO(STAGE), lambda: None, lambda: None)

    assert refusal(paths, begin=begin).problem == "ingest.ended"


def test_a_folder_for_which_there_is_no_room_is_told_as_such(
    paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    assert refusal(paths).problem == "ingest.disk_full"


@pytest.mark.parametrize(
    "code", ["raise SystemExit(71)", "import sys; from loading.ingest.transport import write_refusal; {}"]
)
def test_what_breaks_off_or_is_unreadable_where_no_room_is_left_is_told_as_such(
    paths: list[Path], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    told = "write_refusal(DataFileError('a.csv', 'opening.unreadable'), Path(sys.argv[1]))"
    imports = "from pathlib import Path; from loading.errors import DataFileError; "
    path = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[3])!r}); "
    monkeypatch.setattr(apart, "_free", lambda _: 0)
    assert refusal(paths, begin=acting(path + code.format(imports + told))).problem == "ingest.disk_full"


if Path("/dev/full").exists():

    def test_a_process_that_can_say_nothing_any_more_still_says_why() -> None:
        lines = (
            "import os, sys",
            "from loading.ingest import child",
            "os.dup2(os.open('/dev/full', os.O_WRONLY), 2)",
            "error = OSError(28, 'full')",
            "child.write_places(OSError, error, None)",
            "child._leave(child._code_of(error))",
        )
        ended = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=Path(__file__).parents[3], check=False)
        assert ended.returncode == DISK_FULL


@pytest.mark.parametrize("signal", [11, 6, 9], ids=["SIGSEGV", "SIGABRT", "SIGKILL"])
@pytest.mark.parametrize(("peak", "problem"), [(97, "ingest.too_much_memory"), (40, "")])
def test_who_dies_with_all_its_memory_taken_died_of_that(
    paths: list[Path], signal: int, peak: int, problem: str
) -> None:
    problem = problem or ("ingest.ended" if signal == 9 else "ingest.broke_off")
    told = json.dumps({"ended": -signal, "peak": peak * 1_000_000})
    assert refusal(paths, limits=Limits(megabytes_of_memory=100), begin=acting(f"print({told!r})")).problem == problem


if can_fork():

    @pytest.fixture
    def large(paths: list[Path], tmp_path: Path) -> list[Path]:
        lines = "".join(f"{row % 3:02};{row};{row}.5;x{row}\n" for row in range(200_000))
        (tmp_path / "gross.csv").write_text(f"Nr;A 2023;B 2023;Name\n{lines}", encoding="utf-8")
        return [paths[0], tmp_path / "gross.csv"]

    @pytest.mark.parametrize(
        ("limits", "problem"),
        [
            (Limits(processor_seconds=1), "ingest.too_slow"),
            (Limits(megabytes_of_memory=90), "ingest.too_much_memory"),
            (Limits(megabytes_written=1), "ingest.too_much_written"),
        ],
        ids=["processor", "memory", "disk"],
    )
    def test_the_system_keeps_the_limits_of_the_process(
        large: list[Path], no_leftovers: Path, limits: Limits, problem: str
    ) -> None:
        error = refusal(large, limits=limits)
        assert error.problem == problem
        assert list(no_leftovers.iterdir()) == []

    def test_a_real_reading_is_killed_where_it_takes_too_long(large: list[Path]) -> None:
        began = time.monotonic()
        assert refusal(large, cancelled=lambda: time.monotonic() - began > 0.5).problem == "ingest.cancelled"
        assert time.monotonic() - began < 10

    def test_the_forkserver_is_started_again_where_it_was_ended(paths: list[Path]) -> None:
        nursery = Nursery()
        assert read_apart(paths, begin=nursery.begin).tables
        nursery.close()
        assert read_apart(paths, begin=nursery.begin).tables
        nursery.close()

    def test_several_deliveries_are_read_at_the_same_time(paths: list[Path]) -> None:
        found: list[int] = []
        threads = [threading.Thread(target=lambda: found.append(len(read_apart(paths).tables))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [1, 1, 1, 1]


if can_fork() and Path("/proc/self/status").exists():

    def test_how_much_a_reading_had_taken_is_known_when_it_has_ended(large: list[Path]) -> None:
        begun: list[Conversation] = []

        def begin(request: Request) -> Conversation:
            begun.append(nursery().begin(request))
            return begun[0]

        assert refusal(large, limits=Limits(megabytes_of_memory=400), begin=begin).problem == "ingest.too_much_memory"
        assert 350_000_000 < begun[0].peak() <= 400_000_000
