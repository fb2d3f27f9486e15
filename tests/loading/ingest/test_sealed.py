"""A process that reads has no network, no secrets and no rights it could gain."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from loading.ingest.conversation import Nursery, can_fork
from loading.ingest.sealed import bare_environment
from tests.sources import ROOT

TRIED = """
import socket, sys
from loading.ingest.limits import Limits
from loading.ingest.sealed import give_up_privileges, leave_network, limit_resources
left = leave_network()
give_up_privileges()
limit_resources(Limits(megabytes_written=1))
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2).close()
    print(left, "reached")
except OSError:
    print(left, "out of reach")
"""


def tried(port: int) -> str:
    words = [sys.executable, "-c", TRIED, str(port)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_where_the_system_allows_it_nothing_is_reached_not_even_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert tried(server.getsockname()[1]) in ("True out of reach", "False reached")


def test_a_reading_gives_way_to_others_and_is_not_starved_by_them() -> None:
    said = "from loading.ingest.sealed import give_way; give_way(); import os"
    kind = "os.sched_getscheduler(0) == os.SCHED_OTHER if hasattr(os, 'SCHED_OTHER') else True"
    words = [sys.executable, "-c", f"{said}; print({kind}, os.nice(0) >= 15 if hasattr(os, 'nice') else True)"]
    assert subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "True True\n"


if hasattr(os, "sched_getaffinity"):

    def test_a_reading_leaves_one_of_several_processors_alone() -> None:
        said = "import os; from loading.ingest.sealed import give_way; had = os.sched_getaffinity(0); give_way()"
        words = [sys.executable, "-c", f"{said}; print(len(had - os.sched_getaffinity(0)))"]
        left = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert int(left) == (len(os.sched_getaffinity(0)) > 1)


def test_the_environment_holds_nothing_that_anybody_could_want_to_know() -> None:
    given = {"SECRET_KEY": "x", "HTTP_PROXY": "y", "HOME": "/h", "PATH": "/bin", "PROJ_DATA": "/proj"}
    found = bare_environment(given)
    assert found["PROJ_DATA"] == "/proj"
    assert not set(found) & {"SECRET_KEY", "HTTP_PROXY", "HOME", "PATH"}


if can_fork() and Path("/proc/self/environ").exists():

    def test_the_forkserver_starts_bare(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_KEY", "do-not-tell")
        nursery = Nursery()
        nursery.warm()
        assert nursery._server is not None
        environment = Path(f"/proc/{nursery._server.pid}/environ").read_bytes()
        nursery.close()
        assert b"do-not-tell" not in environment
        assert b"SECRET_KEY" not in environment

    def test_nothing_of_the_program_is_open_in_the_forkserver(tmp_path: Path) -> None:
        nursery = Nursery()
        with (tmp_path / "secret").open("w") as secret:
            os.set_inheritable(secret.fileno(), True)
            nursery.warm()
            assert nursery._server is not None
            opened = [os.path.realpath(one) for one in Path(f"/proc/{nursery._server.pid}/fd").iterdir()]
        nursery.close()
        assert opened
        assert not [one for one in opened if one.endswith("/secret")]


def test_limits_of_a_process_can_always_be_set() -> None:
    code = "from loading.ingest.limits import Limits; from loading.ingest.sealed import limit_resources as limit; "
    words = [sys.executable, "-c", f"{code}limit(Limits()); limit(Limits(megabytes_of_memory=20_000))"]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == 0
