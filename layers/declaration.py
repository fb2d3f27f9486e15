"""What is declared about an indicator, field by field as in Berlin's "Indikatorenblatt"."""

from layers.view import View, years_with_values
from layers.words import Words
from loading.atlas import Atlas, Indicator

MOST_FILES = 3


def declaration(atlas: Atlas, view: View, words: Words) -> tuple[tuple[str, str], ...]:
    """List label and content of every declared field of a View's indicator.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Of this Atlas.
    words : Words

    Returns
    -------
    tuple of (label, text)
        In the order of the sheet; the text is empty where nothing is known.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's indicator, or a text of the stem "export" is missing.
    """
    language = words.language
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    years = years_with_values(atlas, view.level, view.indicator)
    fields = {
        "indicator": indicator.title.get(language, ""),
        "id": indicator.id,
        "numerator": indicator.numerator.get(language, ""),
        "denominator": indicator.denominator.get(language, ""),
        "unit": indicator.unit.get(language, ""),
        "direction": words(f"export.directions.{indicator.direction}"),
        "source": source(atlas, indicator),
        "holder": indicator.holder,
        "lowest_level": indicator.lowest_level,
        "reference_date": indicator.reference_date,
        "year": str(view.year) if view.year else words("export.no_year"),
        "years": ", ".join(str(year) for year in years if year),
        "note": indicator.note.get(language, ""),
    }
    return tuple((words(f"export.about.{key}"), text) for key, text in fields.items())


def reference_date(indicator: Indicator, year: int) -> str:
    """Say to which day or period the numbers of a year refer; empty where neither is known.

    Parameters
    ----------
    indicator : Indicator
    year : int
        0 stands for "no year named".

    Examples
    --------
    >>> day = Indicator("A1", {}, {}, "income", "rate", reference_date="31.12.")
    >>> term = Indicator("C3", {}, {}, "education", "rate", reference_date="Schuljahr")
    >>> reference_date(day, 2024), reference_date(term, 2024), reference_date(day, 0)
    ('31.12.2024', 'Schuljahr 2024', '31.12.')
    """
    declared = indicator.reference_date
    if not declared or not year:
        return declared or (str(year) if year else "")
    return f"{declared}{year}" if declared.endswith(".") else f"{declared} {year}"


def source(atlas: Atlas, indicator: Indicator) -> str:
    """Name where the numbers come from: the declared source, or else up to three of the files they stand in.

    Of an indicator that does not know its files, the delivered tables, or the map where none was delivered.
    """
    if indicator.source:
        return indicator.source
    names = list(indicator.files) or [note.name for note in atlas.files if note.is_table]
    names = names or [note.name for note in atlas.files]
    return ", ".join(names[:MOST_FILES]) + (" …" if len(names) > MOST_FILES else "")
