"""The join under examination: every row stands in one set, every repair in the log."""

from collections import Counter

from loading.choices import Choices
from loading.choices.rows import PairChoice, RepairChoice
from loading.joining.doctor import diagnosis
from loading.joining.join import join
from loading.joining.log import log_of
from loading.joining.totals import recognise_totals
from tests.loading.joining.test_proposals import (
    KEYS,
    NAMES,
    PLACE,
    accepted,
    counted,
    foreign,
    joined_with,
    slipped,
    town,
)
from tests.loading.squares import table


def test_a_row_stands_in_one_set_with_its_place_line_and_numbers() -> None:
    found = diagnosis(joined_with(foreign(), pairs=(PairChoice(PLACE, "Umland", ""),)))
    assert [len(lines) for lines in (found.matched, found.only_table, found.duplicates, found.aside)] == [11, 1, 0, 1]
    (left,) = found.only_table
    assert (left.place, left.line, left.row, left.numbers, left.is_alone) == (PLACE, "13", "Am Steinbruch", 1, True)
    assert found.only_map == (11,)
    every = [line.line for lines in (found.matched, found.only_table, found.duplicates, found.aside) for line in lines]
    assert max(Counter(every).values()) == 1


def test_rows_of_sums_stand_in_no_set() -> None:
    made = table({"Nr": [*KEYS, "Stadt"]}, {"Kinder": [10.0] * 12 + [120.0]}, totals={12: "city"})
    found = diagnosis(recognise_totals(join([town()], [made]))[0])
    assert (len(found.matched), found.only_table) == (12, ())


def test_what_was_repaired_refused_and_decided_stands_in_the_log() -> None:
    made = counted([*NAMES[:7], "St. Jürgen", *NAMES[8:10], "Oststatd", "Umland"])
    choices = Choices(
        repairs=(accepted("similar_name", "Oststatd"),),
        pairs=(PairChoice(PLACE, "Umland", "Bergfeld"),),
    )
    log = log_of(join([town()], [made], choices))
    assert [(one.row, one.quarter, one.repair, one.by) for one in log] == [
        ("St. Jürgen", "Sankt Jürgen", "name_forms", "automatic"),
        ("Oststatd", "Oststadt", "similar_name", "user"),
        ("Umland", "Bergfeld", "by_hand", "user"),
    ]
    assert {one.name for one in log} == {"Sankt Jürgen", "Oststadt", "Bergfeld"}


def test_rows_added_up_stand_in_the_log_one_by_one() -> None:
    names = ["Nordstadt Ost", "Nordstadt West", *[name for name in NAMES if name != "Nordstadt"]]
    log = log_of(joined_with(counted(names), accepted("added_rows")))
    assert [(one.row, one.line, one.quarter) for one in log] == [
        ("Nordstadt Ost", "2", "Nordstadt"),
        ("Nordstadt West", "3", "Nordstadt"),
    ]


def test_taking_a_decision_back_leaves_no_trace() -> None:
    before = diagnosis(joined_with(slipped()))
    after = diagnosis(joined_with(slipped(), RepairChoice(PLACE, "similar_name", wanted=False, row="Gartenfled")))
    assert before.matched == after.matched
    assert log_of(joined_with(slipped())) == ()
