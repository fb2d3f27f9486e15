"""Rows that are no areas: the city's total, subtotals, people who could not be assigned."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from loading.recognised import TotalKind

_UNASSIGNED = re.compile(
    r"^(?:nicht zu(?:zu)?ordn\w*|nicht zuordenbar\w*|nicht zugeordnet\w*|nicht lokalisier\w*|nicht verort\w*|"
    r"nicht verteil\w*|"
    r"ohne (?:angaben?|zuordnung|(?:festen )?wohnsitz|adresse)|keine (?:angaben?|zuordnung)|unbekannt\w*|sonstige[rs]?|"
    r"restliche|rest|übrige|außerhalb.*|not (?:assigned|allocated|stated)|unassigned|unknown|k\. ?a\.|o\. ?a\.)$",
    re.IGNORECASE,
)
_CITY = re.compile(
    r"^(?:(?:die )?(?:gesamt)?stadt|(?:stadt )?insgesamt|gesamt|zusammen|summe|gesamtsumme|gesamtergebnis|gesamtwert|"
    r"stadtgebiet|(?:gesamtes|ganzes) stadtgebiet|stadt gesamt|gesamtstadt\b.*|total|grand total|city total|whole \w+|"
    r"alle (?:stadtteile|bezirke|quartiere|gebiete|stadtbezirke)|stadtdurchschnitt|gesamtkreis|"
    r"kreis gesamt|deutschland)$",
    re.IGNORECASE,
)
_CITY_NAMED = re.compile(
    r"^(?:landeshauptstadt|hansestadt|bundesstadt|universitätsstadt|kreisfreie stadt|"
    r"stadt|kreis|landkreis|kanton|city of)\s+\S",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\S\s+\(?(?:insgesamt|gesamt|zusammen|total)\)?$", re.IGNORECASE)
_LAST_OF_ENDING = frozenset("tTnNlL)\n")
_SUBTOTAL = re.compile(
    r"^(?:zwischensumme|teilsumme|summe|stadtbezirk|bezirk|stadtteil|stadtraum|ortschaft|district|distrikt|sektor|prognoseraum|"
    r"bezirksregion|planungsbezirk|planungsregion|teilbereich|regierungsbezirk)\b",
    re.IGNORECASE,
)
# Letters with which a wording of each kind begins, as regular expressions see them without regard to case; to ask for
# the first letter takes a tenth of the time of asking for the wording.
_CITY_BEGINS = frozenset("dDgGsS\u017fiI\u0130\u0131zZtTcCwWaAkK\N{KELVIN SIGN}")
_UNASSIGNED_BEGINS = frozenset("nNoOkK\N{KELVIN SIGN}uUsS\u017frRüÜaA")
_SUBTOTAL_BEGINS = frozenset("zZtTsS\u017fbBoOdDpPrR")
_KINDS: tuple[tuple[frozenset[str], re.Pattern[str], TotalKind], ...] = (
    (_CITY_BEGINS, _CITY, "city"),
    (_UNASSIGNED_BEGINS, _UNASSIGNED, "unassigned"),
    (_SUBTOTAL_BEGINS, _SUBTOTAL, "subtotal"),
)
_DIGITS = re.compile(r"^\d+$")
_SAME_KIND = re.compile(r"^(?:gemeinde|markt|flecken|samtgemeinde|landkreis|kreis|stadt)\s", re.IGNORECASE)


def find_totals(identifiers: Mapping[str, tuple[str, ...]], values: np.ndarray) -> dict[int, TotalKind]:
    """Recognise rows that are sums or a remainder.

    Parameters
    ----------
    identifiers : mapping of str to tuple of str
        As in ``loading.recognised.Table``.
    values : float array, shape (rows, measures, years)

    Returns
    -------
    dict of row number to {"city", "subtotal", "unassigned"}

    Examples
    --------
    >>> names = ("Aegidii", "Dom", "Altstadt", "nicht zuzuordnen", "Stadt Münster")
    >>> keys = ("11", "13", "", "", "")
    >>> find_totals({"Name": names, "Nr": keys}, np.array([1.0, 2, 3, 1, 4]).reshape(5, 1, 1))
    {2: 'subtotal', 3: 'unassigned', 4: 'city'}
    """
    rows = len(values)
    keys = _key_column(identifiers)
    found: dict[int, TotalKind] = {}
    for name, texts in identifiers.items():
        if not name.endswith("[key]") and texts is not keys:
            found.update(_by_wording(texts, keys, values))
    if keys is not None:
        for row in range(rows):
            if not keys[row] and row not in found:
                named = any(texts[row] for texts in identifiers.values())
                found[row] = "subtotal" if named else "unassigned"
        found.update(_zero_key(keys, found, values))
        found.update(_upper_keys(keys, found))
        found.update(_by_sum(found, keys, values))
    return dict(sorted(found.items())) if len(found) < rows else {}


def _key_column(identifiers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Choose the column of keys: short, with digits, filled in most rows."""
    best: tuple[str, ...] | None = None
    best_filled = 0.0
    for texts in identifiers.values():
        given = [text for text in texts if text]
        alike = [text for text in given if text[-1:].isdigit() and " " not in text and len(text) <= 15]
        share = len(given) / max(len(texts), 1)
        distinct = len(set(given)) > 0.9 * len(given)
        if given and len(alike) == len(given) and distinct and share >= 0.4 and share > best_filled:
            best, best_filled = texts, share
    return best


def _by_wording(texts: Sequence[str], keys: Sequence[str] | None, values: np.ndarray) -> dict[int, TotalKind]:
    wordings = {text: _wording(text) for text in dict.fromkeys(texts)}
    rows: dict[str, list[int]] = {"city": [], "unassigned": [], "subtotal": [], "ending": []}
    for row, kind in enumerate(map(wordings.__getitem__, texts)):
        if kind:
            rows[kind].append(row)
    few, most = max(2, len(texts) // 20), 0.4 * len(texts)
    found: dict[int, TotalKind] = {}
    if len(rows["city"]) <= few:
        found.update(_largest_only(rows["city"], values))
    if len(rows["unassigned"]) <= few:
        found.update(dict.fromkeys(rows["unassigned"], "unassigned"))
    if len(rows["subtotal"]) < most:
        found.update(dict.fromkeys(rows["subtotal"], "subtotal"))
    if len(rows["ending"]) < most:
        alone = len(rows["ending"]) == 1 and not rows["city"]
        found.update(dict.fromkeys(rows["ending"], "city" if alone else "subtotal"))
    named = _named_city(texts, keys, values)
    if named is not None:
        found[named] = "city"
    return found


def _largest_only(rows: Sequence[int], values: np.ndarray) -> dict[int, TotalKind]:
    """Of several rows called "Insgesamt" the largest is the city's, the others are its parts'."""
    if len(rows) < 2 or not values.shape[1]:
        return dict.fromkeys(rows, "city")
    sizes = [float(np.nanmax(values[row, 0], initial=-np.inf)) for row in rows]
    return {row: "city" if size == max(sizes) else "subtotal" for row, size in zip(rows, sizes, strict=True)}


def _wording(text: str) -> str:
    begin = text[:1]
    for begins, pattern, kind in _KINDS:
        if begin in begins and pattern.match(text):
            return kind
    return "ending" if text[-1:] in _LAST_OF_ENDING and _ENDING.search(text) else ""


def _named_city(texts: Sequence[str], keys: Sequence[str] | None, values: np.ndarray) -> int | None:
    """Row of "Stadt Münster" or "Kanton Basel-Stadt", unless the table lists towns and it is one of them."""
    candidates = [row for row, text in enumerate(texts) if _CITY_NAMED.match(text)]
    if len(candidates) != 1 or sum(bool(_SAME_KIND.match(text)) for text in texts) > 1:
        return None
    row = candidates[0]
    if keys is not None and not keys[row].strip("0"):
        return row
    return row if row in (0, len(texts) - 1) and _is_largest(row, values) else None


def _is_largest(row: int, values: np.ndarray, counts_from: float = 100) -> bool:
    """Whether no count of another row is larger; shares and means do not tell."""
    for measure in range(values.shape[1]):
        numbers = values[:, measure, :]
        usable = numbers[~np.isnan(numbers)]
        if usable.size and (usable == np.floor(usable)).all() and usable.max() > counts_from:
            own = numbers[row]
            return bool(np.nanmax(own, initial=-np.inf) >= usable.max())
    return True


def _zero_key(keys: Sequence[str], found: Mapping[int, TotalKind], values: np.ndarray) -> dict[int, TotalKind]:
    """The one row whose key is nothing but zeros is the city, if no other row has a larger count."""
    rows = [row for row, key in enumerate(keys) if len(key) > 1 and not key.strip("0")]
    if len(rows) != 1 or "city" in found.values() or not _is_largest(rows[0], values, counts_from=0):
        return {}
    return {rows[0]: "city"}


def _upper_keys(keys: Sequence[str], found: Mapping[int, TotalKind]) -> dict[int, TotalKind]:
    """Rows whose key is the beginning of several longer keys: units of a higher level.

    Only where keys have leading zeros or a clear gap in length; 1 is not the beginning of 10 to 19.
    """
    if len(set(map(len, filter(None, keys)))) < 2:
        return {}
    digits = [key for key in keys if _DIGITS.match(key)]
    lengths = [len(key) for key in digits]
    if not lengths or len(set(lengths)) < 2:
        return {}
    usual = max(sorted(set(lengths)), key=lengths.count)
    zero_led = any(key[0] == "0" for key in digits)
    upper: dict[int, TotalKind] = {}
    for row, key in enumerate(keys):
        gap = usual - len(key)
        if row in found or not _DIGITS.match(key) or gap <= 0 or (gap < 2 and not zero_led):
            continue
        if zero_led and sum(other.startswith(key) for other in digits) > (1 if gap > 1 else 2):
            upper[row] = "subtotal"
    return upper


def _by_sum(found: Mapping[int, TotalKind], keys: Sequence[str], values: np.ndarray) -> dict[int, TotalKind]:
    """Rows without key that equal the sum of all keyed rows are the city's."""
    if "city" in found.values():
        return {}
    keyed = np.array([bool(key) and row not in found for row, key in enumerate(keys)])
    if keyed.sum() < 2:
        return {}
    sums = np.nansum(values[keyed], axis=0)
    remainder = np.nansum(values[[row for row, kind in found.items() if kind == "unassigned"]], axis=0)
    result: dict[int, TotalKind] = {}
    for row, kind in found.items():
        own = values[row]
        known = ~np.isnan(own) & (sums > 0)
        rest = remainder - (np.nan_to_num(own) if kind == "unassigned" else 0)
        if known.any() and (np.isclose(own, sums)[known].all() or np.isclose(own, sums + rest)[known].all()):
            result[row] = "city"
    return result
