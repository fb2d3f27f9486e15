"""The map as a slide: every area a shape of its own, named, with what it shows as alternative text."""

from collections.abc import Iterator

import numpy as np

from layers.geometry import scenery
from layers.packed import Shape
from layers.page_content import UNDER_CIRCLES, looks, told, told_looks
from layers.page_shapes import PageShapes, page_shapes
from layers.palettes import SCENERY, SELECTION
from layers.scale_bar import length_told, round_length
from layers.shown_view import Shown
from layers.slides.legend import CIRCLE, legend
from layers.slides.lettering import width
from layers.slides.markup import INCH, INK, PALE, QUIET, Box
from layers.slides.shapes import UNIT, Frame, Look, circle, clipped, frame, freeform, rings_of
from layers.slides.slide import Slide

MAP = Box(0.5, 1.75, 8.55, 4.95)
LEGEND = Box(9.35, 1.75, 3.5, 4.95)
_INNER = Box(0.6, 1.85, 8.35, 4.4)
_NAMED = 5
_ROWS_TOLD = 3  # of alternative texts: what the area is, and its range
_SIZE = 12.0


def map_slide(shown: Shown) -> Slide:
    """Draw the map with legend, scale and the names of a few areas."""
    words_of, words = shown.caption, shown.words
    slide = Slide(words_of.title, " · ".join(shown.beneath_map), words.language)
    groups = shown.told.outlines if shown.told else ()
    found = page_shapes(shown.atlas, shown.view.level, shown.selection, groups)
    where = frame(found.bounds, _INNER)
    slide.form(words("slides.ground"), MAP, "rect", PALE)
    _draw(slide, shown, found, where)
    _names(slide, shown, found, where)
    _scale(slide, shown, where)
    legend(slide, shown, LEGEND)
    slide.notes = _notes(shown)
    return slide


def _draw(slide: Slide, shown: Shown, found: PageShapes, where: Frame) -> None:
    words, place = shown.words, MAP.emu
    waters = [
        freeform(slide, str(one["name"]), "", clipped(one["shape"], where), Look(SCENERY[str(one["kind"])], ""))  # type: ignore[arg-type]  # packed
        for one in scenery(shown.atlas)
        if one["kind"] in SCENERY
    ]
    slide.grouped(words("slides.waters"), "", [one for one in waters if one], place)
    areas = [one for one in _areas(slide, shown, found, where) if one]
    slide.grouped(words("export.map", title=slide.title), slide.title, areas, place)
    edge = Look("", INK, 1.25)
    outlines = [
        _outline(slide, one, where, edge, name) for one, name in zip(found.outlines, _districts(shown), strict=True)
    ]
    slide.grouped(words("slides.districts"), "", outlines, place)
    groups = [_outline(slide, one, where, Look("", INK, 2.0), words("slides.groups")) for one in found.groups]
    slide.grouped(words("slides.groups"), "", [one for one in groups if one], place)
    if shown.answer.circles and not shown.told:
        slide.grouped(words("slides.circles"), "", list(_circles(slide, shown, found, where)), place)
    named = ", ".join(shown.areas.names[at] for at in shown.all_chosen)
    chosen = _outline(slide, found.chosen, where, Look("", SELECTION, 3.5), words("slides.chosen"), named)
    slide.shapes += [chosen] if chosen else []


def _outline(slide: Slide, shape: Shape, where: Frame, look: Look, name: str, told: str = "") -> str:
    return freeform(slide, name, told, rings_of(shape, where), look)


def _districts(shown: Shown) -> list[str]:
    """Name the districts that are outlined: those with quarters."""
    if shown.view.level != "quarter" or "district" not in shown.atlas.levels:
        return []
    parents = set(shown.areas.parents)
    return [name for at, name in enumerate(shown.atlas.levels["district"].names) if at in parents]


def texts_of_areas(shown: Shown) -> list[str]:
    """Say in a line what the map shows of each area: its name, its value or the reason for its blank."""
    rows = told(shown.atlas, shown.answer, shown.words, shown.told)
    written = ("; ".join(f"{label}: {text}" for label, text in one[:_ROWS_TOLD]) for one in rows)
    return [f"{name}. {text}." for name, text in zip(shown.areas.names, written, strict=True)]


def _areas(slide: Slide, shown: Shown, found: PageShapes, where: Frame) -> Iterator[str]:
    fills = told_looks(shown.told) if shown.told else looks(shown.answer, shown.numbers)
    for name, text, shape, look in zip(shown.areas.names, texts_of_areas(shown), found.shapes, fills, strict=True):
        edge = "#c5ccd3" if look == UNDER_CIRCLES else "#ffffff"
        yield freeform(slide, name, text, rings_of(shape, where), Look(look, edge))


def _circles(slide: Slide, shown: Shown, found: PageShapes, where: Frame) -> Iterator[str]:
    sizes, colours = shown.answer.circles, shown.answer.colours
    texts = texts_of_areas(shown)
    for at, value in enumerate(shown.numbers.comparable.tolist()):
        radius = sizes.radius_of(value) if sizes else 0.0
        if radius > 0:
            centre = where.placed(np.array([found.centres[at][::-1]]))[0]
            look = Look(colours[0], "#ffffff", 0.75)
            yield circle(slide, shown.areas.names[at], texts[at], centre, CIRCLE * radius, look)


def _names(slide: Slide, shown: Shown, found: PageShapes, where: Frame) -> None:
    """Name the selected areas, or else those with the highest values, where their names do not lie on each other."""
    named = shown.chosen or ([] if shown.told else shown.top[:_NAMED])
    taken: list[tuple[float, float, float, float]] = []
    for at in named:
        text = shown.areas.names[at]
        wide, high = width(text, _SIZE, bold=True) / 72 + 0.12, 0.2
        x, y = (where.placed(np.array([found.centres[at][::-1]]))[0] * UNIT / INCH).tolist()
        points = np.concatenate(rings_of(found.shapes[at], where) or [np.zeros((1, 2), dtype=np.int64)]) * UNIT / INCH
        if np.ptp(points[:, 0]) < wide / 2:  # a name that is much wider than its area would hide it
            y = max(float(points[:, 1].min()) - high / 2 - 0.03, MAP.top + high / 2)
        left = min(max(x - wide / 2, MAP.left), MAP.left + MAP.width - wide)
        box = (left, y - high / 2, left + wide, y + high / 2)
        if wide > MAP.width / 3 or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        slide.label(text, Box(left, box[1], wide, high), _SIZE)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(slide: Slide, shown: Shown, where: Frame) -> None:
    """Draw a bar of a round length."""
    metres = round_length(MAP.width / 5 * where.metres)
    long, words = metres / where.metres, shown.words
    text = length_told(words, metres)
    left, top = MAP.left + 0.2, MAP.top + MAP.height - 0.18
    slide.form(words("slides.scale", length=text), Box(left, top, long, 0.04), "rect", INK)
    slide.text(words("slides.scale", length=text), Box(left, top - 0.28, 1.5, 0.25), [text], (11.0,), colour=QUIET)


def _notes(shown: Shown) -> list[str]:
    words_of, words = shown.caption, shown.words
    classes = [f"{text}: {words.number(n)}" for _, text, n in (*words_of.classes, *words_of.blanks)]
    heading = shown.told.heading if shown.told else words("export.legend")
    return [
        words("export.map", title=words_of.title),
        " · ".join(shown.beneath_map),
        words_of.city,
        f"{heading}: {'; '.join(classes)}." if classes else "",
        words_of.method,
        *words_of.notes,
    ]
