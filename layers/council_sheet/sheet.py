"""The sheet as a whole: everything that stands on it is said here, and set by ``sheet.typ``."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from layers.base_indicator import base_indicator
from layers.council_sheet.map_drawing import map_drawing
from layers.council_sheet.table import table
from layers.council_sheet.typeset import typeset
from layers.findings import Told
from layers.findings import told as findings_told
from layers.kept_secret import is_all_secret, secret_or
from layers.page_content import page_content
from layers.page_markup import blank_swatch, histogram
from layers.shown_view import Shown, shown
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
    said = _findings(about, view)
    caption = about.caption
    return {
        "language": words.language,
        "title": caption.title,
        "beneath": [one for one in (caption.subtitle or caption.meaning, caption.place) if one],
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


def _findings(about: Shown, view: View) -> list[Told]:
    """Give the most important findings; those of what a derived indicator comes from, which was delivered."""
    base = base_indicator(about.atlas, view.indicator)
    return list(findings_told(about.words, about.atlas, replace(view, indicator=base))[:_FINDINGS])


def _nothing(about: Shown) -> list[str]:
    """Say why there is no finding where all numbers are kept secret."""
    if not is_all_secret(about.atlas, about.view):
        return []
    return list(secret_or(about.words, about.atlas, about.view, ("", "")))


def _map(about: Shown, said: list[Told]) -> dict[str, Any]:
    content = page_content(about.atlas, about.answer, about.words, about.selection, about.told)
    drawing, words = map_drawing(content, [one.kind for one in about.atlas.scenery]), about.words
    named = [at for at, one in enumerate(about.areas.ids) if one in set(about.selection)]
    named = named or ([] if about.told else about.top)
    in_km = drawing.metres >= 1000
    length = words.number(drawing.metres / 1000 if in_km else drawing.metres)
    told = [words("export.map", title=about.caption.title), *(one.text for one in said[:1])]
    return {
        "svg": drawing.svg,
        "width": drawing.width,
        "height": drawing.height,
        "alt": ". ".join(told),
        "labels": [[about.areas.names[at], *drawing.centres[at]] for at in named[:_LABELS]],
        "scale": [drawing.long, words("slides.km" if in_km else "slides.m", n=length)],
    }


def _legend(about: Shown) -> dict[str, Any]:
    answer, told, words, caption = about.answer, about.told, about.words, about.caption
    living = told.residents_told(words) if told else ()
    people = [*living, *[""] * len(caption.blanks)] if living else []
    colours = [["", colour, text, words.number(n)] for colour, text, n in caption.classes]
    blanks = [[blank_swatch(label), "", text, words.number(n)] for label, text, n in caption.blanks]
    circles = None if told or not answer.circles else answer.circles
    return {
        "heading": told.heading if told else words("export.legend"),
        "count": words(f"slides.count.{about.view.level}"),
        "residents": words("export.residents") if living else "",
        "rows": [[*row, people[at] if people else ""] for at, row in enumerate([*colours, *blanks])],
        "histogram": "" if told or circles else histogram(answer),
        "circles": [[radius, words.number(count)] for count, radius in circles.legend] if circles else [],
        "colour": answer.colours[0] if circles and answer.colours else "",
        "city": "" if told else caption.city,
        "notes": list(caption.notes),
    }


def _about(about: Shown, said: list[Told]) -> list[list[str]]:
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
