"""The cards of the types: who, how many, what is different, who fits badly, who is left out."""

from callbacks.explore.types_cards import content
from tests.callbacks.questions import attribute, having, of_kind, text
from tests.callbacks.types_towns import NINE, ONE_INDICATOR, tab


def test_every_type_has_a_card_that_selects_its_quarters() -> None:
    asked = tab(how="k_means.2.0~A1~F1")
    found = asked.types()
    heads = having(content(asked), "types-head")
    ids = asked.page.atlas.levels["quarter"].ids
    assert [attribute(one, "data-quarters").split("~") for one in heads] == [
        [ids[at] for at in one.members] for one in found.types
    ]


def test_a_card_says_quarters_residents_and_differences_in_words() -> None:
    said = text(content(tab(how="k_means.2.0~A1~F1"))).replace("\N{NO-BREAK SPACE}", " ")
    assert "6 Quartiere · 6.000 Menschen (46,2 % der Stadt)" in said
    assert "Prozentpunkte über dem Mittel der Quartiere" in said
    assert "Am typischsten:" in said
    english = text(content(tab(how="k_means.2.0~A1~F1", language="en")))
    assert "percentage points above the mean of the quarters" in english


def test_the_profile_shows_every_indicator_around_nought() -> None:
    asked = tab(how="k_means.2.0~A1~F1")
    profiles = having(content(asked), "types-profile")
    assert [len(of_kind(one, "Li")) for one in profiles] == [2, 2]
    fill = having(profiles[0], "types-fill")[0].style
    assert float(fill["left"].rstrip("%")) + float(fill["width"].rstrip("%")) <= 100


def test_a_quarter_left_out_is_named_with_its_reason() -> None:
    (left,) = having(content(tab(how="k_means.2.0~A1~F1")), "types-left")
    assert text(left) == "Quartier 12 ohne SGB II-Quote: nicht geliefert"


def test_quarters_that_fit_badly_are_named_and_can_be_selected() -> None:
    asked = tab(how="regions.4.0~A1~F1")
    found = asked.types()
    named = having(content(asked), "types-named")
    assert bool(named) == bool(len(found.doubtful))
    if named:
        assert len(attribute(of_kind(named[0], "Button")[-1], "data-quarters").split("~")) == len(found.doubtful)


def test_the_switch_says_whether_types_are_on_the_map() -> None:
    for query, said in (({}, "false"), ({"show": "types"}, "true")):
        (switch,) = having(content(tab(**query)), "types-switch")
        assert attribute(switch, "aria-checked") == said


def test_too_few_areas_or_indicators_are_told_with_what_helps() -> None:
    assert text(content(tab(NINE))).startswith(
        "Typen gibt es ab 10 Gebieten mit allen Zahlen; hier sind es: 9 Quartiere."
    )
    assert text(content(tab(ONE_INDICATOR, language="en"))).startswith("A profile needs at least 2 indicators")
