"""A slip of the pen is proposed; a neighbouring place never is."""

import pytest

from loading.joining.similarity import MOST_SLIPS, edit_distance, similar_names

NAMES = ["Rathenauviertel", "Gartenfeld", "Hafen", "Lindenau", "Nordstadt", "Südstadt", "Weststadt", "Oststadt"]


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [
        ("abc", "abc", 0),
        ("abc", "abd", 1),
        ("abc", "acb", 1),
        ("abc", "abcd", 1),
        ("kitten", "sitting", 3),
        ("", "a", 1),
    ],
)
def test_slips_are_counted_as_damerau_counts_them(left: str, right: str, slips: int) -> None:
    assert edit_distance(left, right, 5) == edit_distance(right, left, 5) == slips


def test_counting_stops_where_it_no_longer_matters() -> None:
    assert edit_distance("nordstadt", "gartenfeld", MOST_SLIPS) == MOST_SLIPS + 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Rathenauvirtel", "Rathenauviertel"),
        ("Gartenfled", "Gartenfeld"),
        ("Lindenauu", "Lindenau"),
        ("Nrodstadt", "Nordstadt"),
        ("Stadtteil Gartenfeld", "Gartenfeld"),
    ],
)
def test_a_slip_of_the_pen_finds_its_quarter(written: str, meant: str) -> None:
    (like,) = similar_names({7: written}, range(len(NAMES)), NAMES)
    assert (like.row, NAMES[like.polygon]) == (7, meant)
    assert 0.85 <= like.score <= 1


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Weststadt", "Oststadt"),
        ("Südstadt", "Nordstadt"),
        ("Altendorf", "Neuendorf"),
        ("Oberhausen", "Unterhausen"),
        ("Block 12", "Block 13"),
        ("Siedlung 1", "Siedlung 11"),
        ("Gewerbegebiet I", "Gewerbegebiet II"),
        ("Baublock A", "Baublock B"),
        ("Hafen", "Hagen"),
        ("Bergheim", "Gartenfeld"),
    ],
)
def test_another_place_is_never_proposed(written: str, name: str) -> None:
    assert similar_names({0: written}, [0], [name]) == []


def test_of_two_candidates_nearly_as_near_none_is_proposed() -> None:
    assert similar_names({0: "Lindenua"}, [0, 1], ["Lindenau", "Lindenu"]) == []


def test_a_rival_that_has_its_row_already_counts_too() -> None:
    assert similar_names({0: "Lindenfald"}, [0], ["Lindenfeld", "Lindenwald"]) == []


def test_two_rows_for_one_quarter_are_both_left_alone() -> None:
    assert similar_names({0: "Gartenfled", 1: "Gartnfeld"}, [1], NAMES) == []


def test_a_quarter_with_a_row_is_not_proposed_again() -> None:
    assert similar_names({0: "Gartenfled"}, [0], NAMES) == []
