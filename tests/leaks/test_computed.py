"""A number that follows from published ones is excused where such numbers are told, and nowhere else."""

import json

import numpy as np
import pytest

from tests.leaks.computed import computed
from tests.leaks.hidden_numbers import Search, Secret
from tests.leaks.obtainable import Obtained
from tests.toytown import toytown

TOWN = toytown()
SHEET = "/export/de/xlsx?p=toytown&i=A1&y=2024&show=clusters/xl/worksheets/sheet1.xml"
TIMES = "timelines-chart.figure, time ?p=toytown&i=A1&y=2024"
LINE = "scatter-chart.figure, finding ?p=toytown&i=A1&y=2024"
MIDDLES = "clusters-chart.figure, clusters ?p=toytown&i=A1&y=2024"
CURVE = "concentration-sets.data, concentration ?p=toytown&i=A1&y=2024"
#: Around quarter 03 live 30, 20 and 30 of 100 poor people each; 07 has around it 10, 20 and 10.
AROUND_03, AROUND_07 = 80 / 3, 40 / 3
#: The two quarters with most of them have 60 and 30 of all 200; of those who live there, 2 of 9.
MEAN = 200 / 9
SHARES, PEOPLE = [30.0, 45.0], [100 / 9, 200 / 9]


def holding(number: float, where: str) -> Obtained:
    if where != CURVE:
        return Obtained(where, f"<v>{number!r}</v>".encode())
    drawn = {"ways": {"quarters": {"order": [2, 1], "group": [number]}}}
    return Obtained(where, json.dumps({"response": {"concentration-sets": {"data": drawn}}}).encode())


def test_means_shares_and_quartiles_follow_from_published_counts() -> None:
    means = computed(TOWN, holding(0.0, SHEET))
    assert [means[2], means[6]] == pytest.approx([AROUND_03, AROUND_07])
    shares = computed(TOWN, holding(0.0, CURVE))
    assert {round(one, 6) for one in shares} == {round(one, 6) for one in (*SHARES, *PEOPLE)}
    # 0 10 10 20 20 20 30 30 60; a year earlier fewer are told.
    assert computed(TOWN, holding(0.0, MIDDLES)) == pytest.approx([MEAN])
    assert computed(TOWN, holding(0.0, TIMES))[-2:] == [10.0, 30.0]
    assert computed(TOWN, holding(0.0, "log")) == []


def test_ends_of_the_line_through_published_points_are_excused_and_no_other_number() -> None:
    points = TOWN.cubes["quarter"].value[:, [TOWN.indicator_position(one) for one in ("F1", "A1")], 1]
    (x, y), ends = points[np.isfinite(points).all(axis=1)].T, [1.0, 7.0]
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    line = [float(y.mean() + slope * (end - x.mean())) for end in ends]
    drawn = {"data": [{"mode": "lines", "x": ends, "y": line}]}
    told = Obtained(LINE, json.dumps({"response": {"scatter-chart": {"figure": drawn}}}).encode())
    search = Search([Secret("quarter", "A1", 4, 0, line[0], 2.0)], TOWN)
    assert search([told]) == []
    assert search([Obtained("log", told.content)])
    planted = Obtained(LINE, told.content.replace(b'"lines"', b'"markers"'))
    assert search([planted])


@pytest.mark.parametrize(("number", "where"), [(AROUND_03, SHEET), (PEOPLE[0], CURVE)])
def test_such_numbers_are_excused_at_their_place_only(number: float, where: str) -> None:
    search = Search([Secret("quarter", "A1", 4, 0, number, 2.0)], TOWN)
    assert search([holding(number, where)]) == []
    for other in ("log", SHEET.replace("clusters", "clear"), SHEET.replace("A1", "F1")):
        assert search([holding(number, other)])


@pytest.mark.parametrize("where", [SHEET, CURVE, MIDDLES])
def test_what_follows_from_nothing_published_is_found_there_too(where: str) -> None:
    hidden = 100 * 2 / 547
    assert Search([Secret("quarter", "A1", 4, 0, hidden, 2.0)], TOWN)([holding(hidden, where)])
