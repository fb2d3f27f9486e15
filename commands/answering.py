"""From the arguments of a command to its answer: the delivery is read, the view resolved, the answer printed."""

import argparse
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.defused import csv_line
from layers.derived import asked_atlas
from layers.view import View, years_with_values
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.ingest.limits import configured_limits
from loading.ingest.reader import Reader
from loading.load import atlas_of
from loading.project_file.opening import is_project_file
from loading.project_file.reading import read_project
from sample_data import sample_files
from texts import LANGUAGES, Texts, load_texts

Row = Mapping[str, Any]


class CommandError(ValueError):
    """A command cannot answer.

    Parameters
    ----------
    code : str
        Key of the wording, with ``problem`` and ``repair``.
    **found
        What was given and what is possible.
    """

    def __init__(self, code: str, **found: Any) -> None:
        super().__init__(code)
        self.code, self.found = code, found


class WordedError(ValueError):
    """A command cannot answer, for a reason that is already put into words."""

    def __init__(self, problem: str, repair: str) -> None:
        super().__init__(problem)
        self.problem, self.repair = problem, repair


@dataclass(frozen=True)
class Asked:
    """What a command was asked, resolved.

    Attributes
    ----------
    arguments : Namespace
    texts : Texts
    atlas : Atlas
    view : View
        Indicator, year and level; its defaults are those of the page.
    """

    arguments: argparse.Namespace
    texts: Texts
    atlas: Atlas
    view: View


def wording(arguments: argparse.Namespace) -> Texts:
    """Give the wording of the language asked for.

    Raises
    ------
    CommandError
        If the language is not shipped.
    """
    if arguments.language not in LANGUAGES:
        raise CommandError("command.language", given=arguments.language, known=", ".join(LANGUAGES))
    return load_texts(arguments.language)


def spoken(arguments: argparse.Namespace) -> Texts:
    """Give the wording of a refusal: German where the language asked for is not shipped."""
    return load_texts(arguments.language if arguments.language in LANGUAGES else LANGUAGES[0])


def given_files(names: Sequence[str]) -> list[Path]:
    """Give the files named on the command line.

    Raises
    ------
    CommandError
        If one is not there, or is a folder.
    """
    missing = [name for name in names if not Path(name).is_file()]
    if missing:
        raise CommandError("command.file", given=", ".join(missing))
    return [Path(name) for name in names]


def options(command: argparse.ArgumentParser) -> None:
    """Declare what every command about a delivery understands."""
    command.add_argument("--data", nargs="+", default=[])
    command.add_argument("--indicator", default="")
    command.add_argument("--year", type=int)
    command.add_argument("--level", default="quarter")
    command.add_argument("--language", default="de")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")


def run(
    arguments: argparse.Namespace,
    answer: Callable[[Asked], Mapping[str, Any]],
    rows: Callable[[Mapping[str, Any]], Iterable[Row]],
) -> int:
    """Answer a command.

    Parameters
    ----------
    arguments : Namespace
    answer : callable
        Gives plain values; NaN stands for a number that is missing.
    rows : callable
        Gives the rows of ``--csv`` from an answer.

    Returns
    -------
    int
        0, or 2 where files or arguments are refused.
    """
    try:
        found = answer(asked(arguments))
    except CommandError as error:
        return refused(arguments, *worded(spoken(arguments), error.code, error.found))
    except WordedError as error:
        return refused(arguments, error.problem, error.repair)
    except DataFileError as error:
        return refused(arguments, *worded(spoken(arguments), error.problem, error.found))
    if arguments.csv:
        write_csv(list(rows(found)))
    else:
        print(json.dumps(plain(found), ensure_ascii=False, indent=None if arguments.json else 2))
    return 0


def asked(arguments: argparse.Namespace) -> Asked:
    """Read the delivery, the sample city where none is given, and resolve the view.

    Raises
    ------
    DataFileError
        If the files cannot be used.
    CommandError
        If language, level, indicator or year are not there.
    """
    texts = wording(arguments)
    atlas = _atlas(given_files(arguments.data) or list(sample_files()))
    query = {"i": arguments.indicator, "y": str(arguments.year or ""), "level": arguments.level}
    atlas = asked_atlas(atlas, query)
    _check(arguments, atlas)
    return Asked(arguments, texts, atlas, View.from_query(query, atlas))


def _atlas(paths: Sequence[Path]) -> Atlas:
    """Read a delivery; of a public project there is nothing but its numbers."""
    if len(paths) == 1 and is_project_file(paths[0]):
        project, _ = read_project(paths[0])
        if project.atlas.protection is not None:
            return project.atlas
    return atlas_of(Reader(configured_limits(), own=tuple(sample_files())).recognise(paths))


def _check(arguments: argparse.Namespace, atlas: Atlas) -> None:
    known = [one.id for one in atlas.indicators]
    if arguments.level not in atlas.levels:
        raise CommandError("command.level", given=arguments.level, known=", ".join(atlas.levels))
    if arguments.indicator and arguments.indicator not in known:
        raise CommandError("command.indicator", given=arguments.indicator, known=", ".join(known))
    if arguments.year is None:
        return
    years = years_with_values(atlas, arguments.level, arguments.indicator) if arguments.indicator else atlas.years
    if arguments.year not in years:
        raise CommandError("command.year", given=str(arguments.year), known=", ".join(map(str, years)))


def worded(texts: Texts, code: str, found: Mapping[str, Any]) -> tuple[str, str]:
    """Word a refusal: what was found, and what its owner can do."""
    return texts(f"{code}.problem", **found), texts(f"{code}.repair", **found)


def refused(
    arguments: argparse.Namespace,
    problem: str,
    repair: str,
    answers: Sequence[Mapping[str, Any]] = (),
    **recognised: object,
) -> int:
    """Say why; of a question, also every answer with what has to stand in the file of choices for it."""
    offered = {"answers": list(answers)} if answers else {}
    if arguments.json:
        print(json.dumps({"refused": problem, "repair": repair, **offered, **recognised}, ensure_ascii=False))
        return 2
    print(f"{problem} {repair}")
    for one in answers:
        print(f"- {one['text']}\n  --choices: {json.dumps(one['choices'], ensure_ascii=False)}")
    return 2


def plain(value: Any) -> Any:
    """Turn numbers that are missing into null, arrays and tuples into lists.

    Examples
    --------
    >>> plain({"p": float("nan"), "ids": ("01", "02")})
    {'p': None, 'ids': ['01', '02']}
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def write_csv(rows: Sequence[Row]) -> None:
    """Print rows with a heading; missing numbers are empty, lists stand in one cell parted by blanks.

    A spreadsheet takes no name for a formula, whichever separator it parts the lines by.
    """
    for row in (rows[0] if rows else {}, *(one.values() for one in rows)):
        print(csv_line(map(_cell, row), ","))


def _cell(value: Any) -> Any:
    found = plain(value)
    return " ".join(map(str, found)) if isinstance(found, list) else found
