"""Groups of chosen quarters that hang together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.weights import connected_groups, queen
from tests.toytown import quarters


def test_chosen_quarters_fall_into_groups_the_largest_first() -> None:
    touching = queen(quarters().geometry)
    assert connected_groups([8, 0, 1], touching) == ((0, 1), (8,))
    assert connected_groups(np.array([0, 8, 4]), touching) == ((0, 4, 8),)
    assert connected_groups([], touching) == ()


@given(st.sets(st.integers(0, 8)))
def test_every_chosen_quarter_is_in_one_group_and_groups_do_not_touch(members: set[int]) -> None:
    touching = queen(quarters().geometry)
    groups = connected_groups(members, touching)
    assert sorted(quarter for group in groups for quarter in group) == sorted(members)
    for group in groups:
        beyond = {other for quarter in group for other in touching[quarter].tolist()} - set(group)
        assert not beyond & members
