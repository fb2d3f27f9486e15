"""``inspect``: what was recognised in files."""

import argparse
import json
from pathlib import Path

from commands.answering import CommandError, given_files, refused, spoken, worded, wording
from loading.errors import DataFileError
from loading.ingest.limits import configured_limits
from loading.ingest.reader import Reader


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    inspecting = commands.add_parser("inspect")
    inspecting.add_argument("files", nargs="+")
    inspecting.add_argument("--json", action="store_true")
    inspecting.add_argument("--language", default="de")
    inspecting.add_argument("--choices", default="")
    inspecting.set_defaults(run=inspect)


def inspect(arguments: argparse.Namespace) -> int:
    """Print what was recognised in files: 0 when usable, 2 when refused."""
    from loading.choices import Choices
    from loading.inspection import inspection, refused_inspection
    from loading.questions import answers

    try:
        texts = wording(arguments)
    except CommandError as error:
        return refused(arguments, *worded(spoken(arguments), error.code, error.found))
    try:
        choices = (
            Choices.from_json(json.loads(Path(arguments.choices).read_text("utf-8"))) if arguments.choices else None
        )
    except (OSError, ValueError, AttributeError) as error:
        return refused(arguments, *worded(texts, "command.choices", {"file": arguments.choices, "given": str(error)}))
    try:
        paths = given_files(arguments.files)
        reader = Reader(configured_limits())
    except CommandError as error:
        return refused(arguments, *worded(texts, error.code, error.found))
    except DataFileError as error:
        return refused(arguments, *worded(texts, error.problem, error.found))
    try:
        found = inspection(reader.recognise(paths, choices), texts, arguments.language)
    except DataFileError as error:
        read = refused_inspection(reader.read_what_can_be(paths, choices), texts) if arguments.json else {}
        return refused(arguments, *worded(texts, error.problem, error.found), answers(error, texts), **read)
    print(json.dumps(found, ensure_ascii=False, indent=None if arguments.json else 2))
    return 0
