"""What every picture, table and file says about itself: title, classes, blanks, source, method, date."""

import datetime
from dataclasses import dataclass

from layers.amounts import amount, between
from layers.choropleth import Choropleth
from layers.declaration import reference_date, source
from layers.told_map import ToldMap
from layers.told_protection import blank_told, protection_told, rounding_told
from layers.words import Words, local
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason


@dataclass(frozen=True)
class Caption:
    """The words around one view.

    Attributes
    ----------
    title : str
        What the map shows: indicator and year, or the title of a map that shows something else.
    subtitle : str
        What else has to be known of such a map at once; empty for an indicator alone.
    indicator : str
        Indicator and year, whatever the map shows.
    meaning : str
        What is counted, and what it refers to.
    place : str
        City, level and number of areas.
    city : str
        The city's value and where it comes from; empty where nothing can be said.
    classes : tuple of (colour, text, number of areas)
    blanks : tuple of (label of the reason, text, number of areas)
    method : str
        How the classes were made, one sentence, and how the ranges are to be read.
    source, reference_date : str
        As declared; for the source otherwise the files the numbers stand in.
    hidden : str
        How many cells are suppressed, or to what numbers are rounded.
    protection : str
        Internal, or public and by which rules.
    files : tuple of str
        The delivered files.
    made : str
        Date and program.
    reading : str
        What the picture must not be used to claim.
    notes : tuple of str
        What belongs to a map that shows something else than an indicator.
    note : str
        What is declared beside the indicator; of an index its recipe. Empty where there is nothing.
    """

    title: str
    subtitle: str
    indicator: str
    meaning: str
    place: str
    city: str
    classes: tuple[tuple[str, str, int], ...]
    blanks: tuple[tuple[str, str, int], ...]
    method: str
    source: str
    reference_date: str
    hidden: str
    protection: str
    files: tuple[str, ...]
    made: str
    reading: str
    notes: tuple[str, ...] = ()
    note: str = ""


def caption(
    atlas: Atlas, answer: Choropleth, words: Words, made_on: datetime.date, told: ToldMap | None = None
) -> Caption:
    """Put a view into words.

    Parameters
    ----------
    atlas : Atlas
    answer : Choropleth
        Of this Atlas.
    words : Words
    made_on : date
    told : ToldMap, optional
        What the map shows in place of the indicator's classes.

    Returns
    -------
    Caption

    Raises
    ------
    KeyError
        If a text of the stem "export" is missing.
    """
    view = answer.view
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    named = title(indicator, view.year, words)
    blanks = told.blanks if told else answer.blanks
    how = _told(told, words) if told else _scheme(answer, words)
    return Caption(
        title=told.title if told else named,
        subtitle=told.subtitle if told else "",
        indicator=named,
        meaning=_meaning(indicator, words),
        place=words("export.place", city=atlas.title, areas=words(f"export.levels.{view.level}", n=answer.n)),
        city=_city(atlas, answer, indicator, words),
        classes=tuple(zip(told.colours, told.names, told.counts, strict=True)) if told else _classes(answer, words),
        blanks=tuple((label, reason_word(blank_told(atlas, label), words), n) for label, n in blanks.items()),
        method=" ".join([*how, *_ranges(answer, indicator, words)]),
        source=source(atlas, indicator),
        reference_date=reference_date(indicator, view.year),
        hidden=_hidden(atlas, answer, words),
        protection=protection_told(atlas, words),
        files=tuple(file.name for file in atlas.files),
        made=words("export.made", date=_date(made_on, words.language)),
        reading=" ".join(filter(None, [told.reading if told else "", words("export.reading")])),
        notes=told.notes if told else (),
        note=local(words, indicator.note),
    )


def title(indicator: Indicator, year: int, words: Words) -> str:
    """Name an indicator in a year; year 0 stands for "no year named"."""
    name = indicator.title.get(words.language, indicator.id)
    return words("export.title", indicator=name, year=year) if year else name


def reason_word(label: str, words: Words) -> str:
    """Name a kind of blank."""
    return words(f"export.reasons.{label}")


def _hidden(atlas: Atlas, answer: Choropleth, words: Words) -> str:
    """Say how many cells are suppressed; where numbers are rounded instead, that, and the others only if there are."""
    n, rounding = answer.blanks.get(Reason.SUPPRESSED.label, 0), rounding_told(atlas, words)
    return " ".join(filter(None, [rounding, words("export.hidden", n=n) if n or not rounding else ""]))


def _meaning(indicator: Indicator, words: Words) -> str:
    top, bottom = (part.get(words.language, "") for part in (indicator.numerator, indicator.denominator))
    unit = indicator.unit.get(words.language, "")
    if indicator.kind == "rate" and top and bottom:
        return words("export.rate", numerator=top, denominator=bottom, factor=int(indicator.factor))
    return words("export.in_unit", unit=unit) if unit else ""


def _city(atlas: Atlas, answer: Choropleth, indicator: Indicator, words: Words) -> str:
    if not answer.city_value_is:
        return ""
    value = amount(words, indicator, answer.city_value)
    ends = between(words, indicator, *answer.city_range) if answer.city_range else ""
    told = f"{value}, {words('ranges.range', range=ends)}" if ends else value
    return words(f"export.city.{answer.city_value_is}", city=atlas.title, value=told)


def _classes(answer: Choropleth, words: Words) -> tuple[tuple[str, str, int], ...]:
    if answer.kind == "circles":
        return ()
    shown = [words.number(limit, answer.limit_decimals) for limit in answer.limits]
    texts = [
        words("export.class" if number else "export.first_class", low=shown[number], high=shown[number + 1])
        for number in range(len(answer.colours))
    ]
    return tuple(zip(answer.colours, texts, answer.counts, strict=True))


def _told(told: ToldMap, words: Words) -> list[str]:
    named = [text if label == words("export.about.procedure") else f"{label}: {text}" for label, text in told.method]
    return [f"{one.removesuffix('.')}." for one in named]


def _scheme(answer: Choropleth, words: Words) -> list[str]:
    drawn = "circles" if answer.kind == "circles" else answer.view.scheme
    sentences = [words(f"export.schemes.{drawn}", classes=len(answer.colours))]
    if answer.view.same and drawn != "circles":
        sentences.append(words("export.same"))
    return sentences


def _ranges(answer: Choropleth, indicator: Indicator, words: Words) -> list[str]:
    sentences = [words("export.range")] if indicator.kind == "rate" else []
    return [*sentences, words("export.too_small")] if Reason.TOO_SMALL.label in answer.blanks else sentences


def _date(day: datetime.date, language: str) -> str:
    return day.strftime("%d.%m.%Y") if language == "de" else day.isoformat()
