"""A process that reads has no network, no secrets and no rights it could gain."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from loading.ingest.child import SAID, Request
from loading.ingest.conversation import Nursery, can_fork
from loading.ingest.sealed import bare_environment
from tests.loading.ingest.possible import can_leave_network
from tests.sources import ROOT

OWN_NETWORK, PATIENCE = Path("/proc/self/ns/net"), 20.0
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

SPAWNED = """
import os
from loading.ingest import child
child.give_way = lambda: (print(os.readlink("/proc/self/ns/net"), flush=True), os._exit(0))
child.read_spawned()
"""


def tried(port: int) -> str:
    words = [sys.executable, "-c", TRIED, str(port)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_where_the_system_allows_it_nothing_is_reached_not_even_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert tried(server.getsockname()[1]) == ("True out of reach" if can_leave_network() else "False reached")


if can_leave_network():

    def test_the_forkserver_has_a_network_of_its_own() -> None:
        nursery = Nursery()
        nursery.warm()
        assert nursery._server is not None
        network, until = Path(f"/proc/{nursery._server.pid}/ns/net"), time.monotonic() + PATIENCE
        while network.readlink() == OWN_NETWORK.readlink() and time.monotonic() < until:
            time.sleep(0.02)  # it starts, and nobody waits for it
        found = network.readlink()
        nursery.close()
        assert found != OWN_NETWORK.readlink()

    def test_so_has_a_process_that_was_started_for_one_reading(tmp_path: Path) -> None:
        given = msgspec.json.encode(Request(str(tmp_path), (), {}, {}))
        words = [sys.executable, "-c", SPAWNED]
        subprocess.run(words, cwd=ROOT, input=given, check=True)
        told = (tmp_path / SAID).read_text("utf-8").split()
        assert told[0] != str(OWN_NETWORK.readlink())


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
