"""Text of files is text on paper: whatever it looks like, however long it is, whatever letters it has."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from layers.council_sheet import typeset
from loading.atlas import Atlas
from tests.layers.council_sheet.made import DAY, FONTS, made, opened, said
from tests.toytown import toytown

HOSTILE = (
    '#read("/etc/passwd")',
    "$x^2$ *bold* _em_ `raw` //c",
    '<label> @ref #import "@preview/x:1.0.0"',
    "</svg><script>window.broken=1</script>",
    '"}] \\ #(1+1) #panic()',
    "Nul\x00l \ufffe Ende",
    "\u202egnp.txt\u202c Nord",
    "= Titel",
    "- Liste",
)
RIGHT_TO_LEFT, EMOJI = "حي الشمال", "Park \N{GRINNING FACE}"
LONGEST = "Rechtsschutzversicherungsgesellschaftsplatz"


def named(names: Sequence[str], project: str) -> Atlas:
    """Toytown whose quarters, title and indicator are called otherwise."""
    atlas = toytown()
    every = tuple([*names, *atlas.levels["quarter"].names][: len(atlas.levels["quarter"])])
    first = replace(atlas.indicators[0], title={"de": names[0]}, source=names[-1], note={"de": names[1 % len(names)]})
    return replace(
        atlas,
        project=f"sheet-{project}",
        title=names[0],
        levels={**atlas.levels, "quarter": replace(atlas.levels["quarter"], names=every)},
        indicators=(first, *atlas.indicators[1:]),
    )


def test_a_name_is_never_read_as_markup() -> None:
    shown = said(made(named(HOSTILE, "marked"), i="A1", y="2024"))
    for name in HOSTILE:
        plain = " ".join(re.sub("[\x00\ufffe\u202e\u202c]", "", name).split())
        assert plain.replace(" ", "") in shown.replace(" ", "")
    assert "root:" not in shown


def test_the_template_reads_no_file_and_fetches_no_package() -> None:
    template = typeset._TEMPLATE.read_text(encoding="utf-8")
    code = re.sub(r"^\s*//.*$", "", template, flags=re.MULTILINE)
    assert not re.findall(
        r"\b(?:read|eval|include|import|csv|yaml|toml|xml|cbor|plugin|bibliography|link)\b\s*[(\"]", code
    )
    assert re.findall(r"\bjson\(([^)]*)\)", code) == ["bytes(sys.inputs.sheet"]
    assert set(re.findall(r"\bimage\((\w+)\(", code)) == {"bytes"}


@pytest.mark.parametrize("name", ["A" * 700, LONGEST, "sehr " * 200 + "lang"])
def test_names_of_any_length_stay_on_the_paper(name: str) -> None:
    content = made(named([name, "Kurz"], f"long-{len(name)}"), selection=["01"], i="A1", y="2024")
    shown = re.sub(r"Seite \d+ von \d+|[\s\u00ad-]", "", said(content))
    assert shown.count(name[0]) >= 2 * name.count(name[0])
    assert name.replace(" ", "")[-20:] in shown
    document = opened(content)
    lines = [line.replace("\u200b", "") for page in document.pages for line in page.extract_text().splitlines()]
    assert max(map(len, lines)) < 250


def test_letters_that_no_font_has_are_empty_boxes_and_no_error() -> None:
    content = made(named([RIGHT_TO_LEFT, EMOJI], "letters"), i="A1", y="2024")
    assert "Park" in said(content)
    assert opened(content).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_document_is_made_for_everybody_and_says_so() -> None:
    document = opened(made(language="en", i="A1", y="2024"))
    root = document.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert document.metadata
    assert document.metadata.title == "SGB II benefit rate 2024"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert document.metadata.creation_date
    assert document.metadata.creation_date.date() == DAY


def test_the_same_view_gives_the_same_bytes() -> None:
    assert made(i="A1", y="2024") == made(i="A1", y="2024")


def test_typst_is_not_imported_before_a_sheet_is_asked_for() -> None:
    script = "import sys, layers.council_sheet\nprint([one for one in ('typst', 'pptx') if one in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_fonts_come_from_the_folder_alone() -> None:
    fonts = {str(one["/BaseFont"]) for one in opened(made(i="A1", y="2024")).pages[0]["/Resources"]["/Font"].values()}
    assert FONTS.is_dir()
    assert {re.sub("^/[A-Z]+\\+", "", one).partition("-")[0] for one in fonts} <= {"Inter", "InterExt"}
