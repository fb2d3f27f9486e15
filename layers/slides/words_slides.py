"""Findings and method as slides: sentences to be read aloud, and everything that makes them checkable."""

from collections.abc import Sequence

from layers.kept_secret import secret_or
from layers.shown_view import Shown
from layers.slides.lettering import fitted
from layers.slides.markup import INK, MAIN, PALE, Box, Run
from layers.slides.slide import Slide

_SENTENCES = Box(0.85, 1.75, 8.1, 4.95)
_READING = Box(9.35, 1.75, 3.5, 4.95)
_METHOD = Box(0.5, 1.45, 12.35, 5.25)
_SIZES = (24.0, 22.0, 20.0, 18.0)
_MOST = 4


def findings_slide(shown: Shown) -> Slide:
    """Write the most important findings large, and how they are to be read beside them."""
    words, found = shown.words, shown.findings
    slide = Slide(words("slides.findings", title=shown.caption.indicator), shown.caption.place, words.language)
    empty = words("findings_part.empty"), words("findings_part.empty_advice")
    sentences = [one.text for one in found] or list(secret_or(words, shown.atlas, shown.view, empty))
    fitting = next(
        (n for n in range(min(_MOST, len(sentences)), 1, -1) if _fits(sentences[:n])),
        1,
    )
    said = words("findings_part.title")
    high = slide.text(said, _SENTENCES, sentences[:fitting], _SIZES, gap=0.8, colour=INK)
    slide.form(words("slides.bar"), Box(0.5, _SENTENCES.top + 0.03, 0.07, high), "rect", MAIN)
    heading = [Run(words("slides.reading"), bold=True, colour=INK)]
    reading: list[str | Sequence[Run]] = [heading, shown.caption.reading]
    reading += [words("findings_part.caveat")] if found else []
    slide.text(
        words("slides.reading"), _READING, reading, (16.0, 14.0, 12.0, 11.0), gap=0.7, background=PALE, inset=0.2
    )
    methods = [f"{words('findings_part.method')}: {one.text} – {one.method}" for one in found]
    slide.notes = [*(sentences if not found else []), *methods, shown.caption.reading, words("findings_part.caveat")]
    return slide


def method_slide(shown: Shown) -> Slide:
    """Write where the numbers come from, how the map was made and how it is protected."""
    words, words_of = shown.words, shown.caption
    slide = Slide(words("slides.method"), "", words.language)
    rows = {
        "meaning": words_of.meaning,
        "city": words_of.city,
        "method": words_of.method,
        "explained": " ".join(words_of.notes),
        "source": words_of.source,
        "reference_date": words_of.reference_date,
        "vintage": shown.atlas.vintage or "",
        "files": ", ".join(words_of.files),
        "hidden": words_of.hidden,
        "protection": words_of.protection,
        "note": words_of.note,
    }
    told_rows = [(words(f"export.about.{key}"), text) for key, text in rows.items() if text]
    written: list[str | Sequence[Run]] = [
        [Run(f"{label}: ", bold=True, colour=INK), Run(_brief(text))] for label, text in told_rows
    ]
    slide.text(words("slides.method"), _METHOD, written, (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0), gap=0.45)
    slide.notes = [f"{label}: {text}" for label, text in told_rows]
    return slide


def _brief(text: str) -> str:
    """Keep one long field from pushing out the others; the notes have it in full."""
    wide, _ = _METHOD.points
    (kept,) = fitted([text], (wide, 4 * 12.0 * 1.2), (12.0,)).texts or ("",)
    return kept


def _fits(sentences: list[str]) -> bool:
    return fitted(sentences, _SENTENCES.points, _SIZES, gap=0.8).texts == tuple(sentences)
