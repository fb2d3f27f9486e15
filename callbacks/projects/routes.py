"""What the browser asks about projects: the list, and one address for everything that can be done with one.

A refusal comes back as ``{"problem", "repair"}``; nothing is changed by a request that another site sends.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from callbacks.intake.shared.decisions_kept import Belonging, DecisionsKept
from callbacks.intake.shared.intakes import Intakes, usable_name
from callbacks.intake.shared.refusal import refused, status_of, worded
from callbacks.projects.shared.listing import described, earlier
from callbacks.shared.conflicts import told
from callbacks.shared.same_site import from_own_site
from callbacks.shared.sent import sent_object
from callbacks.shared.services import Services, texts_of
from loading.errors import DataFileError
from loading.files.passing import passing
from loading.ingest.limits import MEGA
from loading.project_file.saving import usable
from loading.project_file.shelf import ENDING, Kept, slug_of
from loading.projects.changes import changed_since
from texts import Texts

Answer = Response | tuple[Response, int]
_STATUS = {
    "project_file.unknown_project": 404,
    "project_file.gone": 404,
    "project_file.conflict": 409,
    "project_file.busy": 409,
    "project_file.too_large": 413,
}
_MOST_VIEW = 100
_LONGEST_VALUE = 8000


def listed(services: Services, texts: Texts) -> dict[str, Any]:
    """Tell all projects, and those in the bin."""
    shelf = services.projects.shelf
    return {
        "projects": [described(texts, one) for one in shelf.listed()],
        "bin": [described(texts, one) for one in shelf.removed()],
    }


def taken_in(services: Services, texts: Texts) -> dict[str, Any]:
    """Take in the project file that was sent."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise DataFileError(".", "project_file.not_a_project")
    with tempfile.TemporaryDirectory(prefix=passing(".sent-"), dir=services.projects.folder) as folder:
        path = Path(folder) / "sent.gpkg"
        sent.save(path)
        kept, doubts = services.named.take_in(path, usable_name(sent.filename))
    return {**described(texts, kept), "doubts": [" ".join(worded(texts, one)) for one in doubts]}


def table_added(services: Services, intakes: Intakes, slug: str) -> dict[str, Any]:
    """Make a delivery of a project's files, to be completed by another one; its decisions stay."""
    files, choices, revision = services.named.sources(slug)
    kept = services.projects.shelf.get(slug)
    token = intakes.receive([(name.rpartition("/")[2], partial(shutil.copyfile, path)) for name, path in files.items()])
    kept_decisions = DecisionsKept(intakes.folder)
    kept_decisions.keep(token, choices.to_json())
    title, state = (kept.summary.title, kept.summary.project) if kept.summary else (slug, "")
    kept_decisions.belong(token, Belonging(slug, revision, title, state=state))
    return {"intake": token}


def file_of(services: Services, texts: Texts, slug: str) -> Response:
    """Send a project's file, named by its title; that of a public one says so, lest the internal one is passed on."""
    kept = services.projects.shelf.get(slug)
    path, _ = usable(services.projects.shelf.path(slug))
    title = kept.summary.title if kept.summary else slug
    is_public = kept.summary is not None and kept.summary.mode == "public"
    name = slug_of(f"{title} {texts('projects_page.scripts.public')}" if is_public else title) + ENDING
    return send_file(
        path.resolve(),
        mimetype="application/geopackage+sqlite3",
        as_attachment=True,
        download_name=name,
        max_age=0,
        conditional=False,
    )


def view_kept(services: Services, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the last question to the map with its project; the time where there is one."""
    given = sent.get("view")
    plain = given if isinstance(given, dict) else {}
    view = {
        str(name)[:40]: value
        for name, value in list(plain.items())[:_MOST_VIEW]
        if isinstance(value, str) and len(value) <= _LONGEST_VALUE and name != "p"
    }
    kept = services.named.look_from(str(sent.get("state")), view)
    return {"saved": kept.summary.saved} if kept and kept.summary else {}


def conflict(services: Services, texts: Texts, slug: str) -> dict[str, Any]:
    """Tell what somebody else has changed in a project since the revision that a request is based on."""
    return told(texts, changed_since(services.projects.shelf, slug, _revision()), own=False)


def answer(make: Callable[[Texts], Any], conflicting: Callable[[Texts], dict[str, Any]] | None = None) -> Answer:
    """Answer a request, or say in plain words why not.

    Parameters
    ----------
    make : callable
    conflicting : callable, optional
        Tells what has changed where somebody else was faster.
    """
    texts = texts_of(request.args.get("language"))
    if request.method != "GET" and not from_own_site():
        return jsonify(problem=texts("intake.foreign"), repair=""), 403
    try:
        made = make(texts)
        return made if isinstance(made, Response) else jsonify(made)
    except RequestEntityTooLarge:
        most = (request.max_content_length or 0) // MEGA
        problem, repair = (texts(f"intake.too_large.{part}", most=most) for part in ("problem", "repair"))
        return jsonify(problem=problem, repair=repair), 413
    except Exception as error:  # whatever a file does to a reader, its owner gets a plain sentence
        problem, repair = refused(texts, error)
        status = _STATUS.get(error.problem, 400) if isinstance(error, DataFileError) else 500
        status = 404 if isinstance(error, KeyError) else status_of(error, status)
        further = {}
        if conflicting and isinstance(error, DataFileError) and error.problem == "project_file.conflict":
            with suppress(DataFileError):
                further = {"conflict": conflicting(texts)}
        return jsonify(problem=problem, repair=repair, **further), status


def _revision() -> int:
    given = sent_object().get("revision")
    return given if type(given) is int else -1


def _title() -> str:
    """Give the title that was sent; what is no text is none, and refused as such."""
    given = sent_object().get("title")
    return given if isinstance(given, str) else ""


def register(server: Flask, services: Services) -> None:
    """Add the routes."""
    intakes = Intakes(services.projects.folder / "intake")
    named, shelf = services.named, services.projects.shelf

    def one(change: Callable[[], Kept]) -> Answer:
        return answer(lambda texts: described(texts, change()))

    def next_state(slug: str, change: Callable[[], Kept]) -> Answer:
        return answer(lambda texts: described(texts, change()), lambda texts: conflict(services, texts, slug))

    @server.get("/projects/list")
    def projects_listed() -> Answer:
        return answer(lambda texts: listed(services, texts))

    @server.post("/projects/open")
    def project_taken_in() -> Answer:
        return answer(lambda texts: taken_in(services, texts))

    @server.put("/projects/view")
    def project_view() -> Answer:
        return answer(lambda _: view_kept(services, sent_object()))

    @server.post("/projects/keep/<state>")
    def project_kept(state: str) -> Answer:
        return one(lambda: named.keep(state))

    @server.put("/projects/<slug>/title")
    def project_renamed(slug: str) -> Answer:
        return next_state(slug, lambda: named.rename(slug, _title(), _revision()))

    @server.post("/projects/<slug>/copy")
    def project_copied(slug: str) -> Answer:
        return one(lambda: named.duplicate(slug, _title()))

    @server.delete("/projects/<slug>")
    def project_removed(slug: str) -> Answer:
        return one(lambda: named.remove(slug, (services.first, services.sample)))

    @server.post("/projects/bin/<trashed>")
    def project_restored(trashed: str) -> Answer:
        return one(lambda: shelf.restore(trashed))

    @server.get("/projects/<slug>/file")
    def project_file(slug: str) -> Answer:
        return answer(lambda texts: file_of(services, texts, slug))

    @server.get("/projects/<slug>/states")
    def project_states(slug: str) -> Answer:
        return answer(lambda texts: {"states": earlier(texts, shelf.states(slug))})

    @server.post("/projects/<slug>/states/<int:revision>")
    def project_back_to(slug: str, revision: int) -> Answer:
        return next_state(slug, lambda: named.back_to(slug, revision, _revision()))

    @server.post("/projects/<slug>/table")
    def project_table(slug: str) -> Answer:
        return answer(lambda _: table_added(services, intakes, slug))
