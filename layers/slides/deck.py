"""The slides as one file: 16:9, a footer on each, notes for the speaker, nothing that points outside."""

import datetime
import io
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from layers.shown_view import Shown, shown
from layers.slides.blank_deck import blank_deck
from layers.slides.lettering import fitted
from layers.slides.map_slide import map_slide
from layers.slides.markup import INK, QUIET, TAGS, Box, Run, body, content, paragraph, plain, transform
from layers.slides.ranking_slide import ranking_slide
from layers.slides.slide import Chart, Slide
from layers.slides.time_slide import time_slide
from layers.slides.words_slides import findings_slide, method_slide
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas

TITLE = Box(0.5, 0.35, 12.35, 0.72)
SUBTITLE = Box(0.5, 1.07, 12.35, 0.56)
FOOTER = Box(0.5, 6.82, 11.5, 0.5)
NUMBER = Box(12.05, 6.82, 0.8, 0.5)
_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAKER = "Quartierblick"
_LONGEST_NOTE = 20_000


def slides(atlas: Atlas, view: View, words: Words, made_on: datetime.date, selection: Collection[str] = ()) -> bytes:
    """Write a view as slides.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Of this Atlas.
    words : Words
    made_on : date
    selection : collection of str
        Ids of areas that are outlined, drawn in orange and followed over the years.

    Returns
    -------
    bytes
        PPTX: the map, the highest values, the years where there are two, findings, method and sources.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's indicator or year, or a text is missing.

    Notes
    -----
    Charts are native: "Edit data" opens a workbook that holds what the chart shows, rounded as it is shown. Every text
    is written as text, and what no slide can hold is left out.
    """
    told = shown(atlas, view, words, made_on, selection)
    pages = [map_slide(told), ranking_slide(told), time_slide(told), findings_slide(told), method_slide(told)]
    deck = blank_deck(TITLE, FOOTER, NUMBER)
    for slide in pages:
        if slide is not None:
            _add(deck, slide, told)
    _describe(deck, told, made_on)
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def _add(deck: Any, slide: Slide, told: Shown) -> None:
    from pptx.oxml import parse_xml

    added = deck.slides.add_slide(deck.slide_layouts[0])
    head = _title(slide) + (_subtitle(slide, told) if slide.subtitle else "")
    frames = [_frame(added, slide, chart) for chart in slide.charts]
    shapes = "".join([head, *slide.shapes, *frames, _footer(slide, told), _number(slide, len(deck.slides))])
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    # All at once: thousands of points that are moved from one document to another take longer than everything else.
    old = added.element.find(".//{*}spTree")
    old.getparent().replace(old, parse_xml(f"<p:spTree {_NAMESPACES}>{group}{shapes}</p:spTree>"))
    _write_notes(added, slide)


def _title(slide: Slide) -> str:
    """Fill the layout's own title: it is what slides are listed by, and read first."""
    found = fitted([plain(slide.title)], TITLE.points, (30.0, 28.0, 26.0, 24.0, 20.0), bold=True)
    runs = [Run(one, bold=True, colour=INK) for one in found.texts]
    written = body(paragraph(runs, found.size, slide.language), anchor="b")
    return _held(slide, slide.title, 'type="title"', written)


def _subtitle(slide: Slide, told: Shown) -> str:
    """Write it on one line where that can be read, else on two."""
    sizes = (18.0, 16.0, 15.0, 14.0)
    one_line = replace(SUBTITLE, height=22 / 72)
    fits = fitted([slide.subtitle], one_line.points, sizes).texts == (slide.subtitle,)
    box, sizes = (one_line, sizes) if fits else (SUBTITLE, (16.0, 14.0, 12.0, 11.0))
    slide.text(told.words("slides.subtitle"), box, [slide.subtitle], sizes, colour=QUIET)
    return slide.shapes.pop()


def _frame(added: Any, slide: Slide, chart: Chart) -> str:
    """Put the chart and its workbook into the file, and give the frame that shows it."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.parts.chart import ChartPart

    package = added.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, chart.markup.encode())
    part.chart_workbook.update_from_xlsx_blob(chart.workbook)
    relation = added.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return (
        f"<p:graphicFrame>{slide.head(chart.name, chart.told, kind='graphicFrame')}"
        f"{transform(chart.box.emu, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )


def _footer(slide: Slide, told: Shown) -> str:
    """Say on every slide where the numbers come from, how many are hidden and who may see them."""
    words, words_of = told.words, told.caption
    first = [f"{words('export.source')}: {words_of.source}" if words_of.source else ""]
    first += [f"{words('export.reference_date')}: {words_of.reference_date}" if words_of.reference_date else ""]
    lines = (" · ".join(filter(None, [*first, words_of.hidden])), f"{words_of.protection} · {words_of.made}")
    wide, high = FOOTER.points
    fitting = [fitted([one], (wide, high / 2), (11.0, 10.0, 9.0)) for one in lines]
    written = "".join(
        paragraph([Run(one.texts[0] if one.texts else "", bold, QUIET)], one.size, slide.language)
        for one, bold in zip(fitting, (False, told.atlas.protection is None), strict=True)
    )
    return _held(slide, words("slides.footer"), 'type="ftr" sz="quarter" idx="11"', body(written, anchor="ctr"))


def _number(slide: Slide, number: int) -> str:
    written = (
        '<a:p><a:pPr algn="r"/><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        f'<a:rPr lang="{TAGS[slide.language]}" sz="1100"/><a:t>{number}</a:t></a:fld></a:p>'
    )
    return _held(slide, "#", 'type="sldNum" sz="quarter" idx="12"', body(written, anchor="ctr"))


def _held(slide: Slide, name: str, holder: str, text: str) -> str:
    head = slide.head(name).replace("<p:nvPr/>", f"<p:nvPr><p:ph {holder}/></p:nvPr>")
    return f"<p:sp>{head}<p:spPr/>{text}</p:sp>"


def _write_notes(added: Any, slide: Slide) -> None:
    from pptx.oxml import parse_xml

    texts = [plain(one)[:_LONGEST_NOTE] for one in slide.notes if one]
    frame = added.notes_slide.notes_text_frame
    written = "".join(
        f'<a:p><a:r><a:rPr lang="{TAGS[slide.language]}"/><a:t>{content(one)}</a:t></a:r></a:p>' for one in texts
    )
    old = frame._txBody
    new = parse_xml(f"<p:txBody {_NAMESPACES}><a:bodyPr/><a:lstStyle/>{written or '<a:p/>'}</p:txBody>")
    old.getparent().replace(old, new)


def _describe(deck: Any, told: Shown, made_on: datetime.date) -> None:
    """Say in the file's properties what it is; nothing of the machine it was made on."""
    made, properties = datetime.datetime.combine(made_on, datetime.time()), deck.core_properties
    properties.title = plain(told.caption.title)[:250]
    properties.subject = plain(told.caption.place)[:250]
    properties.author = properties.last_modified_by = _MAKER
    properties.created = properties.modified = made
    properties.comments, properties.keywords = plain(told.caption.protection)[:250], ""
    properties.language, properties.revision = TAGS[told.words.language], 1
