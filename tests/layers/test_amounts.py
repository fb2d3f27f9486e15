"""Values with their unit, by the wording alone; see also tests/callbacks/shared/test_amounts.py."""

from layers.amounts import amount, brief, number, share_of
from tests.toytown import CHILDREN, POPULATION, POVERTY
from texts import load_texts

SPACE = "\N{NO-BREAK SPACE}"


def test_a_command_writes_amounts_as_the_page_does() -> None:
    german, english = load_texts("de"), load_texts("en")
    assert amount(german, POVERTY, 34.84) == f"34,8{SPACE}%"
    assert amount(english, POPULATION, 1234.0) == f"1,234{SPACE}people"
    assert brief(german, POPULATION, 1234.0) == "1.234"
    assert number(german, POVERTY, 1.0, signed=True) == "+1,0"


def test_what_is_counted_is_named_as_declared_or_quoted() -> None:
    assert share_of(load_texts("de"), POVERTY) == "der Leistungsberechtigten im SGB II"
    assert share_of(load_texts("de"), CHILDREN) == "von „Personen unter 18“"
