"""The language of formulas: what is understood, and what is refused at which place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loading.formulas.errors import FormulaError
from loading.formulas.signs import MOST_DIGITS
from loading.formulas.syntax import ColumnName, Constant, Node, Operation, Opposite, column_names, parse, written

A, B, C = ColumnName("a"), ColumnName("b"), ColumnName("c")
NAMES = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=12)
LEAVES = st.one_of(
    st.builds(ColumnName, NAMES.map(lambda name: " ".join(name.split()) or "x")),
    st.builds(Constant, st.integers(0, 10**MOST_DIGITS - 1).map(float)),
    st.builds(Constant, st.decimals(0, 1000, places=4).map(float)),
)
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.builds(Opposite, inner), st.builds(Operation, st.sampled_from("+-*/"), inner, inner)),
    max_leaves=12,
)


@given(TREES)
def test_what_is_written_is_read_again_as_the_same(tree: Node) -> None:
    assert parse(written(tree)) == tree


def problem(text: str) -> FormulaError | None:
    try:
        assert parse(written(parse(text))) == parse(text)
    except FormulaError as error:
        return error
    return None


@given(st.one_of(st.text(max_size=80), st.text("[]()+-*/x×÷ab0159.,  ", max_size=60)))
def test_any_text_is_a_formula_or_one_named_error_inside_it(text: str) -> None:
    found = problem(text)
    assert found is None or found.code.startswith("formulas.")
    assert found is None or 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("[a] + [b] * [c]", Operation("+", A, Operation("*", B, C))),
        ("[a] - [b] - [c]", Operation("-", Operation("-", A, B), C)),
        ("[a] / ([b] / [c])", Operation("/", A, Operation("/", B, C))),
        ("-[a] * [b]", Operation("*", Opposite(A), B)),
        ("[a] x [b] × [c]", Operation("*", Operation("*", A, B), C)),
        ("[a] ÷ [b] / [c]", Operation("/", Operation("/", A, B), C)),
        ("[a] \N{MINUS SIGN} 0,5", Operation("-", A, Constant(0.5))),
        ("1.5", Constant(1.5)),
        ("0.125", Constant(0.125)),
        ("[ Einwohner   65+ ]", ColumnName("Einwohner 65+")),
    ],
)
def test_precedence_signs_and_numbers_are_read_as_written(formula: str, tree: Node) -> None:
    assert parse(formula) == tree


@pytest.mark.parametrize(
    ("formula", "code", "start", "end"),
    [
        ("", "empty", 0, 0),
        ("   ", "empty", 0, 3),
        ("([a] + [b]", "unclosed", 0, 1),
        ("[a] + [b])", "unopened", 9, 10),
        ("[a", "unclosed_column", 0, 2),
        ("[a [b]", "unclosed_column", 0, 3),
        ("[ ]", "empty_column", 0, 3),
        ("[a] +", "operand_missing", 5, 5),
        ("[a] * / [b]", "operand_missing", 6, 7),
        ("[a] [b]", "operator_missing", 4, 7),
        ("()", "operand_missing", 1, 2),
        ("[a] * 1.000", "ambiguous_number", 6, 11),
        ("[a] * 1,000", "ambiguous_number", 6, 11),
        ("1,2,3", "no_number", 0, 5),
        ("9" * 16, "no_number", 0, 16),
        ("__import__('os')", "unknown_sign", 0, 10),
        ("[a] ** [b]", "operand_missing", 5, 6),
        ("[a]; [b]", "unknown_sign", 3, 4),
        ("xylophon", "unknown_sign", 0, 8),
        ("(" * 100 + "[a]" + ")" * 100, "too_deep", 61, 62),
        ("[a]" + "+[a]" * 300, "too_deep", 0, 1203),
        ("[" + "a" * 3000 + "]", "too_long", 2000, 3002),
    ],
)
def test_what_is_wrong_is_named_at_its_place(formula: str, code: str, start: int, end: int) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(formula)
    assert (caught.value.code, caught.value.start, caught.value.end) == (f"formulas.{code}", start, end)


def test_the_columns_of_a_formula_stand_in_their_order() -> None:
    assert [one.name for one in column_names(parse("([b] + [a]) / -[b]"))] == ["b", "a", "b"]
