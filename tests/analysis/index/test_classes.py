"""Classes of an index, at the very limits, against published rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index.classes import (
    DYNAMICS_LIMITS,
    STATUS_LIMITS,
    dynamics_class,
    imd_decile,
    matrix_codes,
    near_limit,
    needs_attention,
    quantile_class,
    quantile_limits,
    status_class,
)

# Monitoring Soziale Stadtentwicklung Berlin 2021, 536 planning areas: shares and changes from its table 2, index and
# class from its table 1; means and standard deviations (divided by n) of all eligible areas.
MEANS = np.array([4.97157, 10.91801, 24.54042, 1.08687, -0.95260, -1.04443])
DEVIATIONS = np.array([2.94390, 7.07275, 16.65444, 0.92167, 1.46997, 3.81352])
PUBLISHED = {
    "Stülerstraße": ([4.22594, 8.04329, 19.39799, 1.46443, 0.38963, 3.96175], -0.33, 1.27, "2-"),
    "Lützowstraße": ([5.31544, 15.52485, 32.63158, 0.93486, -2.16074, -4.86842], 0.42, -0.96, "2+/-"),
    "Rollbergesiedlung": ([10.62020, 32.53968, 65.22076, 1.62241, -2.36978, -0.99239], 2.51, -0.18, "4+/-"),
    "Rahnsdorf": ([2.21396, 3.58157, 7.96394, 0.72168, 0.47932, 2.29465], -1.00, 0.70, "1+/-"),
    "Fürstenplatz": ([3.42027, 6.00589, 13.40909, 1.38775, 0.43649, 2.06406], -0.64, 1.00, "2-"),
    "Schloßstraße": ([3.54304, 7.42629, 13.36554, 0.56426, -1.78472, -4.68362], -0.56, -1.00, "2+"),
}
SHARES = np.array([row[0] for row in PUBLISHED.values()])
STATUS, DYNAMICS = (np.array([row[place] for row in PUBLISHED.values()]) for place in (1, 2))
CODES = tuple(row[3] for row in PUBLISHED.values())


def published_indices() -> tuple[np.ndarray, np.ndarray]:
    """Sums of z, divided by the sum's deviation, which two published unrounded indices (-1.0047, 1.0028) tell."""
    z = (SHARES - MEANS) / DEVIATIONS
    status, dynamics = z[:, :3].sum(axis=1), z[:, 3:].sum(axis=1)
    return status * (-1.0047 / status[3]), dynamics * (1.0028 / dynamics[4])


def test_the_published_rows_have_the_published_index_and_code() -> None:
    status, dynamics = published_indices()
    assert status == pytest.approx(STATUS, abs=0.0051)
    assert dynamics == pytest.approx(DYNAMICS, abs=0.0051)
    assert dynamics[5] == pytest.approx(-1.0032, abs=5e-5)
    assert matrix_codes(status_class(status), dynamics_class(dynamics)) == CODES


def test_the_printed_index_would_put_three_of_them_into_a_wrong_class() -> None:
    wrong = matrix_codes(status_class(STATUS), dynamics_class(DYNAMICS))
    named = [name for name, one, own in zip(PUBLISHED, wrong, CODES, strict=True) if one != own]
    assert named == ["Rahnsdorf", "Fürstenplatz", "Schloßstraße"]


@pytest.mark.parametrize(("limit", "below", "on", "above"), [(-1, 1, 2, 2), (1, 2, 2, 3), (1.5, 3, 3, 4)])
def test_a_status_limit_belongs_to_the_middle_or_to_the_class_below(
    limit: float, below: int, on: int, above: int
) -> None:
    index = [np.nextafter(limit, -9), limit, np.nextafter(limit, 9)]
    assert status_class(index).tolist() == [below, on, above]


@pytest.mark.parametrize(("limit", "below", "on", "above"), [(-1, 1, 2, 2), (1, 2, 2, 3)])
def test_a_dynamics_limit_is_stable(limit: float, below: int, on: int, above: int) -> None:
    index = [np.nextafter(limit, -9), limit, np.nextafter(limit, 9)]
    assert dynamics_class(index).tolist() == [below, on, above]


def test_attention_follows_the_matrix() -> None:
    status, dynamics = (places.ravel() for places in np.meshgrid(range(5), range(4), indexing="ij"))
    attention = needs_attention(status, dynamics)
    named = {code for code, yes in zip(matrix_codes(status, dynamics), attention, strict=True) if yes}
    assert named == {"", "3-", "4+", "4+/-", "4-"}
    assert not attention[status == 0].any()


def test_quantiles_are_those_of_r() -> None:
    # R: quantile(c(1, 3, 4, 8, 20), c(.2, .4, .6, .8), type = 7) and type = 9, by the definition of Hyndman and Fan
    numbers = [20, 1, 4, 8, 3]
    assert quantile_limits(numbers, 5, "type_7") == pytest.approx((2.6, 3.6, 5.6, 10.4))
    assert quantile_limits(numbers, 5, "type_9") == pytest.approx((1.85, 3.475, 6.1, 14.9))


def test_quintiles_by_residents_hold_as_many_people() -> None:
    index, people = np.arange(10.0), np.array([500, 100, 100, 100, 100, 100, 500, 200, 200, 100])
    classes = quantile_class(index, quantile_limits(index, 2, "residents", people))
    assert people[classes == 1].sum() == people[classes == 2].sum() == 1000
    with pytest.raises(ValueError, match="need the residents"):
        quantile_limits(index, 2, "residents")


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.sampled_from(["type_7", "type_9", "residents"]))
def test_equal_numbers_are_never_in_two_classes(numbers: list[int], by: str) -> None:
    classes = quantile_class(numbers, quantile_limits(numbers, 5, by, np.ones(len(numbers))))
    assert len(set(zip(numbers, classes.tolist(), strict=True))) == len(set(numbers))
    assert (np.diff(classes[np.argsort(numbers, kind="stable")]) >= 0).all()
    assert set(classes.tolist()) <= {1, 2, 3, 4, 5}


def test_without_an_index_there_is_no_class_and_no_limit() -> None:
    nothing = [np.nan, np.nan]
    assert quantile_limits(nothing, 5) == ()
    assert quantile_class(nothing, ()).tolist() == [0, 0]
    assert not near_limit(nothing, ()).any()


def test_the_english_decile_counts_from_the_most_disadvantaged() -> None:
    # 32,844 areas of the IMD 2019: the first decile holds ranks 1 to 3,284.
    deciles = imd_decile(np.arange(1, 32_845))
    assert (deciles[3283], deciles[3284], deciles[-1]) == (1, 2, 10)
    assert np.ptp(np.bincount(deciles)[1:]) <= 1


def test_a_quarter_near_a_limit_is_told() -> None:
    assert near_limit([0.979, 0.981, 1.019, 1.021, -1.0047, 1.481], STATUS_LIMITS).tolist() == [
        False, True, True, False, True, True,
    ]  # fmt: skip
    assert near_limit([1.49], DYNAMICS_LIMITS).tolist() == [False]
    assert near_limit([0.5], (0.51,), deviation=0.1).tolist() == [False]
    assert near_limit([0.5], (0.51,), deviation=0.6).tolist() == [True]
