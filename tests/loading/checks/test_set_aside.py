"""Numbers that are not used are told as long as they are not, and used again with one click."""

from loading.choices import Choices, NumberChoice
from tests.loading.checks.made_town import steady, told
from tests.loading.checks.made_town import table as made

TABLE = made({"Bäume": steady(100), "Bänke": steady(80)})


def test_a_year_and_a_number_are_told_apart() -> None:
    numbers = (NumberChoice("baeume", 2021), NumberChoice("baenke", 2022, "31", "excluded"))
    found = told(TABLE, about="checks.", choices=Choices(numbers=numbers))
    assert [(one.severity, one.code) for one in found] == [
        ("info", "checks.year_set_aside"),
        ("info", "checks.number_set_aside"),
    ]
    assert (found[1].values["quarter"], found[1].values["titles"]) == ("Quartier 31", "Bänke")


def test_what_takes_it_back_names_the_entries_as_they_were_made() -> None:
    number = NumberChoice("baenke", 2022, "31", "excluded")
    (found,) = told(TABLE, about="checks.", choices=Choices(numbers=(number,)))
    assert found.remedy is not None
    assert found.remedy.takes_back
    assert [NumberChoice(**entry) for entry in found.remedy.entries] == [number]  # type: ignore[arg-type]


def test_a_year_that_is_set_aside_is_no_gap() -> None:
    assert told(TABLE, about="checks.missing", choices=Choices(numbers=(NumberChoice("baeume", 2021),))) == []
