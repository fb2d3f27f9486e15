"""How clusters were looked for, in one line."""

from layers.clusters import clusters_of_view
from layers.clusters.in_words import settings_in_words
from layers.view import View
from tests.layers.towns_with_clusters import planted_town
from texts import load_texts

PLANTED = planted_town()


def told(language: str, how: str) -> str:
    query = {"i": "A1", "y": "2024", "show": "clusters", "how": how}
    return settings_in_words(load_texts(language), clusters_of_view(PLANTED, View.from_query(query, PLANTED)))


def test_the_settings_are_told_in_one_line() -> None:
    said = "Getis-Ord Gi* · 6 nächste Gebiete · 9.999 Permutationen, Startwert 7, 1 % ohne Kontrolle"
    assert told("de", "gi~k6~p9999~a0.01~nofdr~s7") == said


def test_smoothed_rates_and_exact_probabilities_are_named() -> None:
    said = told("de", "join~rook~eb")
    assert said.startswith("Join Count · Nachbarn mit gemeinsamer Kante · exakte Wahrscheinlichkeit")
    assert said.endswith("geglättete Anteile")
