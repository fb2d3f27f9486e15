"""What needs a yes: proposed with its gain, carried out only when accepted, never counting anything twice."""

import numpy as np
import pytest

from loading.atlas import Join
from loading.choices import Choices
from loading.choices.rows import PairChoice, RepairChoice
from loading.errors import Finding
from loading.joining.join import Joined, four_sets, join
from loading.joining.log import log_of
from loading.joining.remarks import remarks
from loading.joining.repairs import Repair, repairs_of
from loading.joining.totals import recognise_totals
from loading.reasons import Reason
from loading.recognised import Boundaries, Table
from tests.loading.squares import squares, table

KEYS = [f"{number:02d}" for number in range(1, 13)]
NAMES = [
    *("Altstadt", "Neustadt", "Nordstadt", "Südstadt", "Rathenauviertel", "Gartenfeld"),
    *("Hafen", "Sankt Jürgen", "Lindenau", "Weststadt", "Oststadt", "Bergfeld"),
]
PLACE = "zahlen.xlsx"


def town() -> Boundaries:
    return squares({"NR": KEYS, "NAME": NAMES}, width=4)


def counted(names: list[str], **more: list[float]) -> Table:
    columns = {"Einwohner": [100.0 + number for number in range(len(names))], **more}
    return table({"Stadtteil": names}, columns)


def joined_with(made: Table, *repairs: RepairChoice, pairs: tuple[PairChoice, ...] = ()) -> Joined:
    return recognise_totals(join([town()], [made], Choices(repairs=repairs, pairs=pairs)))[0]


def offered(joined: Joined, name: str) -> Repair:
    (found,) = [one for one in repairs_of(joined) if one.name == name]
    return found


def accepted(name: str, row: str | None = None) -> RepairChoice:
    return RepairChoice(PLACE, name, wanted=True, row=row)


def numbers(joined: Joined) -> dict[str, list[float]]:
    """Numbers of the first table by quarter."""
    (rows,) = joined.rows
    return {
        joined.names[quarter]: rows.table.values[row, :, 0].tolist()
        for row, quarter in enumerate(rows.quarter.tolist())
        if quarter >= 0
    }


SLIPS = ["Rathenauvirtel", "Gartenfled"]


def slipped() -> Table:
    return counted([name for name in NAMES if name not in ("Rathenauviertel", "Gartenfeld")] + SLIPS)


def test_a_similar_name_is_proposed_with_its_score_and_changes_nothing() -> None:
    joined = joined_with(slipped())
    found = offered(joined, "similar_name")
    assert (found.rows, found.before, found.after, found.wanted) == (2, 10, 12, False)
    assert [(one.texts, one.quarters, one.accepted) for one in found.examples] == [
        (("Rathenauvirtel",), ("Rathenauviertel",), False),
        (("Gartenfled",), ("Gartenfeld",), False),
    ]
    assert found.examples[0].score == pytest.approx(0.93)
    assert len(four_sets(joined).matched) == 10


def test_one_is_accepted_and_the_other_stays_open() -> None:
    joined = joined_with(slipped(), accepted("similar_name", "Gartenfled"))
    assert four_sets(joined).only_map == ("Rathenauviertel",)
    found = offered(joined, "similar_name")
    assert (found.before, found.after, found.wanted) == (10, 12, False)
    assert [one.accepted for one in found.examples] == [False, True]


def test_all_are_accepted_but_for_the_one_that_is_refused() -> None:
    all_of_it = joined_with(slipped(), accepted("similar_name"))
    assert len(four_sets(all_of_it).matched) == 12
    but_one = joined_with(slipped(), accepted("similar_name"), RepairChoice(PLACE, "similar_name", False, "Gartenfled"))
    assert four_sets(but_one).only_table == ("Gartenfled",)


def test_one_row_for_two_quarters_unites_them_so_that_nothing_counts_twice() -> None:
    made = counted(["Altstadt und Neustadt", *NAMES[2:]])
    assert offered(joined_with(made), "united_quarters").examples[0].quarters == ("Altstadt", "Neustadt")
    joined = joined_with(made, accepted("united_quarters", "Altstadt und Neustadt"))
    assert len(joined.ids) == 11
    assert joined.ids[0] == "Altstadt+Neustadt"
    assert joined.names[0] == "Altstadt + Neustadt"
    assert joined.boundaries.geometry[0].area == 2_000_000
    assert numbers(joined)["Altstadt + Neustadt"] == [100.0]
    assert np.nansum(joined.rows[0].table.values[joined.rows[0].quarter >= 0]) == np.nansum(made.values)
    assert four_sets(joined).only_map == ()


def test_other_tables_are_added_up_for_united_quarters_and_their_shares_stay_blank() -> None:
    merged = counted(["Altstadt und Neustadt", *NAMES[2:]])
    apart = table(
        {"Nr": KEYS},
        {"Arbeitslose": [10.0] * 12, "Anteil Kinder": [5.5] * 12},
        file="b.xlsx",
        units={"Anteil Kinder": "%"},
    )
    joined = join([town()], [merged, apart], Choices(repairs=(accepted("united_quarters"),)))
    rows = joined.rows[1]
    (row,) = np.flatnonzero(rows.quarter == 0).tolist()
    assert rows.table.values[row, 0, 0] == 20
    assert np.isnan(rows.table.values[row, 1, 0])
    assert rows.table.reasons[row, 1, 0] == Reason.NOT_DELIVERED
    assert rows.parts == {row: (0, 1)}
    assert rows.open_rows == []


def test_a_united_quarter_of_which_a_table_lacks_a_part_has_no_partial_sum() -> None:
    merged = counted(["Altstadt und Neustadt", *NAMES[2:]])
    apart = table({"Nr": KEYS[1:]}, {"Arbeitslose": [10.0] * 11}, file="b.xlsx")
    joined = join([town()], [merged, apart], Choices(repairs=(accepted("united_quarters"),)))
    rows = joined.rows[1]
    (row,) = np.flatnonzero(rows.quarter == 0).tolist()
    assert np.isnan(rows.table.values[row, 0, 0])


def test_two_rows_for_one_quarter_add_up_where_they_count() -> None:
    names = ["Nordstadt Ost", "Nordstadt West", *[name for name in NAMES if name != "Nordstadt"]]
    made = counted(names, **{"Arbeitslosenquote": [5.5] * 13})
    joined = joined_with(made, accepted("added_rows", "Nordstadt Ost"))
    count, rate = numbers(joined)["Nordstadt"]
    assert count == 201
    assert np.isnan(rate)
    assert len(four_sets(joined).matched) == 12


@pytest.mark.parametrize("cells", [["03a", "03b"], ["03.1", "03.2"]])
def test_keys_that_are_parts_of_a_key_add_up_too(cells: list[str]) -> None:
    keys = [*cells, *[key for key in KEYS if key != "03"]]
    made = table({"Nr": keys}, {"Einwohner": [100.0] * 13})
    assert offered(joined_with(made), "added_rows").examples[0].quarters == ("03 Nordstadt",)


def test_a_single_missing_zero_is_too_rare_for_a_rule_and_is_asked_about() -> None:
    made = table({"Nr": ["1", *KEYS[1:]]}, {"Einwohner": [100.0] * 12})
    found = offered(joined_with(made), "zero_padding_here")
    assert (found.before, found.after, found.examples[0].row) == (11, 12, "1")
    assert len(four_sets(joined_with(made, accepted("zero_padding_here", "1"))).matched) == 12


def test_a_crosswalk_is_offered_and_divides_counts_by_its_shares() -> None:
    old = table(
        {"Nr": [*KEYS[:10], "90"]},
        {"Einwohner": [100.0] * 11, "Anteil Kinder": [5.5] * 11},
        units={"Anteil Kinder": "%"},
    )
    lead = table(
        {"Schlüssel alt": [*KEYS[:10], "90", "90"], "Schlüssel neu": [*KEYS[:10], "11", "12"]},
        {"Anteil": [1.0] * 10 + [0.3, 0.7]},
        year=0,
        file="umsteiger.csv",
    )
    plain = join([town()], [old, lead])
    found = offered(plain, "crosswalk")
    assert (found.before, found.after, found.source) == (10, 12, "umsteiger.csv")
    (example,) = found.examples
    assert (example.texts, example.quarters) == (("90",), ("11 Oststadt (30 %)", "12 Bergfeld (70 %)"))
    assert four_sets(plain).only_table == ("90",)
    joined = join([town()], [old, lead], Choices(repairs=(accepted("crosswalk", ""),)))
    assert numbers(joined)["Oststadt"][0] == pytest.approx(30)
    assert numbers(joined)["Bergfeld"][0] == pytest.approx(70)
    assert np.isnan(numbers(joined)["Bergfeld"][1])
    assert numbers(joined)["Altstadt"] == [100.0, 5.5]
    assert [one.row for one in log_of(joined)] == ["90", "90"]
    assert four_sets(joined).only_table == ()


@pytest.mark.parametrize("repair", ["similar_name", "united_quarters", "added_rows"])
def test_nothing_is_proposed_where_everything_fits(repair: str) -> None:
    assert [one.name for one in repairs_of(joined_with(counted(NAMES)))] == []
    assert repair not in [one.repair for one in joined_with(counted(NAMES)).proposals]


def test_a_repair_of_spelling_is_switched_off_and_the_same_columns_stay_side_by_side() -> None:
    made = table({"Nr": [f"STGT{key}" for key in KEYS]}, {"Einwohner": [100.0] * 12})
    on = offered(joined_with(made), "number_in_name")
    assert (on.rows, on.before, on.after, on.wanted, len(on.examples)) == (12, 0, 12, True, 5)
    joined = joined_with(made, RepairChoice(PLACE, "number_in_name", wanted=False))
    sets: Join = four_sets(joined)
    assert (sets.key, sets.matched, len(sets.only_table)) == ("NR", (), 12)
    off = offered(joined, "number_in_name")
    assert (off.before, off.after, off.wanted) == (0, 12, False)


def foreign() -> Table:
    return counted([*NAMES[:11], "Am Steinbruch", "Umland"])


def test_a_pair_made_by_hand_counts_and_a_row_can_be_put_aside() -> None:
    pairs = (PairChoice(PLACE, "Am Steinbruch", "Bergfeld"), PairChoice(PLACE, "Umland", ""))
    joined = joined_with(foreign(), pairs=pairs)
    sets = four_sets(joined)
    assert (len(sets.matched), sets.only_table, sets.only_map) == (12, (), ())
    assert numbers(joined)["Bergfeld"] == [111.0]
    assert joined.rows[0].aside == {12}


def test_a_pair_wins_over_what_was_recognised_as_a_sum() -> None:
    made = table({"Stadtteil": [*NAMES[:11], "Summe Berg"]}, {"Einwohner": [100.0] * 12}, totals={11: "subtotal"})
    joined = joined_with(made, pairs=(PairChoice(PLACE, "Summe Berg", "Bergfeld"),))
    assert four_sets(joined).only_map == ()


def test_of_rows_called_alike_the_line_says_which() -> None:
    made = table({"Nr": [*KEYS[:11], "11"]}, {"Einwohner": [100.0 + number for number in range(12)]})
    assert four_sets(joined_with(made)).duplicates == ("11",)
    joined = joined_with(made, pairs=(PairChoice(PLACE, "11", "12", line=13),))
    assert (len(four_sets(joined).matched), four_sets(joined).duplicates) == (12, ())


def test_keys_that_stand_twice_on_the_map_are_settled_by_hand() -> None:
    layer = squares({"NR": [*KEYS[:11], "11"]}, width=4)
    made = table({"Nr": KEYS}, {"Einwohner": [100.0] * 12})
    assert any(finding.code == "join.key_on_several_polygons" for finding in join([layer], [made]).findings)
    pairs = (PairChoice(PLACE, "11", "11"), PairChoice(PLACE, "12", "11#2"))
    joined = join([layer], [made], Choices(pairs=pairs))
    assert four_sets(joined).matched[-2:] == ("11", "11#2")
    assert (four_sets(joined).duplicates, joined.findings) == ((), ())


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (Choices(pairs=(PairChoice(PLACE, "Nirgendwo", "12"),)), "doctor.pair_without_row"),
        (Choices(pairs=(PairChoice(PLACE, "Umland", "99"),)), "doctor.pair_without_quarter"),
        (Choices(pairs=(PairChoice("weg.csv", "Umland", "12"),)), "doctor.choice_without_table"),
        (Choices(repairs=(RepairChoice("weg.csv", "blanks", wanted=False),)), "doctor.choice_without_table"),
        (Choices(repairs=(RepairChoice(PLACE, "magic", wanted=True),)), "doctor.unknown_repair"),
        (Choices(repairs=(RepairChoice(PLACE, "similar_name", True, "Umland"),)), "doctor.not_proposed"),
    ],
)
def test_a_decision_that_fits_nothing_is_a_finding_and_changes_nothing(choices: Choices, code: str) -> None:
    joined = join([town()], [foreign()], choices)
    codes = [finding.code for finding in joined.findings if isinstance(finding, Finding)]
    assert codes == [code]
    assert len(four_sets(joined).matched) == 11


def test_too_many_rows_for_a_search_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loading.joining.proposals.MOST_COMPARED", 10)
    joined = joined_with(slipped())
    assert joined.proposals == ()
    assert "doctor.not_compared" in [finding.code for finding in remarks(joined, [joined.boundaries])]


def test_what_was_carried_out_is_told_with_examples() -> None:
    joined = joined_with(slipped(), accepted("similar_name"))
    (finding,) = [one for one in remarks(joined, [joined.boundaries]) if one.code == "doctor.done_similar_name"]
    assert finding.values == {"n": 2, "examples": "Rathenauvirtel, Gartenfled"}


def lead(old: list[str], new: list[str], shares: list[float]) -> Table:
    return table({"Schlüssel alt": old, "Schlüssel neu": new}, {"Anteil": shares}, year=0, file="umsteiger.csv")


def codes(joined: Joined) -> list[str]:
    return [finding.code for finding in remarks(joined, [joined.boundaries]) if "crosswalk_" in finding.code]


def test_what_a_crosswalk_leads_beyond_the_map_and_leaves_incomplete_is_told() -> None:
    numbers_of = table({"Nr": [*KEYS[:10], "90"]}, {"Einwohner": [100.0] * 11})
    to = lead([*KEYS[:10], "90", "90", "91", "92"], [*KEYS[:10], "11", "99", "12", "12"], [1.0] * 10 + [0.3, 0.7, 1, 1])
    joined = join([town()], [numbers_of, to], Choices(repairs=(accepted("crosswalk", ""),)))
    assert codes(joined) == ["doctor.crosswalk_found", "doctor.crosswalk_beyond"]
    with_part = table({"Nr": [*KEYS[:10], "90", "91"]}, {"Einwohner": [100.0] * 12})
    joined = join([town()], [with_part, to], Choices(repairs=(accepted("crosswalk", ""),)))
    assert "doctor.crosswalk_incomplete" in codes(joined)
    assert np.isnan(numbers(joined)["Bergfeld"]).all()


def test_a_crosswalk_that_leads_the_other_way_is_told_and_not_used() -> None:
    newer = table({"Nr": [*KEYS[:10], "81", "82"]}, {"Einwohner": [100.0] * 12})
    joined = join([town()], [newer, lead([*KEYS[:10], "11", "12"], [*KEYS[:10], "81", "82"], [1.0] * 12)])
    assert "doctor.crosswalk_backwards" in codes(joined)
    assert four_sets(joined).only_table == ("81", "82")


def test_an_old_key_that_names_another_quarter_today_is_led_where_it_belongs() -> None:
    numbers_of = table({"Nr": [*KEYS[:11], "90"]}, {"Einwohner": [100.0 + number for number in range(12)]})
    to = lead([*KEYS[:10], "11", "90"], [*KEYS[:10], "12", "11"], [1.0] * 12)
    joined = join([town()], [numbers_of, to], Choices(repairs=(accepted("crosswalk", ""),)))
    assert (numbers(joined)["Oststadt"], numbers(joined)["Bergfeld"]) == ([111.0], [110.0])
    assert (four_sets(joined).duplicates, four_sets(joined).only_table) == ((), ())
