"""The log of a project: what was repaired, what was decided, and since when."""

from pathlib import Path

from loading.choices import Choices, IgnoredFinding, IndicatorChoice
from loading.load import recognise
from loading.project_file.project import Recode
from loading.project_file.recodes import decided, recodes_of, since_when
from tests.loading.made_files import shapefile


def test_each_repaired_wording_stands_once_with_what_it_was_taken_for(tmp_path: Path) -> None:
    layer = shapefile(tmp_path / "quartiere.shp")
    table = tmp_path / "arbeitslose.csv"
    rows = [f"{key};{year};{key}" for year in (2023, 2024) for key in (1, 2, 3)]
    table.write_text("\n".join(["Nr;Jahr;Arbeitslose", *rows]), encoding="utf-8")
    found = recodes_of(recognise([layer, table]), "2026-01-01T00:00:00+00:00")
    assert [(one.before, one.after, one.repair, one.by) for one in found] == [
        ("1", "01", "zero_padding", "automatic"),
        ("2", "02", "zero_padding", "automatic"),
        ("3", "03", "zero_padding", "automatic"),
    ]


def test_each_decision_names_its_place_and_its_value() -> None:
    choices = Choices(
        title="Stadt",
        indicators=(IndicatorChoice("A1", title="Quote", leave_out=True),),
        ignored=(IgnoredFinding("checks.jump|a.csv", "So ist es."),),
    )
    found = {(one.place, one.repair): one.after for one in decided(choices, "")}
    assert found == {
        ("", "title"): "Stadt",
        ("A1", "indicators.title"): "Quote",
        ("A1", "indicators.leave_out"): "True",
        ("checks.jump|a.csv", "ignored.reason"): "So ist es.",
    }


def test_what_was_known_before_keeps_its_time() -> None:
    old = Recode("a", "1", "01", "zero_padding", "automatic", "2025")
    again = Recode("a", "1", "01", "zero_padding", "automatic", "2026")
    new = Recode("a", "2", "02", "zero_padding", "automatic", "2026")
    assert since_when((again, new), (old,)) == (old, new)
