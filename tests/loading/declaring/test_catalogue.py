"""The catalogue, held to the list of indicators it must carry, and to its own words."""

import re

import pytest

from loading.atlas import Indicator
from loading.declaring.catalogue import Definition, catalogue, definitions, quantities, quantity_of, rate_of
from loading.declaring.measures import columns
from tests.loading.made_tables import table

# fmt: off
ROWS = [
    "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14",
    "B1", "B2", "B3", "B4", "B5", "B6", "B7",
    "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11",
    "D1", "D2", "D3", "D4", "D5", "D6",
    "E1", "E2", "E3", "E4", "E5", "E6", "E7",
    "F1", "F2", "F3", "F4", "F5", "F6", "F7",
    "G1",
    "H1", "H2",
]
# fmt: on
DIMENSIONS = {"A": "income", "B": "work", "C": "education", "D": "health", "E": "housing", "F": "demography"}
DIMENSIONS |= {"G": "participation", "H": "infrastructure"}
CONTEXT = {"A10", "A11", "B6", "C6", "C7", "C11", "E4", "E5", "E6", "F1", "F2", "F4", "F5", "F6", "F7"}
LESS = {"A14", "B5", "C3", "C9", "D2", "D4", "E1", "E2", "E7", "G1", "H1", "H2"}
COUNTED = [one for one in definitions() if one.numerator is not None]


def _name(definition: Definition) -> str:
    return definition.indicator.id


def test_the_catalogue_has_every_row_in_order() -> None:
    assert [indicator.id for indicator in catalogue()] == ROWS


@pytest.mark.parametrize("definition", definitions(), ids=_name)
def test_every_indicator_is_complete(definition: Definition) -> None:
    indicator = definition.indicator
    for wording in (indicator.title, indicator.short, indicator.unit, indicator.note):
        assert set(wording) == {"de", "en"}
        assert all(wording.values())
    assert max(len(short) for short in indicator.short.values()) <= 24
    assert indicator.dimension == DIMENSIONS[definition.row[0]]
    assert indicator.source
    assert indicator.holder
    assert indicator.lowest_level
    assert indicator.reference_date


@pytest.mark.parametrize("indicator", catalogue(), ids=lambda indicator: indicator.id)
def test_every_direction_is_the_documented_one(indicator: Indicator) -> None:
    expected = "context" if indicator.id in CONTEXT else "less" if indicator.id in LESS else "more"
    assert indicator.direction.split("_")[0] == expected


def test_factor_and_unit_agree() -> None:
    factors = {"%": 100, "je 100": 100, "je 100 im Jahr": 100, "je 1.000": 1000, "je 100.000": 100_000}
    for definition in definitions():
        assert definition.indicator.factor == factors.get(definition.indicator.unit["de"], 1)


def test_the_same_group_has_the_same_wording_everywhere() -> None:
    german = [quantity.wording["de"] for quantity in quantities().values()]
    english = [quantity.wording["en"] for quantity in quantities().values()]
    assert len(set(german)) == len(german)
    assert len(set(english)) == len(english)
    used = {key for one in definitions() for key in (one.numerator, *one.denominators) if key}
    assert used == set(quantities())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("definition", COUNTED, ids=_name)
def test_every_indicator_is_recognised_from_its_own_words(definition: Definition, language: str) -> None:
    assert quantity_of(definition.indicator.numerator[language]) == definition.numerator
    assert quantity_of(definition.indicator.denominator[language]) == definition.denominators[0]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("definition", definitions(), ids=_name)
def test_every_ready_share_is_recognised_by_its_title(definition: Definition, language: str) -> None:
    title = definition.indicator.title[language]
    assert rate_of(title) is definition
    (column,) = columns([table({title: {2024: (1.5, 2.5, 3.5)}}, units={title: definition.indicator.unit[language]})])
    assert column.definition is definition


def test_every_row_says_what_is_no_official_rate() -> None:
    shares = {indicator.id: indicator.note["de"] for indicator in catalogue() if indicator.id in ("B1", "B2", "B3")}
    assert all("nicht mit ihr vergleichbar" in note for note in shares.values())
    assert rate_of("Arbeitslosenquote") is None


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Wohnberechtigte Bevölkerung", "residents"),
        ("inhabitants", "residents"),
        ("Hauptwohnsitz", "residents"),
        ("Bevölkerung am Ort der Hauptwohnung", "residents"),
        ("EW 15-<65", "residents_15_to_65"),
        ("00 - < 03", "residents_under_3"),
        ("Einwohner 65 Jahre und älter", "residents_from_65"),
        ("Ausländer", "foreign_residents"),
        ("Einwohner mit Migrationshintergrund", "migration_background"),
        ("ELB", "employable_sgb2"),
        ("SvB am Wohnort", None),
        ("Bäume", None),
        ("Einwohner mit Hund", None),
    ],
)
def test_words_of_real_files_are_recognised_or_left_alone(heading: str, key: str | None) -> None:
    assert quantity_of(heading) == key


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("s1_percentage_unemployed", "B1"),
        ("s2_percentage_long_term_unemployed", "B4"),
        ("s3_percentage_transfer_payments_recipients", "A4"),
        ("s4_percentage_transfer_payments_recipients_below_15_years", "A2"),
    ],
)
def test_berlin_names_its_shares_like_this(heading: str, row: str) -> None:
    definition = rate_of(heading)
    assert definition is not None
    assert definition.row == row


def test_no_words_fit_two_quantities() -> None:
    for key, quantity in quantities().items():
        for wording in quantity.wording.values():
            assert quantity_of(wording) == key


def test_no_note_uses_words_that_stigmatise() -> None:
    words = " ".join(
        text for one in definitions() for text in (*one.indicator.note.values(), *one.indicator.title.values())
    )
    assert not re.search(r"(?i)hotspot|brennpunkt|sozial schwach", words)


def test_every_indicator_from_counts_declares_what_it_counts() -> None:
    counted = {one.indicator.id: one.indicator for one in COUNTED}
    assert all(one.counts and set(one.share_of) == {"de", "en"} for one in counted.values())
    assert counted["A1"].share_of["de"] == "der SGB-II-Beziehenden"
    kinds = {name: counted[name].counts for name in ("A1", "A8", "C10", "E1", "E2", "E4", "A14")}
    assert kinds == {
        "A1": "people",
        "A8": "households",
        "C10": "cases",
        "E1": "things",
        "E2": "things",
        "E4": "things",
        "A14": "things",
    }
