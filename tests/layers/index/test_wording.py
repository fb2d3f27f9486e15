"""Whatever an index warns of or is refused for has words in both languages."""

import ast
from string import Formatter

import pytest

from analysis.index.recipe_token import to_token
from layers.index.answer import index_answer
from layers.index.wording import refusal_in_words, refused_in_words, warnings_in_words
from tests.layers.index.towns_with_index import index_town, recipe
from tests.sources import ROOT, parsed
from texts import LANGUAGES, load_texts

OF_COMPOSITE = {"few_areas", "residents_unknown", "no_spread", "against_the_others"}
OF_ANSWER = {
    *("context", "left_out", "other_years", "counts", "no_earlier", "delivered_changes", "unknown_exclusions"),
}


def refusals() -> set[str]:
    """Codes that only the answer raises, beside those of a recipe."""
    tree = parsed(ROOT / "layers" / "index" / "ingredients.py")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "RecipeError"]
    return {ast.literal_eval(call.args[0]) for call in calls} | {"no_areas"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_warning_and_refusal_has_words(language: str) -> None:
    words = load_texts(language).entry("index_answer")
    assert set(words["warnings"]) == OF_COMPOSITE | OF_ANSWER
    assert set(words["refused"]) == refusals()
    used = {name for text in words["warnings"].values() for _, name, _, _ in Formatter().parse(text) if name}
    assert used <= {"n", "few", "year", "years", "indicators", "quarters"}


def test_indicators_are_named_by_title_and_id() -> None:
    town = index_town()
    answer = index_answer(town, "quarter", 2021, to_token(recipe(1, 0, 0, 0)))
    told = warnings_in_words(load_texts("de"), town, answer)
    assert told["no_earlier"] == "Ohne Dynamik: Vor 2 Jahren gab es keine Zahlen zu: Anteil A2 (A2)."


def test_a_refusal_says_what_to_do() -> None:
    town = index_town()
    answer = index_answer(town, "quarter", 2024, to_token(recipe(minimum_residents=9000)))
    problem, repair = refused_in_words(load_texts("en"), town, answer)
    assert problem.startswith("Only 0 of 30 areas have all numbers")
    assert repair.startswith("Please")


def test_indicators_that_a_city_lacks_are_named_as_in_the_catalogue() -> None:
    problem, _ = refusal_in_words(load_texts("de"), "none_available", {"needed": "A1, mine"})
    assert problem == "Keiner der Indikatoren des Rezepts ist in den Daten: SGB II-Quote (A1), mine."
