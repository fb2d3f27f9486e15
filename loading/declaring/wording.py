"""Bring the words of a heading into one plain form, so that equal things are written equally."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_SIGNS = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "≥": " ab ",
    ">=": " ab ",
    "<": " unter ",
    "%": " prozent ",
    "+": " und ",
    "&": " und ",
    "m²": " m2 ",
    "\u00ad": "",
}
_INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß])Innen\b")
_GENDER_SIGN = re.compile(
    r"(?<=\w)(?:[/:*]\s?-?\s?(?:innen|in)\b|_innen\b|\((?:innen|in)\))",
    re.IGNORECASE,
)
_BOTH_FORMS = re.compile(r"\b(\w+?)innen (?:und|oder|bzw) \1(\w*)")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)-\s*\n\s*(?=[a-zäöüß])")
_SOCIAL_CODE = {"2": "ii", "3": "iii", "12": "xii"}
_FILLERS = re.compile(
    r"^(?:(?:anzahl|zahl|summe)(?: der| von| an)?|number of|total number of|no of|count of|insg\w*|gesamt|alle) "
    r"| (?:insg\w*|ins gesamt|gesamt|zusammen|anzahl|absolut|abs|total|number|count)$"
)
_TECHNICAL = re.compile(
    r"(?:until|bis|ab|stand|from|since|seit)?\d+[a-z]?|v\d+|epsg\d*|utm\d*n?|wgs84|etrs89|gk\d*|shp|shape|shapefile|geojson|"
    r"json|gpkg|fixed|clean(?:ed)?|final|neu|new|copy|kopie|export|layer|polygone?s?|geom(?:etr(?:ie|y))?|until|stand",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"lor|ags|plz|iris|lsoa", re.IGNORECASE)
_TABLE_CODE = re.compile(r"(?<=\S)\s*\([A-Z]{1,3}\)$")
_YEAR_AT_WORD = re.compile(r"([a-z]{3})(?=(?:19|20)\d\d$)")
_REFERENCE_DATE = re.compile(
    r" (?:am|zum|stand|jeweils|on|as of|at)(?: am| zum)? (?:\d{1,2} (?:\d{1,2}|dezember|december))(?: (?:19|20)\d\d)?$"
    r"| (?:\d{1,2} \d{1,2} )?(?:(?:im jahr|jahr|in|year) )?(?:19|20)\d\d$"
)


@cache
def plain(text: str) -> str:
    """Write a heading in lower case, without umlauts, punctuation and gendered endings.

    Examples
    --------
    >>> plain("Einwohner/-innen < 15 Jahre")
    'einwohner unter 15 jahre'
    >>> plain("Einwohnerinnen und Einwohner ab 65")
    'einwohner ab 65'
    >>> plain("s1_percentage_unemployed")
    's1 percentage unemployed'
    >>> plain("SGB-II-Empfänger:innen"), plain("SGB2 Dichte")
    ('sgb ii empfaenger', 'sgb ii dichte')
    """
    text = unicodedata.normalize("NFC", text)
    text = _HYPHEN_AT_LINE_END.sub("", text)
    text = _GENDER_SIGN.sub("", _INNER_CAPITAL.sub("", text)).casefold()
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = " ".join(re.findall(r"[^\W_]+", text))
    text = re.sub(r"\bsgb ?(2|3|12)\b", lambda found: f"sgb {_SOCIAL_CODE[found[1]]}", text)
    return _BOTH_FORMS.sub(r"\1\2", re.sub(r"\b0(\d)\b", r"\1", text))


@cache
def core(text: str) -> str:
    """Leave out what says nothing about the thing counted: "Anzahl der", "insgesamt", dates and years.

    Examples
    --------
    >>> core("Anzahl der Arbeitslosen am 31.12.2024")
    'arbeitslosen'
    >>> core("Bevölkerung insgesamt")
    'bevoelkerung'
    >>> core("Population2016"), core("Inhabitants, total (HE)")
    ('population', 'inhabitants')
    >>> core("Insgesamt")
    'insgesamt'
    """
    words = _YEAR_AT_WORD.sub(r"\1 ", plain(_TABLE_CODE.sub("", text)))
    while True:
        shorter = _FILLERS.sub("", _REFERENCE_DATE.sub("", words)).strip()
        if shorter in (words, ""):
            return words
        words = shorter


@cache
def readable(text: str) -> str:
    """Keep the wording of a file, but write it as a title.

    Examples
    --------
    >>> readable("k02_single_parent_households")
    'K02 single parent households'
    >>> readable("Arbeitslose  in Münster")
    'Arbeitslose in Münster'
    """
    text = _HYPHEN_AT_LINE_END.sub("", unicodedata.normalize("NFC", text)).replace("\u00ad", "")
    if " " not in text.strip():
        text = text.replace("_", " ")
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def title_of(stem: str, written_out: Mapping[str, str]) -> str:
    """Make a title out of the name of a file, as a proposal: without versions, dates, systems and formats.

    Parameters
    ----------
    stem : str
    written_out : mapping of str to str
        What offices abbreviate.

    Examples
    --------
    >>> title_of("flensburg_stadtteile", {}), title_of("PKS_postinumeroalueet_2021_shp", {})
    ('Flensburg Stadtteile', 'PKS Postinumeroalueet')
    >>> title_of("lor_plr_until2020_fixed", {"plr": "Planungsräume"}), title_of("2020_12", {})
    ('LOR Planungsräume', '2020 12')
    """
    words = re.split(r"[\s_.-]+", unicodedata.normalize("NFC", stem).strip("_-. "))
    telling = [word for word in words if not _TECHNICAL.fullmatch(word)]
    return " ".join(written_out.get(word.casefold()) or _capitalised(word) for word in telling or words)


def _capitalised(word: str) -> str:
    short = _ABBREVIATION.fullmatch(word) or not re.search("[aeiouyäöü]", word)
    return word.upper() if short and word.islower() else word[:1].upper() + word[1:]


@cache
def slug(text: str) -> str:
    """Make an id out of a title.

    Examples
    --------
    >>> slug("Arbeitslose je 100 Einwohner/innen")
    'arbeitslose-je-100-einwohner'
    """
    return plain(text).replace(" ", "-")
