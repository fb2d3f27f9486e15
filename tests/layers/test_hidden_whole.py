"""Where quarters are suppressed and the city's own number with them, nothing is said about the city, wherever it is."""

from argparse import Namespace
from dataclasses import replace

import numpy as np
import pytest

from analysis.clusters import ContiguousCluster
from analysis.types.description import TypeDescription
from callbacks.explore.categories import rows
from callbacks.explore.clusters import listing
from callbacks.explore.concentration import figure, sentence
from callbacks.explore.concentration_measures import content
from callbacks.explore.profile import tables
from callbacks.explore.types_cards import people
from commands.answering import Asked
from commands.concentration import answer as answer_of
from layers.categories import categories, categories_refusal, sorted_areas
from layers.city_value import city_values
from layers.clusters import cluster_analysis
from layers.clusters.living import of_the_city
from layers.columns import column
from layers.concentration import reach, sets
from layers.derived import with_derived
from layers.findings import told
from layers.totals import counts_of
from layers.view import View
from loading.reasons import Reason
from tests.callbacks.questions import ask_of, having, text
from tests.callbacks.towns import town
from tests.layers.hidden_town import hidden_town, hiding
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POVERTY
from texts import load_texts

TOWN = hidden_town()
#: Of 12 quarters with a thousand residents each one is hidden, and the city.
WHOLE = town("twelve", (POVERTY, [60, 10, 10, 10, 6, 4, 4, 4, 4, 4, 2, 2]))
TWELVE = hiding(WHOLE, {"quarter": [3], "city": [0]})


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_finding_compares_with_the_city_and_one_says_why(language: str) -> None:
    found = told(load_texts(language), TOWN, View.from_query({"i": "A1", "y": "2024"}, TOWN))
    assert [one.code for one in found] == ["spread_from_zero", "suppressed", "city_suppressed"]
    # 17.1 and 22.5 are rates of the known quarters.
    assert not [one for one in found for wrong in ("17,1", "17.1", "22,5", "22.5", "1,5-F") if wrong in one.text]
    assert np.isnan(city_values(TOWN, 0)).all()


def test_a_concentration_speaks_of_the_known_areas_alone() -> None:
    known = reach(TWELVE, "quarter", "A1", 2024)
    assert (known.group, known.residents, known.hidden) == (1.0, 1.0, 1)
    assert known.is_of_known
    assert not known.at_least
    found = sets(TWELVE, "quarter", "A1", 2024)
    assert found is not None
    assert found.ways["quarters"].at(50).group_share == pytest.approx(60 / 110)
    asked = ask_of(TWELVE, i="A1")
    assert figure(asked)["data"][1]["y"][-1] == 100
    assert sentence(asked).startswith("Nur auf die bekannten Gebiete bezogen: {group}")
    assert sentence(asked).endswith("Ein weiteres Gebiet ist geheim gehalten.")
    measures = text(content(asked))
    assert "in der Stadt" not in measures
    assert "in allen gezählten Gebieten zusammen sind es" in measures
    assert "mindestens 1.100 von mindestens 11.000" in measures


def test_the_command_says_that_its_shares_are_those_of_the_known_areas() -> None:
    asked = ask_of(TWELVE, i="A1")
    found = answer_of(Asked(Namespace(by="quarters"), asked.texts, asked.atlas, asked.view))
    assert (found["of_known"], found["at_least"], found["hidden"]) == (True, True, 1)
    assert found["share"][50] == [TWELVE.levels["quarter"].ids[0]]


def test_beside_other_cities_it_says_what_is_missing() -> None:
    children = replace(TWELVE, project="children", indicators=(replace(POVERTY, id="A2"),))
    (beside,) = having(content(ask_of(children, i="A2")), "cities")
    assert "Ein geheim gehaltenes Gebiet fehlt in allen Maßen." in text(beside)


def test_people_in_clusters_are_no_share_of_it() -> None:
    counts = [counts_of(TWELVE, "quarter", "A1", 2024, part) for part in ("residents", "numerator")]
    cluster = ContiguousCluster(1, (0, 1), 2000.0, 700.0, 2 / 11, 700 / 1100)
    (one,) = of_the_city([cluster], counts[0], counts[1])
    assert (one.residents_share, one.at_least) == (pytest.approx(2 / 12), frozenset())
    assert np.isnan(one.group_share)


def test_clusters_are_told_with_their_residents_and_without_a_share_of_the_group() -> None:
    planted = hiding(planted_town(), {"quarter": [0], "city": [0]})
    asked = ask_of(planted, i="A1")
    found = cluster_analysis(planted, "quarter", "A1", asked.view.year)
    assert found.gathered
    said = text(listing(asked, found))
    assert "% der Bevölkerung" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Leistungsberechtigten" not in said
    (cluster,) = (one for one in told(asked.texts, planted, asked.view) if one.code.startswith("cluster"))
    assert "group_share" not in cluster.figures
    assert "residents_share" in cluster.figures


def test_residents_of_which_nobody_knows_the_whole_are_told_without_their_share() -> None:
    """Categories, types and a list of clusters say how many people live there, and no more."""
    cubes = dict(hiding(WHOLE, {"quarter": [3]}).cubes)
    for level in ("quarter", "city"):
        living = cubes[level].residents.copy()
        living[3 if level == "quarter" else 0] = np.nan
        cubes[level] = replace(cubes[level], residents=living)
    unpeopled = replace(WHOLE, project="unpeopled", cubes=cubes)
    asked = ask_of(unpeopled, i="A1", show="clear")
    answer = categories(unpeopled, asked.view)
    assert sum(answer.residents) == 11_000
    assert np.isnan(answer.population)
    assert "%" not in text(rows(asked, answer))
    one = TypeDescription(1, np.array([4, 5]), 2000.0, 0.2, np.zeros(1), np.zeros(1), (), 4)
    assert people(asked, one) == "2 Quartiere · 2.000 Menschen"
    assert people(ask_of(TWELVE, i="A1"), one) == "2 Quartiere · 2.000 Menschen (16,7\N{NO-BREAK SPACE}% der Stadt)"


def test_what_is_measured_against_it_is_suppressed_and_not_undelivered() -> None:
    for kind in ("ratio", "excess", "smr", "share"):
        asked = column(with_derived(TOWN, f"{kind}:A1"), "quarter", f"{kind}:A1", 2024)
        assert set(asked.reason) == {Reason.SUPPRESSED}, kind
    view = View.from_query({"i": "A1", "y": "2024", "show": "clear"}, TOWN)
    assert categories_refusal(TOWN, view) == "clear_hidden_city"
    assert "geheim gehalten" in load_texts("de")("categories.refused.clear_hidden_city")
    assert Reason.NOT_DELIVERED not in sorted_areas(TOWN, view).reason


def test_the_profile_of_a_quarter_shows_no_value_of_it() -> None:
    said = text(tables(ask_of(TOWN, i="A1", y="2024"), 1))
    assert "30,0" in said
    assert "17,1" not in said
