"""What the page of publishing asks: rules kept, a proof begun, followed and ended, the project made, the report.

Rules never travel with the question that publishes: they are read from the store. A refusal is ``{"problem",
"repair"}``; nothing is changed by a request that another site sends.
"""

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, abort, request, send_file

from callbacks.publish.shared import editions
from callbacks.publish.shared.answering import Answer, answered
from callbacks.publish.shared.kept_rules import KeptRules
from callbacks.publish.shared.proofs import Proof, Proofs
from callbacks.shared.sent import sent_object
from callbacks.shared.services import Services, texts_of
from layers.protection import RuleBook
from layers.protection.audit_words import limits_told, names_of
from layers.protection_apart import Asked
from layers.small_map import small_map
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.shelf import slug_of
from texts import LANGUAGES, Texts, load_texts

_MAP = 300
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def begun(proofs: Proofs, atlas: Atlas, book: RuleBook, indicator: object) -> dict[str, Any]:
    """Begin a proof by rules of the store."""
    if atlas.protection is not None:
        raise DataFileError(atlas.title, "gate.already_public")
    words = tuple(load_texts(language) for language in LANGUAGES)
    known = any(one.id == indicator for one in atlas.indicators)
    return {"token": proofs.begin(Asked(atlas, book.to_json(), str(indicator) if known else "", words))}


def step_told(texts: Texts, at: Mapping[str, Any]) -> dict[str, Any]:
    """Say in words what a proof is at, with how much of it is done where that is known."""
    if not at:
        return {"said": texts("publish.steps.begin")}
    said = texts(f"publish.steps.{at['step']}")
    if not at["of"]:
        return {"said": said}
    numbers = {part: texts.number(at[part]) for part in ("done", "of")}
    return {"said": f"{said} {texts('publish.steps.done', **numbers)}", "done": at["done"], "of": at["of"]}


def how_far(texts: Texts, proof: Proof, atlas: Atlas) -> dict[str, Any]:
    """Tell how far a proof is: its seconds and its step, or what it found."""
    found = proof.answer()
    if found is None:
        return {"seconds": round(proof.seconds), "step": step_told(texts, proof.step())}
    if "refused" in found:
        said = {part: texts(f"{found['refused']}.{part}", **found["found"]) for part in ("problem", "repair")}
        return {"refused": said}
    names = names_of(atlas, texts)
    audit = dict(found["audit"])
    audit["by_rule"] = [[texts(f"audit.rules.{rule}"), n] for rule, n in audit["by_rule"].items()]
    audit["by_indicator"] = [[names.get(one, one), *numbers] for one, *numbers in audit["by_indicator"]]
    audit["left_out"] = [[names.get(one, one), *numbers] for one, *numbers in audit["left_out"]]
    named = {part: audit.pop(part) for part in ("unjudged", "decided", "pairs", "nameless")}
    audit["not_covered"] = limits_told(texts, audit["not_covered"], names, **named)
    drawn = small_map(atlas.levels["quarter"], _MAP, _MAP)
    shapes = {"width": drawn.width, "height": drawn.height, "paths": list(drawn.paths)}
    name = names.get(found["map"]["indicator"], "")
    return {**found, "audit": audit, "map": {**found["map"], **shapes, "name": name}}


def made(services: Services, texts: Texts, proof: Proof, rules: KeptRules, replaces: object) -> dict[str, Any]:
    """Put the proven project onto the shelf in the place of editions before, and keep its reports beside the rules."""
    found = proof.answer()
    if found is None or "refused" in found:
        raise DataFileError(".", "publish.not_proven")
    public = proof.public()
    kept = editions.published(services, public, replaces if isinstance(replaces, list) else [])
    rules.folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        report = (proof.folder / f"{language}.xlsx").read_bytes()
        rules.report(proof.project, public.project, language).write_bytes(report)
    return {
        "slug": kept.slug,
        "href": f"/{texts.language}/map?p={public.project}",
        "file": f"/projects/{kept.slug}/file",
        "audit": editions.audit_address(proof.project, public.project, texts.language),
        "title": kept.summary.title if kept.summary else kept.slug,
    }


def register(server: Flask, services: Services) -> None:
    """Add the routes."""
    rules = KeptRules(services.projects)
    proofs = Proofs(rules.folder)
    services.projects.when_forgotten(proofs.forget)
    services.projects.when_forgotten(rules.forget_reports)

    @server.put("/publish/<project>/rules")
    def publish_rules(project: str) -> Answer:
        return answered(lambda _: rules.keep(services.atlas(project), sent_object()).to_json())

    @server.get("/publish/<project>/rules")
    def publish_rules_kept(project: str) -> Answer:
        return answered(lambda _: rules.of(services.atlas(project)).to_json())

    @server.post("/publish/<project>/proof")
    def publish_proof(project: str) -> Answer:
        def begin(_: Texts) -> dict[str, Any]:
            atlas = services.atlas(project)
            return begun(proofs, atlas, rules.of(atlas), sent_object().get("indicator"))

        return answered(begin)

    @server.get("/publish/<project>/proof/<token>")
    def publish_progress(project: str, token: str) -> Answer:
        def tell(texts: Texts) -> dict[str, Any]:
            atlas = services.atlas(project)
            return how_far(texts, proofs.of(token, atlas), atlas)

        return answered(tell)

    @server.post("/publish/<project>/proof/<token>/cancel")
    def publish_cancel(project: str, token: str) -> Answer:
        def end(_: Texts) -> dict[str, Any]:
            proofs.end(token, services.atlas(project))
            return {}

        return answered(end)

    @server.post("/publish/<project>/proof/<token>/make")
    def publish_make(project: str, token: str) -> Answer:
        def make(texts: Texts) -> dict[str, Any]:
            atlas = services.atlas(project)
            proof = proofs.of(token, atlas)
            if json.loads(proof.rules)[0] != rules.of(atlas).to_json():
                raise DataFileError(".", "publish.rules_changed")
            return made(services, texts, proof, rules, sent_object().get("replaces"))

        return answered(make)

    @server.get("/publish/<project>/editions")
    def publish_editions(project: str) -> Answer:
        return answered(lambda texts: {"editions": editions.told(services, texts, rules, services.atlas(project))})

    @server.get("/publish/<project>/audit/<public>")
    def publish_audit(project: str, public: str) -> Response:
        try:
            state, edition = services.atlas(project), services.atlas(public)
        except KeyError:
            abort(404)
        language = texts_of(request.args.get("language")).language
        path = rules.report(state.project, edition.project, language)
        if not path.is_file():
            abort(404)
        name = f"{texts_of(language)('publish.audit_file')}-{slug_of(edition.title)}.xlsx"
        return send_file(path.resolve(), mimetype=_XLSX, as_attachment=True, download_name=name, max_age=0)
