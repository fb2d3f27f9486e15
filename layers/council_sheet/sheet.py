"""The sheet as a whole: everything that stands on it is said here, and set by ``sheet.typ``."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from layers.council_sheet.map_drawing import map_drawing
from layers.council_sheet.table import table
from layers.council_sheet.typeset import typeset
from layers.findings import Told
from layers.kept_secret import is_all_secret, secret_or
from layers.page_content import page_content
from layers.page_markup import blank_swatch, histogram
from layers.scale_bar import length_told
from layers.shown_view import Shown, legend_rows, shown
from layers.told_protection import mode
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas

_FINDINGS = 2
_LABELS = 10


def council_sheet(
    atlas: Atlas,
    view: View,
    words: Words,
    made_on: datetime.date,
    fonts: Path,
    selection: Collection[str] = (),
) -> bytes:
    """Set what the map of a view shows as a sheet of A4, or of more where the texts are longer.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Of this Atlas.
    words : Words
    made_on : date
    fonts : Path
        Folder of Inter as TrueType; no font of the machine is used, so that everybody gets the same sheet.
    selection : collection of str
        Ids of areas that are outlined, named and listed as selected.

    Returns
    -------
    bytes
        PDF/UA where the fonts have all letters, the same bytes for the same question and day.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's indicator or year, or a text is missing.
    """
    return typeset(sheet_content(atlas, view, words, made_on, selection), fonts, made_on)


def sheet_content(
    atlas: Atlas, view: View, words: Words, made_on: datetime.date, selection: Collection[str] = ()
) -> dict[str, Any]:
    """Say all that stands on the sheet, as plain values; parameters and errors as in :func:`council_sheet`."""
    about = shown(atlas, view, words, made_on, selection)
    said = about.findings[:_FINDINGS]
    caption = about.caption
    return {
        "language": words.language,
        "title": caption.title,
        "beneath": about.beneath_map,
        "protection": caption.protection,
        "mode": mode(atlas),
        "findings": [one.text for one in said] or _nothing(about),
        "map": _map(about, said),
        "legend": _legend(about),
        "table": table(about),
        "reading": caption.reading,
        "about": _about(about, said),
        "made": f"{caption.made}; {caption.protection}",
        "words": {
            "page": words("council_sheet.page", page="{page}", pages="{pages}"),
            "north": words("council_sheet.north"),
        },
    }


def _nothing(about: Shown) -> list[str]:
    """Say why there is no finding where all numbers are kept secret."""
    if not is_all_secret(about.atlas, about.view):
        return []
    return list(secret_or(about.words, about.atlas, about.view, ("", "")))


def _map(about: Shown, said: Sequence[Told]) -> dict[str, Any]:
    content = page_content(about.atlas, about.answer, about.words, about.selection, about.told)
    drawing, words = map_drawing(content, [one.kind for one in about.atlas.scenery]), about.words
    named = about.all_chosen or ([] if about.told else about.top)
    told = [words("export.map", title=about.caption.title), *(one.text for one in said[:1])]
    return {
        "svg": drawing.svg,
        "width": drawing.width,
        "height": drawing.height,
        "alt": ". ".join(told),
        "labels": [[about.areas.names[at], *drawing.centres[at]] for at in named[:_LABELS]],
        "scale": [drawing.long, length_told(words, drawing.metres)],
    }


def _legend(about: Shown) -> dict[str, Any]:
    answer, told, words, caption = about.answer, about.told, about.words, about.caption
    rows = legend_rows(about)
    circles = None if told or not answer.circles else answer.circles
    return {
        "heading": told.heading if told else words("export.legend"),
        "count": words(f"export.areas.{about.view.level}"),
        "residents": words("export.residents") if any(one.residents for one in rows) else "",
        "rows": [
            [blank_swatch(one.blank) if one.blank else "", one.colour, one.text, one.areas, one.residents]
            for one in rows
        ],
        "histogram": "" if told or circles else histogram(answer),
        "circles": [[radius, words.number(count)] for count, radius in circles.legend] if circles else [],
        "colour": answer.colours[0] if circles and answer.colours else "",
        "city": "" if told else caption.city,
        "notes": list(caption.notes),
    }


def _about(about: Shown, said: Sequence[Told]) -> list[list[str]]:
    words, caption = about.words, about.caption
    named: Mapping[str, str] = {
        words("export.source"): caption.source,
        words("export.reference_date"): caption.reference_date,
        words("export.method"): caption.method,
        words("council_sheet.findings"): " ".join(dict.fromkeys(one.method for one in said)),
        words("export.about.note"): caption.note,
        words("export.files"): ", ".join(caption.files),
        words("export.about.hidden"): caption.hidden,
    }
    return [[label, text] for label, text in named.items() if text]
