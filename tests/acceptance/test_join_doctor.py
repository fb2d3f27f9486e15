"""Published data under the join doctor: what is repaired, what is proposed, and that nothing false ever is."""

from pathlib import Path

import pytest

from loading.choices import Choices
from loading.choices.rows import PairChoice, RepairChoice
from loading.inspection import inspection
from loading.joining.doctor import Diagnosis, diagnosis
from loading.joining.join import four_sets
from loading.joining.log import log_of
from loading.load import Recognition, recognise
from texts import load_texts

BERLIN = [f"berlin_mss_2019/mss{year}_tab2-1.csv" for year in (2015, 2017, 2019)]
RAW = "berlin_mss_2019/lor_planungsraeume_until2020.geojson"
FIXED = "berlin_mss_2019/lor_plr_until2020_fixed.shp"


def recognised(folder: Path, names: list[str], choices: Choices | None = None) -> Recognition:
    return recognise([folder / name for name in names], choices)


def examined(folder: Path, names: list[str], choices: Choices | None = None) -> Diagnosis:
    return diagnosis(recognised(folder, names, choices).joined)


def flensburg(folder: Path) -> list[str]:
    tables = sorted((folder / "flensburg/csv").glob("*births_by_district.csv"))
    return ["flensburg/flensburg_stadtteile.zip", *(str(path.relative_to(folder)) for path in tables)]


@pytest.mark.parametrize(
    "names",
    [
        [FIXED, *BERLIN],
        [RAW, *BERLIN],
        ["koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv"],
        [
            "muenster/stadtteile-statistische-bezirke-muenster.geojson",
            "muenster/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx",
        ],
        ["basel_quartierindex/wohnviertel.json", "basel_quartierindex/quartierindex_2020.csv"],
    ],
)
def test_nothing_false_is_proposed_for_published_files(shared_data: Path, names: list[str]) -> None:
    assert [(one.name, one.examples[:3]) for one in examined(shared_data, names).repairs if one.needs_a_yes] == []


def test_flensburgs_number_is_taken_out_of_the_name_and_can_be_left_there(shared_data: Path) -> None:
    names = flensburg(shared_data)
    (repair,) = examined(shared_data, names).repairs
    assert (repair.name, repair.rows, repair.before, repair.after) == ("number_in_name", 13, 0, 13)
    off = Choices(repairs=(RepairChoice(repair.place, repair.name, wanted=False),))
    found = examined(shared_data, names, off)
    assert (len(found.matched), len(found.only_table), len(found.only_map)) == (0, 13, 13)
    told = inspection(recognised(shared_data, names), load_texts("de"))["join"]["repairs"]
    assert [(one["repair"], one["matched_without"], one["matched_with"], one["state"]) for one in told] == [
        ("number_in_name", 0, 13, "used")
    ]


def test_berlins_doubled_key_is_settled_by_two_pairs(shared_data: Path) -> None:
    names = [RAW, BERLIN[2]]
    before = examined(shared_data, names)
    assert (len(before.matched), len(before.only_table), len(before.duplicates)) == (445, 1, 1)
    doubled = [before.quarters[position] for position in before.doubled_on_map]
    assert doubled == [(key, f"Schloßstraße ({key})") for key in ("06010102", "06010102#2")]
    (left,) = before.only_table
    pairs = (
        PairChoice(left.place, left.row, "06010102#2"),
        PairChoice(before.duplicates[0].place, before.duplicates[0].row, "06010102"),
    )
    after = recognised(shared_data, names, Choices(pairs=pairs))
    sets = four_sets(after.joined)
    assert (len(sets.matched), sets.only_table, sets.only_map, sets.duplicates) == (447, (), ("09041403",), ())
    assert sorted(one.repair for one in log_of(after.joined)) == ["by_hand", "by_hand"]
    assert "join.key_on_several_polygons" not in [finding.code for finding in after.findings]


def test_berlins_map_says_until_when_it_was_valid_and_later_keys_are_told(shared_data: Path, tmp_path: Path) -> None:
    rows = (shared_data / BERLIN[2]).read_text(encoding="utf-8-sig").splitlines()
    later = tmp_path / "mss2021_lor_2021.csv"
    later.write_text("\n".join(rows), encoding="utf-8")
    found = recognise([shared_data / FIXED, later])
    told = [finding for finding in found.findings if finding.code == "doctor.vintage_differs"]
    vintage = found.joined.boundaries.vintage
    assert bool(told) == bool(vintage)
    raw = recognise([shared_data / RAW, later])
    assert [finding.values["table"] for finding in raw.findings if finding.code == "doctor.vintage_differs"] == ["2021"]
