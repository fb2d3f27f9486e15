"""The findings as cards: sentence, method, quarters to show, a copy with its source."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.findings.where import FOCUS_LIMIT, TIMES
from callbacks.explore.findings import AT_FIRST, content, source_line
from layers.findings import statements
from loading.declaring.merging import series_of
from loading.declaring.own_indicators import count
from loading.reasons import Reason
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text, words
from tests.callbacks.towns import INDEX, hostile_town, large_town, shares_town, town, undated_town
from tests.loading.made_tables import table
from tests.toytown import POVERTY, toytown
from texts import LANGUAGES, load_texts


def plain(sentence: str) -> str:
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "de",
            "In 3 von 9 Gebieten leben 33,3 % der Bevölkerung, aber 60,0 % der Leistungsberechtigten im SGB II.",
        ),
        ("en", "3 of 9 areas are home to 33.3"),
    ],
)
def test_the_first_sentence_says_where_people_are_concentrated(language: str, sentence: str) -> None:
    (first,) = having(content(ask(language)), "is-first")
    assert plain(words(first)[0]).startswith(sentence)


def test_of_dwellings_and_cases_nobody_says_that_they_live_somewhere() -> None:
    for counts in ("things", "cases"):
        dwellings = replace(POVERTY, counts=counts, numerator={"de": "Sozialwohnungen"}, share_of={})
        asked = ask_of(town(f"dwellings-{counts}", (dwellings, [55, 9, *([4] * 9)])))
        sentences = [plain(words(card)[0]) for card in having(content(asked), "finding")]
        assert sentences[0].startswith("Auf eines von 11 Gebieten (Quartier 0) entfallen 55,0 % von „Sozialwohnungen“;")
        assert not any("Personen" in one or "% von „Sozialwohnungen“ leben" in one for one in sentences)


def test_a_number_without_a_unit_is_not_called_a_number() -> None:
    counted = count(series_of([table({"Bäume": {2024: (233, 12, 7)}})])[0])
    asked = ask_of(town("trees", (counted, [233, 12, 7])), i=counted.id)
    assert plain(words(content(asked))[0]).startswith("Die größte Zahl hat Quartier 0 mit 233, das sind")


def test_two_sentences_are_open_and_the_others_one_click_away() -> None:
    open_list, more = content(ask())
    assert len(having(open_list, "finding")) == AT_FIRST
    assert words(more)[0] == "2 weitere Befunde"
    assert len(having(more, "finding")) == 2


def test_a_single_further_sentence_is_announced_in_the_singular() -> None:
    assert "1 more finding" in words(content(ask("en", level="district", y="2024")))


def test_the_quarters_of_a_sentence_can_be_shown() -> None:
    button = having(content(ask()), "finding-show")[0]
    assert sorted(attribute(button, "data-quarters").split("~")) == ["02", "03", "06"]
    assert text(button) == "3 Quartiere zeigen"


def test_districts_are_shown_as_districts() -> None:
    labels = [text(button) for button in having(content(ask(level="district")), "finding-show")]
    assert labels == ["Stadtbezirk zeigen", "Stadtbezirk zeigen", "2 Stadtbezirke zeigen"]


def test_every_sentence_explains_its_method() -> None:
    cards = having(content(ask("en")), "finding")
    assert all(len(words(of_kind(card, "Details"))) == 2 for card in cards)


def test_a_copied_sentence_names_indicator_year_city_level_and_source() -> None:
    copied = source_line(ask(), "Ein Satz.")
    assert copied == ("Ein Satz. (SGB II-Quote 2024; Toytown; 9 Quartiere; Statistik der Bundesagentur für Arbeit)")


def test_without_a_declared_source_the_files_are_named() -> None:
    assert source_line(ask("en", i="F1", level="district"), "So.") == (
        "So. (Share under 18 2024; Toytown; 3 districts; toytown.geojson)"
    )


def test_a_copied_sentence_about_undated_numbers_names_no_year() -> None:
    assert source_line(ask_of(undated_town()), "Ein Satz.").startswith("Ein Satz. (SGB II-Quote; undated; 12 Quartiere")


def test_a_town_of_one_quarter_is_counted_in_the_singular() -> None:
    assert "; 1 Quartier;" in source_line(ask_of(town("alone", (POVERTY, [5]))), "Ein Satz.") + ";"


def test_blanks_are_told_apart_by_their_reason() -> None:
    told = text(content(ask("en", y="2023")))
    assert "One of 9 areas (Nord) has a number withheld to protect individuals." in told
    assert "One of 9 areas (Nord-Ost) has no number delivered." in told


def test_the_limits_of_the_sentences_are_always_said() -> None:
    caveat = "eine Suchstrategie, kein Urteil"
    few = ask_of(town("index-2", (INDEX, [[1, 2], [2, 2], [3, 2]]), years=(2023, 2024), counts=False, city=2.0))
    assert len(statements(few.atlas, few.view)) <= AT_FIRST
    assert caveat in text(content(few))
    assert "weitere" not in text(content(few))
    assert caveat in text(content(ask()))


def test_numbers_that_say_nothing_are_answered_with_advice() -> None:
    nothing = ask_of(town("same", (INDEX, [1, 1, 1]), counts=False))
    assert words(content(nothing)) == [
        "Aus diesen Zahlen ergibt sich kein Befund.",
        "Wählen Sie einen anderen Indikator oder ein anderes Jahr.",
    ]


def test_shares_without_counts_are_never_called_clear() -> None:
    assert "deutlich" not in " ".join(words(card)[0] for card in having(content(ask_of(shares_town())), "finding"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_names_that_try_to_be_fields_are_quoted_as_they_are(language: str) -> None:
    told = text(content(ask_of(hostile_town(), language)))
    assert "<img src=x onerror=alert(1)>" in told


def test_a_city_of_two_thousand_quarters_gets_at_most_seven_sentences() -> None:
    cards = having(content(ask_of(large_town())), "finding")
    assert 1 <= len(cards) <= 7
    assert all(len(words(card)[0]) < 600 for card in cards)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_names_the_multiples_that_the_rule_tries(language: str) -> None:
    texts = load_texts(language)
    told = texts("findings.concentration_times.method")
    numbers = [texts.number(times, 1 if times % 1 else 0) for times in TIMES]
    assert all(number in told for number in numbers)
    assert {"de": "höchstens ein Sechstel", "en": "at most a sixth"}[language] in told
    assert FOCUS_LIMIT == 1 / 6


def test_districts_of_which_only_shares_were_delivered_are_told_that_these_do_not_add_up() -> None:
    atlas = toytown()
    fine, coarse = atlas.cubes["quarter"], atlas.cubes["district"]
    blank = np.full_like(coarse.value, np.nan)
    cubes = {
        **atlas.cubes,
        "quarter": replace(fine, numerator=np.full_like(fine.numerator, np.nan)),
        "district": replace(
            coarse, value=blank, numerator=blank, reason=np.full_like(coarse.reason, Reason.NOT_DELIVERED)
        ),
    }
    asked = ask_of(replace(atlas, project="shares-of-quarters", cubes=cubes), level="district", i="A1", y="2024")
    card = having(content(asked), "finding")[-1]
    assert plain(words(card)[0]).startswith("Für die 3 Stadtbezirke gibt es keine Werte: Geliefert sind nur Anteile")
