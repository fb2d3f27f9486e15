"""Join the parts: one Dash app over one project store, served, or a delivery answered for on the command line."""

import argparse
import errno
import os
import re
import sys
import threading
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from dash import Dash

import commands
from callbacks import (
    basemap_tiles,
    compression,
    courtesy,
    delivery,
    explore,
    export,
    frame,
    guard,
    intake,
    later,
    projects,
    promptness,
    publish,
    recipes,
    remembered,
    repeated,
    security,
    several,
    start,
)
from callbacks.shared.pages import Page
from callbacks.shared.services import Services, texts_of
from commands import python_floor
from commands.answering import CommandError, given_files, worded
from commands.helping import explain, language_of
from layers.remembered import forget as forget_answers
from loading.basemaps.opening import open_basemaps
from loading.errors import DataFileError
from loading.ingest.limits import configured_limits, require_known_variables
from loading.ingest.reader import Reader
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from sample_data import sample_files
from texts import Texts

PAGES: frame.Pages = {
    "map": Page(explore.layout, export.menu),
    "data": Page(intake.layout),
    "start": Page(start.layout),
    "projects": Page(projects.layout),
    "publish": Page(publish.layout),
}
_PORT = 8050
_CONNECTIONS = 4000  # 500 people with six each, and room
_RECEIVED_AT_ONCE = 65_536  # of 250 MB that somebody sends, in each turn of the loop that receives everything
_FROM_PROXY = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}


def make_app(services: Services, hosts: Sequence[str] = guard.hosts.OWN_MACHINE) -> Dash:
    """Build the app over a project store; several apps may live in one process.

    Parameters
    ----------
    services : Services
    hosts : sequence of str
        Names under which it answers.
    """
    app = later.LeanDash(
        "quartierblick",
        server=compression.compressing_server("quartierblick"),
        assets_folder=str(Path(__file__).parent / "assets"),
        assets_ignore=re.escape(Path(later.CHARTS).name),
        title="Quartierblick",
        update_title="",
        compress=True,
        suppress_callback_exceptions=True,
        enable_mcp=False,
        health_endpoint="health",
        index_string=frame.INDEX,
    )
    security.switch_off_tools(app)
    app.layout = frame.layout()
    guard.register(app, hosts, services.reader.limits, for_visitors=services.for_visitors)
    frame.register(app, services, pages_of(services))
    explore.register(app, services)
    for part in () if services.for_visitors else (intake, projects, publish):
        part.register(app, services)
    basemap_tiles.register(app.server, services)
    delivery.register(app.server, services)
    export.register(app.server, services)
    recipes.register(app.server)
    compression.register(app.server)
    origins = [one.origin for one in services.basemaps if one.is_external]
    security.register(app, [frame.FIRST_LOOK], origins)
    remembered.register(app)
    pure = remembered.kept(app)
    given_again = repeated.register(app, pure)
    for forget in (given_again.forget, services.reader.forget, forget_answers):
        services.projects.when_forgotten(forget)
    several.register(app, pure)
    courtesy.register(app, services.reader.others)
    return app


def pages_of(services: Services) -> frame.Pages:
    """Give the pages there are: for visitors only those on which nothing can be changed."""
    if not services.for_visitors:
        return PAGES
    menu = partial(export.menu, publishes=False)
    return {"map": Page(explore.layout, menu), "start": Page(start.for_visitors(services))}


def validation_layout(services: Services) -> list[object]:
    """Give the frame and every page at once, so that a test can hold all ids against all callbacks."""
    atlas, texts = services.atlas(""), texts_of("de")
    parts = [page.layout(texts, atlas) for page in PAGES.values()]
    return [frame.layout(), *parts, explore.quarter_table.grid(texts)]


def open_services(folder: Path, files: Sequence[Path] = (), basemaps: Path | None = None) -> Services:
    """Open the project store and the base maps.

    Parameters
    ----------
    folder : Path
        Of the project store.
    files : sequence of Path
        What the start page shows; the sample city where none are given.
    basemaps : Path or None
        Folder, or file, of base maps.

    Raises
    ------
    DataFileError
        If the files, the base maps or the limits cannot be used.
    """
    found = open_basemaps(basemaps) if basemaps else ()
    samples = tuple(sample_files())
    reader = Reader(configured_limits(), own=samples)
    projects = ProjectStore(folder, load=reader.recognise)
    sample = projects.open_files(samples)
    first = NamedProjects(projects).opened(tuple(files)) if files else sample
    return Services(projects, first, samples, sample, found, reader)


def serve(arguments: argparse.Namespace) -> int:
    """Serve the app until it is stopped: 0 then, 2 when files, folder or address cannot be used."""
    texts = texts_of("de")
    try:
        require_known_variables()
        basemaps = Path(arguments.basemaps) if arguments.basemaps else None
        services = open_services(Path(arguments.projects), given_files(arguments.data), basemaps)
        if arguments.data:
            _require_usable(services)
    except CommandError as error:
        print(*worded(texts, error.code, error.found), flush=True)
        return 2
    except DataFileError as error:
        print(*worded(texts, error.problem, error.found), flush=True)
        return 2
    address = f"http://{arguments.host}:{arguments.port}/"
    try:
        hosts = guard.hosts.served_hosts(arguments.host, arguments.hosts.split(","))
        changes = guard.visitors.may_change(arguments.visitors, hosts, guard.hosts.OWN_MACHINE, arguments.proxy)
        services = replace(services, for_visitors=not changes)
        server = listening(make_app(services, hosts), arguments.host, arguments.port, arguments.proxy)
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        said = "command.port_taken" if taken else "command.address_unusable"
        print(texts(said, address=address, port=str(arguments.port), given=str(error)), flush=True)
        return 2
    if arguments.open:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    serving = texts("frame.serving", address=address)
    for line in filter(None, (python_floor.told(texts), serving, *told_of_visitors(services, texts))):
        print(line, flush=True)
    promptness.tidy_seldom()
    first = partial(explore.answer.answer, services, {}, {})
    threading.Thread(target=promptness.settle, args=(first,), daemon=True).start()
    server.run()
    return 0


def told_of_visitors(services: Services, texts: Texts) -> list[str]:
    """Say what others may do, and that an internal project is shown to them where that is so."""
    is_internal = services.first != services.sample and services.atlas("").protection is None
    said = ["visited", *(["visited_internal"] if is_internal else [])]
    return [texts(f"frame.{one}") for one in said] if services.for_visitors else []


def _require_usable(services: Services) -> None:
    """Load what was given at the start; of files that are refused not even their places are kept."""
    try:
        services.projects.atlas(services.first)
    except DataFileError:
        services.projects.forget([services.first])
        raise


def listening(app: Dash, host: str, port: int, proxy: str = "") -> Any:
    """Take the address, so that nothing is announced that does not run; its ``run()`` serves until it is stopped.

    Parameters
    ----------
    app : Dash
    host : str
    port : int
    proxy : str
        Address of a reverse proxy that is believed when it says for whom, and under which name, it asks.

    Raises
    ------
    OSError, OverflowError
        If the address is taken, unknown or not allowed.
    """
    import waitress

    from callbacks.guard.shared.bodies import Announced
    from callbacks.oversized import refuse_in_words
    from callbacks.shared.attention import Sockets, attend
    from callbacks.turns import Turns, let_in_together
    from callbacks.unfinished import close_unfinished

    if not 0 < port < 2**16:
        raise OverflowError(port)  # the resolver would cut it to another one
    _allow_many_connections()
    sockets = Sockets()
    most = Announced(app.server.config, None if proxy else guard.hosts.is_served)
    server = waitress.create_server(
        app.server,
        map=sockets,
        host=host,
        port=port,
        _dispatcher=Turns(),  # waitress has no other way in
        connection_limit=_CONNECTIONS,
        channel_timeout=60,
        recv_bytes=_RECEIVED_AT_ONCE,
        max_request_body_size=most.upload,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **({"trusted_proxy": proxy, "trusted_proxy_headers": _FROM_PROXY} if proxy else {}),
    )
    let_in_together(sockets)
    refuse_in_words(sockets, most)
    close_unfinished(sockets)
    return attend(server, sockets)


def _allow_many_connections() -> None:
    """Let the process open as many files as the system allows it; each browser keeps six connections open."""
    if sys.platform == "win32":
        return
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + 500
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
        )


def parser(language: str = "de") -> argparse.ArgumentParser:
    """Declare the commands; what ``--help`` says is in the language."""
    made = argparse.ArgumentParser(prog="quartierblick")
    made_commands = made.add_subparsers(dest="command", required=True)
    serving = made_commands.add_parser("serve")
    serving.add_argument("--data", nargs="+", default=[])
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=_PORT)
    serving.add_argument("--projects", default=os.environ.get("QUARTIERBLICK_PROJECTS", "projects"))
    serving.add_argument("--basemaps", default=os.environ.get("QUARTIERBLICK_BASEMAPS", ""))
    serving.add_argument("--hosts", default=os.environ.get("QUARTIERBLICK_HOSTS", ""))
    serving.add_argument("--proxy", default=os.environ.get("QUARTIERBLICK_PROXY", ""))
    serving.add_argument("--visitors", choices=("look", "change"))
    serving.add_argument("--open", action="store_true")
    serving.add_argument("--no-browser", dest="open", action="store_false")
    serving.set_defaults(run=serve)
    commands.declare(made_commands)
    explain(made, texts_of(language))
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command."""
    chosen = parser(language_of(sys.argv[1:] if arguments is None else arguments)).parse_args(arguments)
    return int(chosen.run(chosen))


if __name__ == "__main__":
    sys.exit(main())
