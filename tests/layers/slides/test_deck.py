"""Slides as a file: what is on them, what stands in their notes, and that nothing leads out of them."""

import re
from collections import Counter
from dataclasses import replace
from itertools import cycle

import pytest

from loading.atlas import Atlas, Protection
from tests.callbacks.towns import town, undated_town
from tests.layers.slides import opened as slides
from tests.layers.slides.opened import book, made, notes, opened, texts
from tests.layers.towns_with_clusters import planted_town
from tests.references import foreign
from tests.toytown import POVERTY, toytown
from texts import LANGUAGES

HOSTILE = (
    "</a:t></a:r><a:hlinkClick/>",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://127.0.0.1/")',
    "+1 @SUM(A1)",
    "Nul\x00l\x0b\ufffe Ende",
    "\u202egnp.exe\u202c",
    "https://example.org/",
    "🙂 עברית &amp; \" '",
    "x" * 10_000,
)
KINDS = [
    {},
    {"i": "population"},
    {"show": "clear"},
    {"bi": "1", "x": "F1"},
    {"against": "city"},
    {"against": "2023", "level": "district"},
]


def hostile_town() -> Atlas:
    """Toytown whose names, title, indicator, source and districts attack the file."""
    atlas = toytown()
    indicator = replace(
        atlas.indicators[0],
        title=dict.fromkeys(LANGUAGES, HOSTILE[0] + "y" * 9000),
        short=dict.fromkeys(LANGUAGES, HOSTILE[1]),
        source=HOSTILE[4] * 300,
        unit=dict.fromkeys(LANGUAGES, HOSTILE[7]),
    )
    districts = replace(atlas.levels["district"], names=HOSTILE[:3])
    return replace(
        atlas,
        project="hostile-slides",
        title=HOSTILE[2],
        levels={**atlas.levels, "quarter": replace(atlas.levels["quarter"], names=HOSTILE), "district": districts},
        indicators=(indicator, *atlas.indicators[1:]),
    )


@pytest.mark.parametrize(("language", "query"), zip(cycle(LANGUAGES), KINDS, strict=False))
def test_every_kind_of_map_becomes_slides_that_open_again(language: str, query: dict[str, str]) -> None:
    content = made(None, language, ["03", "3"], **query)
    deck = opened(content)
    assert (deck.slide_width, deck.slide_height) == (12191695, 6858000)
    assert len(deck.slides) == 5
    assert foreign("a.pptx", content) == []
    for slide in deck.slides:
        assert slide.shapes.title.text
        assert notes(slide)
        ids = Counter(slide.shapes.element.xpath(".//p:cNvPr/@id"))
        assert ids.most_common(1)[0][1] == 1
        tags = set(slide.shapes.element.xpath(".//a:rPr/@lang"))
        assert tags == {{"de": "de-DE", "en": "en-GB"}[language]}


def test_maps_of_clusters_have_slides_too() -> None:
    deck = opened(made(planted_town(), i="A1", y="2024", show="clusters"))
    assert "…" not in deck.slides[0].shapes.title.text


def test_every_slide_says_where_its_numbers_come_from_and_who_may_see_them() -> None:
    public = replace(toytown(), project="public", protection=Protection("ba", hidden=4, cells=20, rules={}))
    for atlas, mode in ((toytown(), "intern – nicht weitergeben"), (public, "öffentlich – geschützt nach BA-Profil")):
        for slide in opened(made(atlas, y="2023")).slides:
            said = texts(slide)
            hidden = "In dieser Ansicht ist 1 Zelle geheim gehalten."
            for part in ("Statistik der Bundesagentur", "31.12.2023", hidden, mode):
                assert part in said


def test_what_is_said_of_the_file_knows_no_machine_and_no_clock() -> None:
    about = opened(made()).core_properties
    assert (about.title, about.author, about.last_modified_by) == (
        "SGB II-Quote 2024",
        "Quartierblick",
        "Quartierblick",
    )
    assert about.created.date() == about.modified.date() == slides.DAY
    written = slides.parts(made())
    assert not [name for name, part in written.items() if re.search(rb"Steve|python-pptx|Macintosh|printer", part)]
    assert not [
        name for name in written if "printer" in name or "thumbnail" in name or "app.xml" in name.split("/")[:2]
    ]


def test_one_year_has_no_slide_of_years() -> None:
    for atlas in (town("once", (POVERTY, [1, 2, 3])), undated_town()):
        assert len(opened(made(atlas)).slides) == 4


def test_hostile_names_are_text_and_lead_nowhere() -> None:
    content = made(hostile_town(), selection=["02", "03"])
    assert foreign("a.pptx", content) == []
    deck = opened(content)
    names = [shape.name for shape in slides.every_shape(deck.slides[0].shapes)]
    assert {HOSTILE[0], HOSTILE[1], "Null Ende", "gnp.exe", HOSTILE[7]} <= set(names)
    said = [str(row[0]) for row in book(deck.slides[1])]
    assert any("=cmd|" in one for one in said)
    assert any("=HYPERLINK" in one for one in said)
    assert {str(head) for head in book(deck.slides[2])[0]} >= {HOSTILE[1]}


def test_text_of_any_length_is_shortened_on_the_slide_and_whole_in_the_notes() -> None:
    deck = opened(made(hostile_town()))
    for slide in deck.slides:
        assert len(slide.shapes.title.text) < 200
        assert all(len(one.text_frame.text) < 3000 for one in slide.shapes if one.has_text_frame)
    assert "y" * 9000 in notes(deck.slides[1])


def test_a_suppressed_quarter_is_a_pattern_and_a_reason_and_nowhere_a_number() -> None:
    deck = opened(made(y="2023", selection=["08", "03"]))
    shape = next(one for one in slides.every_shape(deck.slides[0].shapes) if one.name == "Nord" and slides.told(one))
    assert slides.told(shape) == "Nord. Grund: geheim gehalten; Bevölkerung: 1.000; Stadtbezirk: Nord."
    assert shape.element.xpath("string(.//a:pattFill/@prst)") == "pct20"
    assert not [row for row in book(deck.slides[1]) if "Nord" in str(row[0]).split()]
    assert [row[2] for row in book(deck.slides[2])] == ["Nord", None, 10]
    assert "Nord: 2023 geheim gehalten." in texts(deck.slides[2])


def test_nothing_to_show_is_said() -> None:
    atlas = toytown()
    reason = atlas.cubes["quarter"].reason.copy()
    reason[:, 0, :] = 4
    value = atlas.cubes["quarter"].value.copy()
    value[:, 0, :] = float("nan")
    cubes = {**atlas.cubes, "quarter": replace(atlas.cubes["quarter"], reason=reason, value=value)}
    deck = opened(made(replace(atlas, project="secret", cubes=cubes), i="A1", y="2024"))
    assert not [one for slide in deck.slides for one in slide.shapes if one.has_chart]
    assert "geheim gehalten, weil sie einzelne Menschen verraten könnten" in texts(deck.slides[1])


def test_charts_are_charts() -> None:
    deck = opened(made())
    assert [slides.chart(deck.slides[at]).chart_type.name for at in (1, 2)] == ["BAR_CLUSTERED", "LINE_MARKERS"]
