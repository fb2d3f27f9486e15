"""Numbers on the map: as delivered, summed only where complete, each blank with its reason."""

import numpy as np

from loading.cubes.placing import Numbers, Placed, add_up, known_first, prefer, sums_of
from loading.joining.hierarchy import Hierarchy
from loading.reasons import Reason

NAN = np.nan


def numbers(values: list[float], reasons: list[Reason]) -> Numbers:
    return Numbers(np.array(values, dtype=float).reshape(-1, 1, 1), np.array(reasons, dtype=np.uint8).reshape(-1, 1, 1))


def test_a_sum_is_as_blank_as_its_worst_part() -> None:
    parts = numbers(
        [1, 2, NAN, 4, NAN, NAN, 0, 0],
        [Reason.VALUE, Reason.VALUE, Reason.SUPPRESSED, Reason.VALUE, Reason.NOT_JOINED, Reason.NOT_DELIVERED,
         Reason.ZERO, Reason.ZERO],
    )  # fmt: skip
    found = add_up(parts, np.array([0, 0, 1, 1, 2, 2, 3, 3]), 4)
    np.testing.assert_array_equal(found.values.ravel(), [3, NAN, NAN, 0])
    assert found.reasons.ravel().tolist() == [Reason.VALUE, Reason.SUPPRESSED, Reason.NOT_DELIVERED, Reason.ZERO]


def test_quarters_without_a_district_are_in_no_sum() -> None:
    found = add_up(numbers([1, 2, 4], [Reason.VALUE] * 3), np.array([0, -1, 0]), 1)
    assert found.values.ravel().tolist() == [5]


def test_a_second_table_fills_gaps_and_never_overrides_suppression() -> None:
    first = numbers([1, NAN, NAN], [Reason.VALUE, Reason.NOT_DELIVERED, Reason.SUPPRESSED])
    second = numbers([9, 8, 7], [Reason.VALUE] * 3)
    found = prefer(first, second)
    np.testing.assert_array_equal(found.values.ravel(), [1, 8, NAN])
    assert found.reasons.ravel().tolist() == [Reason.VALUE, Reason.VALUE, Reason.SUPPRESSED]


def test_where_neither_has_a_number_suppression_is_the_reason() -> None:
    silent, secret = numbers([NAN], [Reason.NOT_DELIVERED]), numbers([NAN], [Reason.SUPPRESSED])
    assert known_first(silent, secret).reasons.ravel().tolist() == [Reason.SUPPRESSED]
    assert known_first(secret, silent).reasons.ravel().tolist() == [Reason.SUPPRESSED]


def test_a_delivered_subtotal_completes_the_city() -> None:
    quarters = numbers([1, NAN, 4, 5], [Reason.VALUE, Reason.SUPPRESSED, Reason.VALUE, Reason.VALUE])
    districts = numbers([30, NAN], [Reason.VALUE, Reason.NOT_DELIVERED])
    city = numbers([NAN], [Reason.NOT_DELIVERED])
    hierarchy = Hierarchy("columns", "BEZ", ("1", "2"), ("Nord", "Süd"), np.array([0, 0, 1, 1]))
    of_districts, of_city = sums_of(Placed(quarters, districts, city, np.zeros((1, 1))), hierarchy)
    assert of_districts.values.ravel().tolist() == [30, 9]
    assert of_city.values.ravel().tolist() == [39]
