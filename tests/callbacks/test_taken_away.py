"""No file that is taken away refers to another machine: every kind that there is, and every part that sends one."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.index.recipe_text import to_text
from analysis.index.shipped import shipped
from analysis.protection import PROFILES
from callbacks import export
from callbacks.intake.upload import zipped
from callbacks.shared.services import Services
from layers.protection import audit_workbook, publish
from layers.view import View
from loading.atlas import Atlas, FileNote
from loading.project_file.public import write_public
from tests.callbacks.towns import hostile_town
from tests.layers.protection.guarded_town import guarded_town
from tests.layers.towns_with_clusters import planted_town
from tests.loading.project_file.test_public import public_toytown
from tests.references import foreign
from tests.sources import ROOT, own_files, place
from tests.toytown import toytown
from texts import load_texts

ADDRESS = "https://stranger.test/a.png"
SENDS = re.compile(r"send_file\(|Content-Disposition|mimetype=\"(?:text/csv|application/zip)")


def addressed() -> Atlas:
    """A town whose names are addresses, which spreadsheets and programs for slides like to make links of."""
    named = tuple(replace(one, title={"de": ADDRESS, "en": ADDRESS}) for one in toytown().indicators)
    return replace(toytown(), title=ADDRESS, indicators=named, files=(FileNote(ADDRESS, "csv", "utf-8"),))


def report(_: Path, __: Services) -> tuple[str, bytes]:
    audit = publish(replace(guarded_town(), title=ADDRESS), PROFILES["ba"]).audit
    return "a.xlsx", audit_workbook(audit, load_texts("de"), {"girls": ADDRESS})


#: What every other part that sends a file sends, by its module; a log as text refers to nothing.
OTHERS: dict[str, Callable[[Path, Services], tuple[str, bytes]]] = {
    "callbacks/projects/routes.py": lambda folder, _: (
        "a.gpkg",
        write_public(folder / "a.gpkg", replace(public_toytown(), title=ADDRESS)).read_bytes(),
    ),
    "callbacks/publish/routes.py": report,
    "callbacks/recipes.py": lambda _, __: ("a.toml", to_text(shipped("berlin_mss")).encode()),
    "callbacks/intake/upload.py": lambda _, services: ("a.zip", zipped(services.samples)),
    "callbacks/intake/doctor.py": lambda _, __: ("a.csv", b""),
}


@pytest.mark.parametrize("town", [addressed, planted_town, hostile_town])
@pytest.mark.parametrize("kind", export.KINDS)
def test_an_exported_file_refers_to_no_other_machine(kind: str, town: Callable[[], Atlas]) -> None:
    atlas = town()
    view = View.from_query({"show": "clusters"} if town is planted_town else {}, atlas)
    assert foreign(kind, export.content(load_texts("de"), atlas, view, kind)) == []


@pytest.mark.parametrize("part", OTHERS)
def test_nor_does_any_other_file(part: str, services: Services, tmp_path: Path) -> None:
    name, content = OTHERS[part](tmp_path, services)
    assert foreign(name, content) == []


def test_every_part_that_sends_a_file_is_looked_at() -> None:
    parts = {place(one) for one in own_files(".py") if (ROOT / "callbacks") in one.parents}
    sending = {part for part in parts if SENDS.search((ROOT / part).read_text(encoding="utf-8"))}
    assert sending - {"callbacks/export.py"} == set(OTHERS)
