"""Start, test or measure Quartierblick on a machine that has Python and nothing else.

    python3 run.py                          open the sample city in the browser
    python3 run.py serve --data FILE ...    open own files
    python3 run.py inspect FILE ... --json  say what was recognised in files
    python3 run.py test [PYTEST ARGUMENTS]  run everything that tests the product
    python3 run.py bench NAME [ARGUMENTS]   run benchmarks/NAME.py
    python3 run.py audit                    ask public lists of known flaws about all locked packages
    python3 run.py --offline DIR ...        the same, installing from a folder of wheels

The first start makes the environment .venv from the locked requirements; every further start only compares
the stamp in it. The libraries a benchmark compares with have an environment of their own, .venv-peers. On Windows
type "py run.py". Only the standard library is used here.
"""

# Lets an older Python read this file as far as the sentence that says it is too old.
from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV, PEERS_VENV = ROOT / ".venv", ROOT / ".venv-peers"
RUNTIME, DEVELOPMENT, PEERS = "requirements.txt", "requirements-dev.txt", "requirements-peers.txt"
BESIDE_PEERS = ("analysis",)  # benchmarks that compare with libraries which are no part of the product or its tests
PROGRAMS = {"test": "__main__.py", "audit": "audit.py"}
OLDEST_PYTHON = (3, 11)
WINDOWS = sys.platform == "win32"


class SetupError(Exception):
    """The environment cannot be made; the message is one line that says what to do."""


# ---------------------------------------------------------------- what to call (no side effects)


def environment_python(venv: Path, windows: bool = WINDOWS) -> Path:
    """Give the interpreter inside an environment."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def split_offline(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Take ``--offline DIR`` out of the arguments, wherever it stands.

    Returns
    -------
    Path or None, list of str
        The folder of wheels, and all other arguments in their order.

    Raises
    ------
    SetupError
        If the folder is missing.
    """
    folder, rest, remaining = None, [], iter(arguments)
    for argument in remaining:
        name, equals, value = argument.partition("=")
        if name != "--offline":
            rest.append(argument)
            continue
        value = value if equals else next(remaining, "")
        if not value or not Path(value).is_dir():
            raise SetupError(f"--offline needs an existing folder of wheels, not '{value}'")
        folder = Path(value).resolve()
    return folder, rest


def app_arguments(arguments: Sequence[str]) -> list[str]:
    """Give the arguments for app.py; serving opens the browser, where ``--no-browser`` does not follow."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command.startswith("--") and command not in ("--help", "--version"):
        command, rest = "serve", arguments
    return [command, *(["--open"] if command == "serve" else []), *rest]


def install_commands(tool: str, lock: Path, venv: Path, offline: Path | None) -> list[list[str]]:
    """Build the commands that make an environment and install the locked requirements into it.

    Parameters
    ----------
    tool : str
        Path of uv, or "pip".
    lock : Path
        Requirements with hashes.
    venv : Path
    offline : Path or None
        Folder of wheels; then no network is asked.

    Returns
    -------
    list of lists of str
    """
    python = str(environment_python(venv))
    source = ["--no-index", "--find-links", str(offline)] if offline else []
    wanted = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock), *source]
    if tool == "pip":
        pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--no-compile", "--disable-pip-version-check"]
        compile_all = "import compileall, sys; compileall.compile_dir(sys.argv[1], quiet=2, workers=0)"  # all at once
        create = [sys.executable, "-m", "venv", "--clear", str(venv)]
        return [create, [*pip, *wanted], [python, "-c", compile_all, str(venv)]]
    return [
        [tool, "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, str(venv)],
        [tool, "pip", "install", "--quiet", "--python", python, *wanted],
    ]


def stamp(lock: Path) -> str:
    """Say what a finished environment was made from: the lock's content, the Python, the kind of machine."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} python{sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}"


def is_finished(lock: Path, venv: Path) -> bool:
    """Whether the environment holds exactly this lock; reads two small files, starts nothing."""
    note = venv / f"{lock.stem}.finished"
    return note.is_file() and note.read_text(encoding="utf-8") == stamp(lock) and environment_python(venv).exists()


def apt_command(package: str) -> list[str] | None:
    """Build the command that installs a distribution's package, or None where that is not allowed."""
    if sys.platform == "win32" or not shutil.which("apt-get"):
        return None
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", package]
    if os.geteuid() == 0:
        return install
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n", *install]
    return None


# ---------------------------------------------------------------- the environment


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


def apt_install(package: str) -> bool:
    """Install a distribution's package where that is allowed, refreshing its lists only when needed."""
    command = apt_command(package)
    if command is None:
        return False
    say(f"Installing the distribution's package {package} ...")
    if subprocess.run(command).returncode == 0:
        return True
    update = [*command[: command.index("install")], "update", "-q"]
    return subprocess.run(update).returncode == 0 and subprocess.run(command).returncode == 0


def provide_pip() -> None:
    """Make sure that Python can make environments with pip; Debian and Ubuntu ship that apart.

    Raises
    ------
    SetupError
        If the package is missing and may not be installed; says what to type.
    """
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    apt_install(package)
    importlib.invalidate_caches()
    if not importlib.util.find_spec("ensurepip"):
        raise SetupError(f"Python cannot make environments here. Type: sudo apt install {package}")


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Let a second start wait until the first has finished the environment; a crash frees the lock."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build(lock: Path, venv: Path, offline: Path | None) -> None:
    """Make an environment anew: with uv where it happens to be installed, otherwise, or where uv fails, with pip.

    Raises
    ------
    SetupError
        If neither finishes.
    """
    for tool in filter(None, [shutil.which("uv"), "pip"]):
        if tool == "pip":
            provide_pip()
        if all(subprocess.run(command).returncode == 0 for command in install_commands(tool, lock, venv, offline)):
            return
        say(f"{Path(tool).stem} could not install the requirements.")
    where = "Does the folder hold all wheels?" if offline else "Check the network, or use --offline DIR with wheels."
    raise SetupError(f"The installation did not finish; the lines above say why. {where}")


def provide_environment(lock_name: str, offline: Path | None = None) -> Path:
    """Give the Python of a finished environment; make it, or make it anew, where it is not.

    An interrupted installation has no stamp and is made anew. The development lock contains the runtime's; the peers
    of benchmarks are kept apart from both.

    Returns
    -------
    Path
        Interpreter to run the product, or the peers, with.
    """
    venv = PEERS_VENV if lock_name == PEERS else VENV
    accepted = [ROOT / name for name in ((RUNTIME, DEVELOPMENT) if lock_name == RUNTIME else (lock_name,))]
    if any(is_finished(lock, venv) for lock in accepted):
        return environment_python(venv)
    with only_one_at_a_time():
        if not any(is_finished(lock, venv) for lock in accepted):
            say(f"Installing the locked requirements into {venv.name} - once, it takes a minute or two ...")
            for note in venv.glob("*.finished"):
                note.unlink()
            lock = ROOT / lock_name
            build(lock, venv, offline)
            (venv / f"{lock.stem}.finished").write_text(stamp(lock), encoding="utf-8")
    return environment_python(venv)


# ---------------------------------------------------------------- the commands


def hand_over(command: Sequence[str | Path]) -> int:
    """Become the command where the system can, so that signals reach it; otherwise wait for its exit code."""
    words = [str(word) for word in command]
    os.environ.update(PYTHONUTF8="1", PYTHONPATH=str(ROOT))
    if sys.platform == "win32":
        return subprocess.call(words)
    return os.execv(words[0], words)


def bench(arguments: Sequence[str], offline: Path | None) -> int:
    """Run one of the benchmarks; where its peers cannot be installed, it says itself what was not run.

    Raises
    ------
    SetupError
        If there is no such benchmark; names those that exist.
    """
    names = sorted(file.stem for file in (ROOT / "benchmarks").glob("[!_]*.py"))
    if not arguments or arguments[0] not in names:
        raise SetupError(f"Which benchmark? There are: {', '.join(names) or 'none'}")
    python = provide_environment(DEVELOPMENT, offline)
    if arguments[0] in BESIDE_PEERS:
        try:
            provide_environment(PEERS, offline)
        except SetupError as error:
            say(str(error))
    # As a module, and without the folder of scripts on the path: benchmarks/analysis.py must not hide analysis/.
    return hand_over([python, "-P", "-m", f"benchmarks.{arguments[0]}", *arguments[1:]])


def main(arguments: Sequence[str]) -> int:
    """Run a command and give its exit code."""
    try:
        offline, words = split_offline(arguments)
        if words[:1] in (["test"], ["audit"]):
            python = provide_environment(DEVELOPMENT, offline)
            return hand_over([python, ROOT / "tests" / PROGRAMS[words[0]], *words[1:]])
        if words[:1] == ["bench"]:
            return bench(words[1:], offline)
        python = provide_environment(RUNTIME, offline)
        return hand_over([python, ROOT / "app.py", *app_arguments(words)])
    except (SetupError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def start() -> NoReturn:
    """Leave with the command's exit code; a Python that is too old gives way to a newer one, or says what it needs."""
    if sys.version_info < OLDEST_PYTHON:
        newer = next(filter(None, (shutil.which(f"python3.{minor}") for minor in (13, 12, 11, 14))), None)
        if newer and sys.platform != "win32":
            os.execv(newer, [newer, *sys.argv])
        sys.exit(f"Quartierblick needs Python 3.11 or newer; this is {platform.python_version()}.")
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    start()
