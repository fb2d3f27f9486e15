"""Every rule says what it says: of the project, of one indicator, of one file."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import commands
from layers.protection import RuleBook, publish
from layers.protection.audit import Audit
from layers.protection_apart import Asked, proven
from layers.protection_prices import priced
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.saving import save
from tests.layers.protection.made_town import QUARTERS, children_town, town
from tests.loading.project_file.made_projects import town_project
from texts import load_texts

NOW = 1
SUPPORTED_OF_CHILDREN = {
    "01": (2, 900), "02": (3, 900), "03": (4, 900), "04": (5, 900), "05": (9, 900), "06": (10, 900),
    "07": (898, 900), "08": (897, 900), "09": (895, 900), "10": (40, 99), "11": (40, 100), "12": (40, 299),
    "13": (100, 300), "14": (0, 900), "15": (900, 900),
}  # fmt: skip
BY_BA = {"01": "primary", "07": "complement", "10": "denominator"}
BY_MUNICIPAL = {**BY_BA, "02": "primary", "03": "primary", "08": "complement"}
BY_STRICT = {
    **BY_MUNICIPAL, "04": "primary", "05": "primary", "09": "complement", "11": "denominator", "12": "denominator",
    "15": "complement",
}  # fmt: skip


def told_town() -> Atlas:
    """Supported children and pupils, the same numbers, of the children of each quarter."""
    counts, living = children_town()
    supported, children = counts["supported"].clip(50), counts["children"].clip(500)
    for at, both in enumerate(SUPPORTED_OF_CHILDREN.values()):
        supported[at, NOW], children[at, NOW] = both
    pupils = supported.copy()
    pupils[15:, NOW] += 1  # else they would be one number
    return town({"supported": supported, "pupils": pupils}, living, {"supported": children, "pupils": children})


def by_rule(audit: Audit, indicator: str = "supported") -> dict[str, str]:
    """The quarters that a rule names, this year."""
    return {
        one.area: one.rule
        for one in audit.entries
        if (one.level, one.year, one.role) == ("quarter", 2024, "numerator")
        and indicator in one.indicators
        and one.rule != "secondary"
    }


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"profile": "ba"}, BY_BA),
        ({"profile": "municipal"}, BY_MUNICIPAL),
        ({"profile": "strict"}, BY_STRICT),
        ({"profile": "round5"}, BY_BA),
        ({"rules": {"complement": False}}, {"01": "primary", "10": "denominator"}),
        ({"rules": {"minimum_denominator": 0}}, {"01": "primary", "07": "complement"}),
        ({"rules": {"zero_is_open": False}}, {**BY_BA, "14": "primary"}),
        ({"rules": {"full_is_open": False}}, {**BY_BA, "15": "complement"}),
    ],
)
def test_a_rule_names_these_quarters_and_no_other(rules: dict[str, Any], expected: dict[str, str]) -> None:
    published = publish(told_town(), RuleBook.from_json(rules))
    assert by_rule(published.audit) == expected
    told = published.atlas.cubes["quarter"].numerator[:, 0, NOW]
    named = [int(area) - 1 for area in expected]
    assert (told[named] % 5 == 0).all() if rules.get("profile") == "round5" else np.isnan(told[named]).all()
    assert len(told) == QUARTERS


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ({"minimum_numerator": 5}, {"02": "primary", "03": "primary", "08": "complement"}),
        ({"minimum_denominator": 300}, {"11": "denominator", "12": "denominator"}),
        ({"full_is_open": False}, {"15": "complement"}),
    ],
)
@pytest.mark.parametrize(("part", "name"), [("indicators", "supported"), ("files", "supported.csv")])
def test_a_rule_of_one_indicator_or_file_is_no_rule_of_others(
    rule: Mapping[str, Any], more: dict[str, str], part: str, name: str
) -> None:
    audit = publish(told_town(), RuleBook.from_json({"profile": "ba", part: {name: rule}})).audit
    assert by_rule(audit) == {**BY_BA, **more}
    assert by_rule(audit, "pupils") == BY_BA


TOO_FINE = [
    {"profile": "round5", "rules": {"minimum_numerator": 10}},
    {"profile": "round5", "indicators": {"supported": {"minimum_numerator": 10}}},
    {"profile": "round10", "files": {"supported.csv": {"minimum_numerator": 20}}},
]


@pytest.mark.parametrize("rules", TOO_FINE)
def test_rounding_to_less_than_the_minimum_numerator_is_refused_in_words(rules: dict[str, Any], tmp_path: Path) -> None:
    atlas = told_town()
    with pytest.raises(DataFileError) as refused:
        publish(atlas, RuleBook.from_json(rules))
    found = refused.value.found
    assert (refused.value.problem, found["k"]) == ("gate.rounds_too_finely", 2 * found["base"])
    page = proven(Asked(atlas, rules, "", ()), tmp_path)
    assert page["refused"] == "gate.rounds_too_finely"
    assert priced(atlas, rules) == {"profile": rules["profile"], "refused": True}
    for language in ("de", "en"):
        assert str(found["k"]) in load_texts(language)(f"{page['refused']}.repair", **page["found"])


def test_the_command_refuses_a_file_of_rules_that_rounds_too_finely(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules, out, project = tmp_path / "rules.json", tmp_path / "public.gpkg", tmp_path / "lindenau.qb.gpkg"
    rules.write_text(json.dumps(TOO_FINE[0]), encoding="utf-8")
    save(project, town_project(tmp_path), 0)
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["protect", "--data", str(project), "--rules", str(rules), "--out", str(out)])
    assert arguments.run(arguments) == 2
    assert "weniger als 10" in "".join(capsys.readouterr())
    assert not out.exists()
