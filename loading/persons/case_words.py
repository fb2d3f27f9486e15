"""Words that speak for persons and cases: their traits, benefits, kinds of help, diagnoses, households, days.

They win over words of facilities: a list of children names their schools too.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Literal

from loading.persons.columns import Columns
from loading.umlauts import WRITTEN_OUT

Source = Literal["cases", "facilities", ""]
OF_A_PERSON = re.compile(
    r"geschlecht|sex|gender|(?:lebens)?alter(?: in (?:jahren|monaten))?|age|geburtsjahr|jahrgang|"
    r"year[ _]of[ _]birth|birth[ _]?year|staatsangehörigkeit|nationalität|nationality|citizenship|familienstand|"
    r"marital[ _]status"
)
_SOME, _MOST = 0.3, 0.8
# Of the whole heading, written plainly.
_HEADING = re.compile(
    r"(?:.*[ _-])?(?:geschlecht|sex|gender|(?:lebens)?alter|age|alters(?:gruppe|klasse|stufe)|age[ _]group|geburtsjahr|"
    r"jahrgang|birth[ _]?year|staatsangehoerigkeit|nationalitaet|nationality|citizenship|familienstand|"
    r"migrationshintergrund|diagnosen?|diagnosis|icd|pflege(?:grad|stufe)|gdb|haushalts?\w*|household|"
    r"bedarfsgemeinschaft\w*|bg|klient\w*|patient\w*|antragstell\w*|leistung|leistungs(?:art|bezug|hoehe|betrag|form)|"
    r"leistungs(?:bezieh|empf)\w*|benefit|hilfe|hilfe(?:art|form)|hilfeempf\w*|fall|fallart|case|bezug|bezugsdauer|"
    r"kind|child|schueler(?:in)?|pupil|person|mieter(?:in)?|bewohner(?:in)?|einkommen|income|schulden|"
    r"(?:schul)?klasse)(?:[ _./(:-].*)?"
    r"|personen|persons"
)
# Of the whole cell, written plainly.
_HELP = re.compile(
    r"spfh|hze|hlu|heimerziehung|heim|vollzeitpflege|tagesgruppe|erziehungsbeistand(?:schaft)?|familienhilfe|"
    r"sozialpaedagogische familienhilfe|inobhutnahme|eingliederungshilfe|grundsicherung.*|buergergeld|wohngeld|"
    r"sgb[ -]?(?:[ivx]+|\d+)(?:\W.*)?|alg ?(?:i|ii|1|2)|arbeitslosengeld.*|kinderzuschlag|sozialhilfe|asylblg|"
    r"unterhaltsvorschuss|(?:ambulante |stationaere )?(?:hilfen?|pflege)|hilfen? (?:zu[rm]?|fuer|nach|in|bei) .*|"
    r"(?:\w+ )?pflegegrad.*"
)
_SEX = re.compile(r"m|w|d|f|maennlich|weiblich|divers|male|female|man|frau|mann|junge|maedchen|boy|girl")
_FAMILY = re.compile(r"(?:fam\.|familie|frau|herr|hr\.|fr\.) .+|[a-z-]{2,},? [a-z]\.|[a-z]\. ?[a-z-]{3,}")
_DIAGNOSIS = re.compile(r"[a-z]\d\d(?:\.\d{1,2})?")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})|\d{4}-\d\d-\d\d(?:[t ].*)?|\d{1,2}/\d{1,2}/(?:\d\d|\d{4})")
_DAY_OF_A_PLACE = re.compile(
    r".*(?:stand|eroeffn|bau|gruend|pruef|aktual|aender|geaendert|erfasst|import|export|letzte|wartung|saison|"
    r"check|edit|updat|modif|creat|open|start_date|survey|valid|time ?stamp).*"
)
_AGE = re.compile(r"\d{1,3}|(?:19|20)\d\d")
_ONE_PERSON = re.compile(
    r"(?:.*[ _-])?(?:kind|child|klient(?:in)?|patient(?:in)?|schueler(?:in)?|antragsteller(?:in)?|bewohner(?:in)?|"
    r"mieter(?:in)?|person|hilfeempfaenger(?:in)?)"
)
# Of the last word of a file's or layer's name, written plainly.
_CASES = re.compile(
    r"\w*(?:kind|kinder|schueler|schuelerinnen|anfaenger|anfaengerinnen|faelle|fall|klienten|klientinnen|patienten|"
    r"patientinnen|beziehende|bezieher|beziehenden|empfaenger|empfangende|personen|haushalte|bedarfsgemeinschaften|"
    r"antraege|hilfen|hilfe|hze|pflege|inobhutnahmen?|wohnungslose?|obdachlose|senioren|seniorinnen|jugendliche|"
    r"gefluechtete|fluechtlinge|arbeitslose|schuldner|mieter|bewohner|teilnehmende|teilnehmer|familien|mandanten|"
    r"children|pupils|cases|clients|patients|recipients|persons|households|benefits)"
)
_FACILITY = re.compile(
    r"\w*(?:kita|kindergarten|kindergaerten|tagesstaetten?|krippen?|hort|horte|schulen?|gymnasi(?:um|en)|"
    r"kollegs?|(?:spiel|bolz|sport|fussball)pl(?:atz|aetze)|staetten?|halle|hallen|baeder|bad|stadion|stadien|"
    r"einrichtung|einrichtungen|treff|treffpunkte?|zentrum|zentren|heim|heime|bibliothek|bibliotheken|buecherei|"
    r"buechereien|museum|museen|kirchen?|praxis|praxen|aerzte|apotheken?|klinik|kliniken|krankenhaus|krankenhaeuser|"
    r"haltestellen?|park|parks|vereine?|beratungsstellen?|anlagen?|haeuser|unterkunft|unterkuenfte|dienste?|"
    r"markt|maerkte|cafes?|facility|facilities|schools?|playgrounds?|nursery|nurseries|library|libraries|clinics?|"
    r"hospitals?|pois?|centres?|centers?|stops?|amenity|amenities)s?"
)
_KIND_HEADING = re.compile(
    r"(?:einrichtungs)?art|typ|type|kategorie|category|kind of place|schulform|teilprodukt|produkt|amenity|leisure|"
    r"facility|shop|healthcare|sport"
)
_FOR_WHOM = re.compile(r"\bfuer .*|\b\w+ (?:und|u) (?=\w)")


def plain(text: str) -> str:
    """Write a text plainly: small letters, no umlauts.

    Examples
    --------
    >>> plain("Straße der Fälle")
    'strasse der faelle'
    """
    return text.lower().translate(WRITTEN_OUT)


def is_help(cell: str) -> bool:
    """Tell whether a cell is a benefit or a kind of help, which is no facility.

    Examples
    --------
    >>> [is_help(cell) for cell in ("Heimerziehung", "Hilfe zur Pflege", "SGB II", "Kinderheim Nord", "Hort")]
    [True, True, True, False, False]
    """
    return _HELP.fullmatch(plain(cell)) is not None


def is_kind_of_facility(cell: str) -> bool:
    """Tell whether a cell is the word for a kind of facility.

    Examples
    --------
    >>> [is_kind_of_facility(cell) for cell in ("Grundschule", "Kitas", "Kita Nord", "Heimerziehung")]
    [True, True, False, False]
    """
    return _FACILITY.fullmatch(plain(cell)) is not None and not is_help(cell)


def named_by_source(source: str) -> Source:
    """Tell what the name of a file or layer says about its rows: the last word counts, but for whom they are does not.

    Examples
    --------
    >>> [named_by_source(one) for one in ("Grundschulen.csv", "kita_kinder.csv", "Treffs für Senioren", "Tabelle1")]
    ['facilities', 'cases', 'facilities', '']
    """
    words = re.sub(r"[\W\d_]+", " ", plain(PurePath(source).stem)).strip()
    for word in reversed(_FOR_WHOM.sub("", words).split()):
        if _CASES.fullmatch(word):
            return "cases"
        if _FACILITY.fullmatch(word):
            return "facilities"
    return ""


def tells_kinds(columns: Columns) -> bool:
    """Tell whether a column of kinds holds kinds of facilities."""
    return any(
        _KIND_HEADING.fullmatch(plain(heading)) and _share(columns.cells[position], is_kind_of_facility, _MOST)
        for position, heading in enumerate(columns.headings)
    )


def speaks_of_cases(columns: Columns) -> bool:
    """Tell whether anything speaks for persons or cases: a heading that is filled, or what stands in a column.

    Examples
    --------
    >>> speaks_of_cases(Columns(("Nr", "Hilfeart"), (("1", "2"), ("SPFH", "Hort"))))
    True
    >>> speaks_of_cases(Columns(("Name", "Plätze"), (("Kita Nord", "Kita Süd"), ("40", "60"))))
    False
    """
    return any(_is_about_cases(plain(heading), columns.cells[at]) for at, heading in enumerate(columns.headings))


def tells_one_person(columns: Columns) -> bool:
    """Tell whether each row says something about one person: the age, the sex, or that it is a child or client.

    Examples
    --------
    >>> tells_one_person(Columns(("Schule", "Alter"), (("Grundschule Nord", "Grundschule Süd"), ("6", "7"))))
    True
    >>> tells_one_person(Columns(("Name", "Alter"), (("Kita Nord", "Kita Süd"), ("1-6 Jahre", "3-6 Jahre"))))
    False
    """
    for position, heading in enumerate(columns.headings):
        cells = columns.cells[position]
        is_one = _ONE_PERSON.fullmatch(plain(heading)) is not None and any(cells)
        is_one = is_one and not _is_kind_in_english(plain(heading), cells)
        if is_one or (OF_A_PERSON.fullmatch(heading.lower()) and _share(cells, _is_of_one, _MOST)):
            return True
    return False


def _is_of_one(cell: str) -> bool:
    return bool(_AGE.fullmatch(cell) or _SEX.fullmatch(plain(cell)) or cell.isalpha())


def _is_family(cell: str) -> bool:
    return _FAMILY.fullmatch(plain(cell)) is not None


def _is_kind_in_english(heading: str, cells: Sequence[str]) -> bool:
    """Tell kinds of places below the English heading "kind" from children below the German one."""
    words = [cell for cell in cells if cell.replace(" ", "").isalpha()]
    repeated = 2 * len(set(words)) <= len(words) and 2 * len(words) > len(cells)
    return heading == "kind" and (repeated or _share(words, is_kind_of_facility, _SOME))


def _is_about_cases(heading: str, cells: Sequence[str]) -> bool:
    filled = sum(map(bool, cells))
    if not filled or 2 * filled < len(cells):
        return False
    is_named = _HEADING.fullmatch(heading) is not None and not _is_kind_in_english(heading, cells)
    if is_named or _share(cells, is_help, _SOME) or _share(cells, _is_family, _SOME):
        return True
    if _share(cells, lambda cell: bool(_DAY.fullmatch(cell.lower())), _MOST):
        return _DAY_OF_A_PLACE.fullmatch(heading) is None
    has_diagnoses = _share(cells, lambda cell: bool(_DIAGNOSIS.fullmatch(cell.lower())), _MOST) and "." in "".join(
        cells
    )
    return has_diagnoses or _share(cells, lambda cell: bool(_SEX.fullmatch(plain(cell))), _MOST)


def _share(cells: Sequence[str], is_one: Callable[[str], bool], needed: float) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(is_one, filled)) >= needed * len(filled)
