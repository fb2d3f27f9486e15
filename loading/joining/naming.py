"""Which columns of the map hold the key and the name of a polygon."""

import re
from collections.abc import Mapping, Sequence

from loading.joining.matching import SMALLEST_UNIQUE_SHARE
from loading.joining.spelling import is_key_like, without_number

_KEY_HINT = re.compile(
    r"(?i)(^|_|\b)(id|nr|nummer|no|num|key|code|schl\w*|kenn\w*|ags|ars|plz)($|_|\b)|nr$|_id$|^txt$|no$"
)
_NAME_HINT = re.compile(r"(?i)name|bez\b|^gen$|^nimi$|titel|title|label|ortsteil|stadtteil|quartier")
_KEY_BEFORE_NAME = re.compile(r"\s*(\S*\d\S*)[\s.:)]+(\D.*)")


def _letters(values: Sequence[str]) -> bool:
    filled = list(filter(str.strip, values))
    worded = sum([value[0].isalpha() or (not value.isdigit() and any(map(str.isalpha, value))) for value in filled])
    return worded >= 0.9 * max(len(filled), 1)


def _distinct(values: Sequence[str]) -> float:
    return len(set(filter(str.strip, values))) / max(len(values), 1)


def key_column(columns: Mapping[str, Sequence[str]]) -> str | None:
    """Choose the column that serves as key where no table decides.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        Attributes of the map, one entry per polygon.

    Returns
    -------
    str or None
        A column of keys whose heading says so, else a column of names, else any column that tells the
        polygons apart; None where there is none.

    Examples
    --------
    >>> key_column({"pop": ("310", "420"), "NR": ("01", "02"), "NAME": ("Nord", "Süd")})
    'NR'
    >>> key_column({"typ": ("a", "a")}) is None
    True
    """
    unique = [column for column, values in columns.items() if _distinct(values) >= SMALLEST_UNIQUE_SHARE]
    hinted = [column for column in unique if _KEY_HINT.search(column) and is_key_like(columns[column])]
    named = [column for column in unique if _letters(columns[column])]
    return next(iter([*hinted, *named, *unique]), None)


def name_column(columns: Mapping[str, Sequence[str]], key: str | None = None) -> str | None:
    """Choose the column of names.

    Parameters
    ----------
    columns : mapping of str to sequence of str
    key : str, optional
        Column of the keys; taken as names only where it is the only one with letters.

    Returns
    -------
    str or None
        Preferred are columns whose heading says "name", then those without numbers in the names.

    Examples
    --------
    >>> name_column({"NR": ("1", "2"), "BEZ": ("1 Nord", "2 Süd"), "NAME": ("Nord", "Süd")}, "NR")
    'NAME'
    """
    named = [
        column
        for column, values in columns.items()
        if _letters(values) and not is_key_like(values) and _distinct(values) >= 0.8
    ]
    named.sort(
        key=lambda column: (
            column == key and len(named) > 1,
            not _NAME_HINT.search(column),
            any(map(str.isdigit, "".join(columns[column]))),
        )
    )
    return named[0] if named else None


def split_key_and_name(values: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Split "2 Innenstadtring" into key and name, if every filled value has this form.

    Examples
    --------
    >>> split_key_and_name(["2 Innenstadtring", "5 Münster-West"])
    (('2', '5'), ('Innenstadtring', 'Münster-West'))
    >>> split_key_and_name(["Nord", "2 Süd"]) is None
    True
    """
    found: list[re.Match[str]] = []
    for value in values:
        match = _KEY_BEFORE_NAME.fullmatch(value)
        if match is None:
            return None
        found.append(match)
    return (tuple(match[1] for match in found), tuple(match[2].strip() for match in found)) if found else None


def plain_names(names: Sequence[str]) -> tuple[str, ...]:
    """Take the leading number off names, where all of them carry one.

    Examples
    --------
    >>> plain_names(["03 Nordstadt", "10 Fruerlund"])
    ('Nordstadt', 'Fruerlund')
    >>> plain_names(["03 Nordstadt", "Fruerlund"])
    ('03 Nordstadt', 'Fruerlund')
    """
    plain: list[str] = []
    for name in names:
        plain.append(without_number(name))
        if plain[-1] == name:
            return tuple(names)
    return tuple(plain)
