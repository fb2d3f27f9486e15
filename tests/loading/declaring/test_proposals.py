"""Which indicators of the catalogue a column may be, and what speaks for and against each."""

import numpy as np
import pytest

from loading.declaring.catalogue import definitions
from loading.declaring.merging import series_of
from loading.declaring.proposals import Proposal, by_quantity, proposals
from tests.loading.made_tables import table

PEOPLE: dict[int, tuple[float, ...]] = {2024: (1000, 1000, 1000)}


def proposed(title: str, numbers: tuple[float, ...] = (2.1, 9.5, 18.4), unit: str | None = None) -> list[Proposal]:
    units = {title: unit} if unit else None
    found = series_of([table({title: {2024: numbers}, "Einwohner": PEOPLE}, units=units)])
    return list(proposals(next(one for one in found if one.title == title), by_quantity(found)))


def best(title: str, *numbers: float) -> str | None:
    found = proposed(title, numbers or (2.1, 9.5, 18.4))
    return found[0].definition.indicator.id if found else None


@pytest.mark.parametrize(
    ("title", "indicator"),
    [
        ("Anteil der Arbeitslosen an der Bevölkerung", "B2"),
        ("Jobless rate of residents", "B2"),
        ("Arbeitslosigkeit SGB II in Prozent", "B1"),
        ("Quote der Jugendarbeitslosigkeit", "B3"),
        ("Langzeitarbeitslosigkeit, Anteil", "B4"),
        ("Share of children under 15 in poverty", "A2"),
        ("Anteil armer Kinder unter 15 (Armutsquote)", "A2"),
        ("Pensioner poverty share, senior citizens", "A5"),
        ("Quote Übergang zum Gymnasium", "C3"),
        ("Anteil übergewichtiger Kinder", "D1"),
        ("Share of lone parent families", "F3"),
        ("Quote Betreuung U3", "C9"),
        ("Ausländische Bevölkerung in %", "F7"),
        ("Turnout at the council election, share", "G1"),
        ("Wohnfläche pro Kopf", "E1"),
    ],
)
def test_names_are_understood_in_german_and_english(title: str, indicator: str) -> None:
    low, high = (10.5, 17.25) if indicator in ("B1", "B4") else (30.5, 45.25)
    assert best(title, low, low + 1, high) == indicator


@pytest.mark.parametrize(
    "title", ["Bäume", "Baumbestand je Hektar", "Bevölkerung, 15 bis unter 18", "Veränderung der Arbeitslosenquote"]
)
def test_what_the_catalogue_does_not_have_is_no_indicator_of_it(title: str) -> None:
    assert best(title) is None


def test_every_indicator_can_be_told_by_its_own_title_in_both_languages() -> None:
    for definition in definitions():
        for language, title in definition.indicator.title.items():
            low, high = definition.usual or (0, 1)
            found = proposed(title, (low + 0.5, (low + high) / 2, high - 0.5), definition.indicator.unit[language])
            assert definition.indicator.id in [one.definition.indicator.id for one in found], title


def test_numbers_outside_the_usual_range_weigh_against_it() -> None:
    inside, outside = (proposed("Anteil Arbeitslose", numbers)[0] for numbers in ((2.1, 9.5, 18.4), (52.1, 69.5, 8.4)))
    assert (inside.outside, outside.outside, outside.numbers) == (0, 2, 3)
    assert (outside.low, outside.high) == (8.4, 69.5)
    assert outside.score < inside.score
    assert inside.is_likely


def test_a_unit_that_differs_weighs_against_it() -> None:
    same, unsaid, other = (proposed("Arbeitslosigkeit", unit=unit)[0] for unit in ("%", None, "EUR"))
    assert (same.unit, unsaid.unit, other.unit) == (True, None, False)
    assert same.score > unsaid.score > other.score


def test_fractions_are_compared_as_per_cent() -> None:
    found = proposed("Anteil Arbeitslose", (0.02, 0.05, 0.11))[0]
    assert (found.low, found.high) == (2.0, 11.0)


def test_a_count_is_proposed_with_the_denominator_it_would_have() -> None:
    titles = {"Ausländische Personen": {2024: (50.0, 120.0, 300.0)}, "Einwohner": PEOPLE}
    found = series_of([table(titles)])
    with_people = proposals(found[0], by_quantity(found))[0]
    alone = proposals(found[0], {})[0]
    assert with_people.denominator is found[1]
    assert (with_people.low, with_people.high) == (5.0, 30.0)
    assert alone.denominator is None
    assert np.isnan(alone.low)
    assert alone.score < with_people.score


def test_groups_that_an_indicator_does_not_know_weigh_against_it() -> None:
    assert proposed("Anteil Arbeitslose")[0].name > proposed("Anteil arbeitslose Frauen")[0].name
