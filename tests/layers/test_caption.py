"""Captions: every export says what it shows, where it comes from and what is missing."""

import datetime
from dataclasses import replace

import pytest

from layers.caption import Caption, caption
from layers.choropleth import choropleth
from layers.view import SCHEMES, View
from loading.atlas import Atlas
from tests.toytown import toytown
from texts import LANGUAGES, load_texts

ATLAS = toytown()
DAY = datetime.date(2025, 3, 9)


def _caption(language: str = "de", atlas: Atlas = ATLAS, /, **query: str) -> Caption:
    return caption(atlas, choropleth(atlas, View.from_query(query, atlas)), load_texts(language), DAY)


def test_title_meaning_and_place_are_in_plain_german() -> None:
    words = _caption(i="A1", y="2024")
    assert words.title == "SGB II-Quote 2024"
    assert words.meaning == "Leistungsberechtigte im SGB II je 100 Personen unter der Regelaltersgrenze"
    assert words.place == "Toytown, 9 Quartiere"
    assert (
        words.city
        == "Toytown insgesamt: 22,2\N{NO-BREAK SPACE}%, 95-%-Bereich 21,4–23,1 (aus den Quartieren berechnet)"
    )


def test_classes_tell_from_where_to_where_and_how_many() -> None:
    words = _caption(i="A1", y="2024", k="3", scheme="own", breaks="15,25.5")
    assert [(text, n) for _, text, n in words.classes] == [
        ("0,0 bis 15,0", 2),
        ("über 15,0 bis 25,5", 3),
        ("über 25,5 bis 60,0", 3),
    ]


def test_blanks_are_told_by_reason_and_the_hidden_cells_counted() -> None:
    words = _caption(i="A1", y="2023")
    assert [(text, n) for _, text, n in words.blanks] == [
        ("genau null", 1),
        ("nicht geliefert", 1),
        ("geheim gehalten", 1),
    ]
    assert words.hidden == "In dieser Ansicht ist 1 Zelle geheim gehalten."


def test_the_date_is_written_as_readers_expect_it() -> None:
    assert "09.03.2025" in _caption("de").made
    assert "2025-03-09" in _caption("en").made


def test_a_year_that_the_files_do_not_name_is_not_written() -> None:
    assert _caption("de", replace(ATLAS, project="no-year", years=(0, 2024)), y="0").title == "SGB II-Quote"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("indicator", ["A1", "population"])
def test_every_scheme_is_explained_in_every_language(language: str, scheme: str, indicator: str) -> None:
    words = _caption(language, i=indicator, scheme=scheme, breaks="15")
    assert words.method
    assert "{" not in "".join([words.method, words.title, words.city, words.hidden, words.made])
