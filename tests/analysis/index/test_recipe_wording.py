"""Every refusal of a recipe has words and a repair, and finds what it fills them with."""

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from analysis.index.recipe import RecipeError
from analysis.index.recipe_text import from_text
from tests.sources import ROOT, parsed
from texts import LANGUAGES, load_texts


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Codes and what is found with them."""
    for path in sorted((ROOT / "analysis" / "index").glob("*.py")):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "RecipeError":
                yield ast.literal_eval(node.args[0]), {str(word.arg) for word in node.keywords}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words_that_use_only_what_was_found(language: str) -> None:
    entries = load_texts(language).entry("recipe")
    codes = set()
    for code, found in refusals():
        codes.add(code)
        for part in ("text", "repair"):
            fields = {name for _, name, _, _ in Formatter().parse(entries[code][part]) if name}
            assert fields <= found, (code, part)
    assert codes == set(entries)


def test_a_refusal_is_read_as_a_sentence() -> None:
    with pytest.raises(RecipeError) as refused:
        from_text('name = "x"\naggregation = "median"\n[[ingredients]]\nindicator = "A1"\n')
    texts = load_texts("de")
    assert texts(f"recipe.{refused.value.code}.text", **refused.value.values) == (
        "„median“ ist für „aggregation“ nicht möglich."
    )
