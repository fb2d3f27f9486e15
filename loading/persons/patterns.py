"""What columns about persons are called and look like, in German and English."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from loading.persons.first_names import first_names

Kind = Literal[
    "names", "birth_dates", "insurance_numbers", "bank_accounts", "addresses", "emails", "phones", "case_numbers"
]
_FULL_NAME = re.compile(
    r"(?:(?:frau|herr|dr\.|prof\.|mr\.?|mrs\.?|ms\.?)\s+)*(?:(?P<last>[^\W\d_]+(?:[- ][^\W\d_]+)*),\s*)?"
    r"(?P<first>[^\W\d_]+)(?:[- ][^\W\d_]+\.?){0,3}",
    re.IGNORECASE,
)
_BIRTH_DATE = re.compile(
    r"(0?[1-9]|[12]\d|3[01])[./-](0?[1-9]|1[0-2])[./-]((19|20)?\d\d)|"
    r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ][\d:.]+)?|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{2,63})+")
_PHONE = re.compile(r"(\+|00?)[1-9][\d\s()/.-]{5,20}|\(0\d{2,5}\)[\d\s/.-]{4,16}")
_PENSION = re.compile(r"\d{2}\s?[0-3]\d[01]\d\d\d\s?[A-Z]\s?\d{3}")
_HEALTH = re.compile(r"[A-Z]\d{9}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}(\s?[A-Z0-9]{4}){2,7}\s?[A-Z0-9]{0,4}")
_STREET = re.compile(r"[^\W\d_].{2,60}")
_STREET_AND_NUMBER = re.compile(r"[^\W\d_][^\d]{2,60}\s\d{1,4}\s?[a-z]?(\s?[-/]\s?\d{1,4}\s?[a-z]?)?", re.IGNORECASE)
# What a street is called in German, with a house number: enough whatever stands above it.
_DWELLING = re.compile(
    r"(?:(?:am|an|im|in|zum|zur|auf|unter|vor|hinter)\s(?:d(?:er|em|en)\s)?[^\W\d_][^\d]{1,50}"
    r"|[^\W\d_][^\d]{0,50}(?:stra(?:ß|ss)e|str\.|weg|allee|gasse|platz|ring|damm|ufer|chaussee|steig|pfad|stieg|zeile))"
    r"\s\d{1,4}\s?[a-z]?(?:\s?[-/]\s?\d{1,4}\s?[a-z]?)?",
    re.IGNORECASE,
)
_CASE_ITSELF = re.compile(r"\d{3}(?:\d{2})?\s?(?:BG|A)\s?\d{4,8}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-' ][^\W\d_]+){0,3}")
_HOUSE_NUMBER = re.compile(r"\d{1,4}\s?[a-z]?(\s?[-/]\s?\d{1,4}\s?[a-z]?)?(\.0)?", re.IGNORECASE)
_WEIGHTS = (1, 2)


def is_full_name(text: str) -> bool:
    """Tell whether a text is the first and last name of a person.

    Examples
    --------
    >>> [is_full_name(text) for text in ("Sabine Meyer", "Meyer, Hans-Peter", "Kita Anna", "Martin-Luther-Schule")]
    [True, True, False, False]
    """
    found = _FULL_NAME.fullmatch(text)
    if found is None or " " not in text:
        return False
    return found["first"].split("-")[0].lower() in first_names()


def is_first_name(text: str) -> bool:
    """Tell whether a text is a first name that is usual in Germany.

    Examples
    --------
    >>> is_first_name("Jürgen"), is_first_name("Anna-Lena"), is_first_name("Nord")
    (True, True, False)
    """
    return bool(text) and re.split(r"[- ]", text)[0].lower() in first_names()


def is_iban(text: str) -> bool:
    """Tell whether a text is the number of a bank account, with a check sum that is right (ISO 13616).

    Examples
    --------
    >>> is_iban("DE89 3704 0044 0532 0130 00"), is_iban("DE88 3704 0044 0532 0130 00")
    (True, False)
    """
    if not _IBAN.fullmatch(text):
        return False
    plain = text.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_insurance_number(text: str) -> bool:
    """Tell whether a text is a number of the German pension or health insurance, its check digit right.

    Examples
    --------
    >>> is_insurance_number("15070649C103"), is_insurance_number("A123456780"), is_insurance_number("A123456781")
    (True, True, False)
    """
    plain = text.replace(" ", "")
    if _HEALTH.fullmatch(plain):
        letter = f"{ord(plain[0]) - 64:02d}"
        return _digit_sums(letter + plain[1:-1], _WEIGHTS * 5) % 10 == int(plain[-1])
    if _PENSION.fullmatch(plain):
        letter = f"{ord(plain[8]) - 64:02d}"
        return _digit_sums(plain[:8] + letter + plain[9:11], (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)) % 10 == int(
            plain[11]
        )
    return False


def _digit_sums(digits: str, weights: tuple[int, ...]) -> int:
    products = (int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return sum(product // 10 + product % 10 for product in products)


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


@dataclass(frozen=True)
class Trait:
    """How a column about persons is recognised.

    Attributes
    ----------
    heading : re.Pattern
        Of the whole heading, in lower case.
    is_one : callable
        Tells of one cell whether it is such.
    share : float
        Of the filled cells that must be such, below the heading.
    share_without_heading : float or None
        As much is enough whatever the heading says; None where content alone says nothing.
    """

    heading: re.Pattern[str]
    is_one: Callable[[str], bool]
    share: float
    share_without_heading: float | None = None


def _heading(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?:\s*[(\[].*)?")


_NR = r"[ _.-]*(?:nr\.?|nummer|no\.?|number|id|kennung|zeichen)"
FIRST_NAME = _heading(r"(?:.*[ _-])?(?:vornamen?|rufname|first[ _-]?name|given[ _-]?name|forename)")
LAST_NAME = _heading(
    r"(?:.*[ _-])?(?:nachname|familienname|zuname|geburtsname|last[ _-]?name|surname|family[ _-]?name|name)"
)
FIRST_NAMES_COLUMN = Trait(FIRST_NAME, is_first_name, 0.2, 0.8)
FULL_NAMES = Trait(
    _heading(
        r".*(?:name|person|klient(?:in)?|kunde|kundin|antragsteller(?:in)?|patient(?:in)?|mieter(?:in)?|eigentümer(?:in)?"
        r"|halter(?:in)?|leistungsbezieher(?:in)?|client|applicant|tenant|owner|resident)(?:/?in|:in|\*in)?"
    ),
    is_full_name,
    0.3,
    0.6,
)
HOUSE_NUMBER = Trait(
    _heading(r"haus[ _.-]*(?:nr|nummer).*|hnr\.?|hsnr\.?|house[ _-]?(?:no|number)\.?"),
    _matches(_HOUSE_NUMBER),
    0.6,
)
STREET = Trait(
    _heading(r"(?:.*[ _-])?(?:str(?:\.|asse|aße)?|str(?:aßen|assen|\.)?[ _-]?name|street(?:[ _-]name)?)"),
    _matches(_STREET),
    0.6,
)
ADDRESS = Trait(
    _heading(
        r"(?:.*[ _-])?(?:adresse|anschrift|wohnanschrift|wohnadresse|address|stra(?:ß|ss)e.*(?:nr|nummer).*"
        r"|str\.? ?(?:und|u\.|/) ?(?:haus)?nr\.?)|stra(?:ß|ss)e|street"
    ),
    _matches(_STREET_AND_NUMBER),
    0.5,
)
DWELLING = Trait(ADDRESS.heading, _matches(_DWELLING), 0.5, 0.8)
ONLY_LAST_NAMES = Trait(
    _heading(r"(?:.*[ _-])?(?:nachname|familienname|zuname|geburtsname|last[ _-]?name|surname|family[ _-]?name)"),
    _matches(_WORD),
    0.6,
)
# Those that say enough by themselves.
CERTAIN: Mapping[Kind, Trait] = {
    "birth_dates": Trait(
        _heading(
            r".*(?:geburtsdatum|geburtstag|geb[ _.-]*(?:datum|dat|tag)\.?|birth[ _-]?date?|birthday)"
            r"|geboren(?: am)?|geb\.?|date[ _-]of[ _-]birth|dob"
        ),
        _matches(_BIRTH_DATE),
        0.3,
    ),
    "insurance_numbers": Trait(
        _heading(
            rf".*(?:versicherungs|versicherten|sozialversicherungs|rentenversicherungs|sv|rv|kv){_NR}|rvnr|kvnr|svnr"
            rf"|steuer[ _-]?(?:id|identifikationsnummer)|(?:insurance|social security){_NR}|ssn"
        ),
        lambda text: is_insurance_number(text) or re.fullmatch(r"[1-9]\d{10}", text.replace(" ", "")) is not None,
        0.3,
    ),
    "bank_accounts": Trait(_heading(r".*(?:iban|bankverbindung|bank account).*"), is_iban, 0.3, 0.5),
}
EMAILS = Trait(_heading(r".*(?:e-?mail|mailadresse).*"), _matches(_EMAIL), 0.3, 0.6)
PHONES = Trait(
    _heading(r".*(?:telefon|tel\.?|handy|mobil|fon|phone|mobile)(?:[ _.-]*(?:nr|nummer|no|number)\.?)?"),
    _matches(_PHONE),
    0.3,
)
CASE_NUMBER = _heading(
    rf"(?:.*[ _-])?(?:fall|vorgangs?|akten|bedarfsgemeinschafts?|bg|antrags?|kunden|personen|klienten|patienten|"
    rf"case|client|person|patient|applicant){_NR}|az\.?|aktenzeichen|geschäftszeichen|kennziffer der person|case"
)
CASES = Trait(CASE_NUMBER, _matches(_CASE_ITSELF), 0.6, 0.6)
NAME_OF_A_PLACE = _heading(
    r"name|.*[-_ ]name|name de[rs] .*|einrichtung(?:sname)?|objekt(?:name)?|bezeichnung|amtliche bezeichnung.*|titel|"
    r"title|facility(?:[ _]name)?"
)
FACILITY_HEADING = _heading(
    r".*(?:einrichtung|schule?|kita|träger|traeger|objekt|institution|facility|school|schulform|betreiber|verein|"
    r"organisation|organization|anbieter|amenity|leisure|operator|spielplatz|sportst).*|angebot"
)
FACILITY_WORD = re.compile(
    r"(?i)kita|kinder|schul|tagesst|krippe|haus|zentrum|verein|e\.\s?v|ggmbh|gmbh|praxis|klinik|park|platz|biblio|büch|"
    r"heim|treff|kirch|gemeinde|städt|bad\b|apothek|halle|stadion|sport|spiel|hort|museum|school|library|cent(re|er)|"
    r"club|church|nursery|playground|clinic|\bst\.|gymnasium|kolleg|campus|awo|caritas|drk|diakon"
)
