"""``protect``: a public project of an internal one, with the report on what it costs."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from analysis.protection import PROFILES
from commands.answering import CommandError, given_files, refused, spoken, worded, wording
from layers.protection import RuleBook, audit_workbook, publish
from layers.protection.audit import Audit, Price
from layers.protection.audit_words import names_of
from loading.atlas import Atlas
from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from loading.errors import DataFileError
from loading.ingest.limits import configured_limits
from loading.ingest.reader import Reader
from loading.load import atlas_of
from loading.project_file.opening import is_project_file
from loading.project_file.public import write_public
from loading.project_file.reading import read_project
from loading.projects.state_folders import StateFolders
from sample_data import sample_files
from texts import Texts


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = commands.add_parser("protect")
    command.add_argument("--data", nargs="+", default=[])
    command.add_argument("--choices", default="")
    command.add_argument("--profile", default="")
    command.add_argument("--rules", default="")
    command.add_argument("--projects", default=os.environ.get("QUARTIERBLICK_PROJECTS", "projects"))
    command.add_argument("--out", required=True)
    command.add_argument("--audit", default="")
    command.add_argument("--language", default="de")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=protect)


def protect(arguments: argparse.Namespace) -> int:
    """Publish: 0 when the public file is written, 2 when refused; nothing is written then."""
    try:
        texts = wording(arguments)
        out, paths = _out(arguments), given_files(arguments.data) or list(sample_files())
        atlas, choices = _delivery(paths, arguments)
        published = publish(atlas, _rules(arguments, choices, atlas.project))
        report = audit_workbook(published.audit, texts, names_of(atlas, texts)) if arguments.audit else b""
        write_public(out, published.atlas)
    except CommandError as error:
        return refused(arguments, *worded(spoken(arguments), error.code, error.found))
    except DataFileError as error:
        return refused(arguments, *worded(spoken(arguments), error.problem, error.found))
    if report:
        Path(arguments.audit).write_bytes(report)
    _tell(arguments, texts, published.atlas, published.audit)
    return 0


def _out(arguments: argparse.Namespace) -> Path:
    """Give the file to be written; never one of the data, and of the kind that it will be."""
    out = Path(arguments.out)
    taken = {Path(name).resolve() for name in arguments.data}
    if out.suffix.lower() != ".gpkg" or out.resolve() in taken or not out.absolute().parent.is_dir():
        raise CommandError("gate.out", given=arguments.out)
    return out


def _delivery(paths: list[Path], arguments: argparse.Namespace) -> tuple[Atlas, Choices]:
    """Read the files, or the project file, with what was decided about them."""
    if len(paths) == 1 and is_project_file(paths[0]):
        project, _ = read_project(paths[0])
        return project.atlas, project.choices
    choices = Choices()
    if arguments.choices:
        try:
            choices = Choices.from_json(json.loads(Path(arguments.choices).read_text("utf-8")))
        except (OSError, ValueError, AttributeError) as error:
            raise CommandError("command.choices", file=arguments.choices, given=str(error)) from None
    reader = Reader(configured_limits(), own=tuple(sample_files()))
    return atlas_of(reader.recognise(paths, choices)), choices


def _kept(folder: Path, project: str) -> ProtectionChoice | None:
    """Give the rules that the page keeps of the same files and choices; None where it does not know them."""
    if not folder.is_dir():
        return None
    try:
        return StateFolders(folder).choices(project).protection
    except (KeyError, ValueError, OSError, DataFileError):
        return None


def _rules(arguments: argparse.Namespace, choices: Choices, project: str) -> RuleBook:
    """Give the rules: of a file, else those kept with the project.

    A profile named beside a file is the one that its rules differ from; of kept rules it leaves what is said of single
    indicators and files.
    """
    if arguments.profile and arguments.profile not in PROFILES:
        raise CommandError("gate.profile", given=arguments.profile, known=", ".join(PROFILES))
    kept = choices.protection or _kept(Path(arguments.projects), project)
    written: dict[str, Any] = dict(kept.to_plain()) if kept else {}
    try:
        if arguments.rules:
            written = json.loads(Path(arguments.rules).read_text("utf-8-sig"))
        if arguments.profile:
            of_parts = written if arguments.rules else {**written, "rules": {}}
            written = {**of_parts, "profile": arguments.profile}
        return RuleBook.from_json(written)
    except (OSError, ValueError, TypeError) as error:
        raise CommandError("gate.rules", file=arguments.rules or "–", given=str(error)[:200]) from None


def _tell(arguments: argparse.Namespace, texts: Texts, atlas: Atlas, audit: Audit) -> None:
    """Print what was published, and what that cost."""
    if arguments.json:
        print(json.dumps({"out": arguments.out, **answer(atlas, audit)}, ensure_ascii=False))
        return
    print(texts("audit.title", title=audit.title))
    for name, price in (("price", audit.price), ("primary", audit.primary), ("blunt", audit.blunt)):
        shares = f"{texts.number(100 * price.share, 2)} %, {texts.number(100 * price.sum_share, 3)} %"
        print(f"{texts(f'audit.price.{name}')}: {price.hidden} / {price.cells} ({shares})")
    for rule, number in audit.by_rule.items():
        print(f"{texts(f'audit.rules.{rule}')}: {number}")
    print(arguments.out)


def answer(atlas: Atlas, audit: Audit) -> dict[str, Any]:
    """Give what the command tells as plain values: figures, and no cell."""
    return {
        "project": atlas.project,
        "profile": audit.profile,
        "published": audit.published,
        "rules": audit.rules,
        "proven": True,
        "narrowest": dict(audit.narrowest),
        "loss": {
            name: _loss(one)
            for name, one in (("this", audit.price), ("primary", audit.primary), ("blunt", audit.blunt))
        },
        "by_rule": dict(audit.by_rule),
        **{name: audit.figures()[name] for name in ("by_indicator", "by_level", "relations", "unjudged", "decided")},
        "left_out": {one: list(numbers) for one, numbers in audit.left_out.items()},
        "facilities_left_out": audit.facilities_left_out,
    }


def _loss(price: Price) -> dict[str, float]:
    return {"cells": price.cells, "hidden": price.hidden, "share": price.share, "share_of_sum": price.sum_share}
