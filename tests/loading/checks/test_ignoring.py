"""Findings that are put aside stay, with the reason."""

from loading.choices import Choices, IgnoredFinding
from loading.inspection import inspection
from tests.loading.checks.made_town import SIZE, atlas, steady
from tests.loading.checks.made_town import table as made
from texts import load_texts

TABLE = made({"Bäume": {**steady(100), 2021: [0.0] * SIZE}})


def test_a_finding_put_aside_is_part_of_the_atlas_and_of_inspect() -> None:
    finding = next(one for one in atlas(TABLE).findings if one.code == "load.year_of_zeros")
    found = atlas(TABLE, choices=Choices(ignored=(IgnoredFinding(finding.mark, "Sturm 2021"),)))
    assert [one.ignored for one in found.findings if one.mark == finding.mark] == ["Sturm 2021"]
    told = next(one for one in inspection(found, load_texts("de"))["findings"] if one["mark"] == finding.mark)
    assert told["ignored"] == "Sturm 2021"


def test_all_others_stay_open_and_an_unknown_mark_changes_nothing() -> None:
    found = atlas(TABLE, choices=Choices(ignored=(IgnoredFinding("checks.jump|anders", "egal"),)))
    assert not [one for one in found.findings if one.ignored]
    assert found.findings == atlas(TABLE).findings
