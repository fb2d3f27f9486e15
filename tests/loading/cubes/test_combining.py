"""A rate keeps the reasons of its parts, and what is too small to judge keeps its number."""

import numpy as np

from loading.cubes.combining import as_delivered, mark_too_small, rate
from loading.cubes.placing import Numbers
from loading.reasons import Reason

NAN = np.nan


def numbers(values: list[float], reasons: list[Reason]) -> Numbers:
    return Numbers(np.array(values, dtype=float), np.array(reasons, dtype=np.uint8))


def test_a_rate_takes_the_reason_of_the_numerator_before_that_of_the_denominator() -> None:
    top = numbers(
        [5, 0, NAN, 5, NAN, 5],
        [Reason.VALUE, Reason.ZERO, Reason.SUPPRESSED, Reason.VALUE, Reason.NOT_JOINED, Reason.VALUE],
    )
    bottom = numbers(
        [50, 50, 50, NAN, NAN, 0],
        [Reason.VALUE, Reason.VALUE, Reason.VALUE, Reason.SUPPRESSED, Reason.NOT_DELIVERED, Reason.ZERO],
    )
    found = rate(top, bottom, 1000)
    np.testing.assert_array_equal(found.values, [100, 0, NAN, NAN, NAN, NAN])
    assert found.reasons.tolist() == [
        Reason.VALUE, Reason.ZERO, Reason.SUPPRESSED, Reason.SUPPRESSED, Reason.NOT_JOINED, Reason.NOT_DELIVERED,
    ]  # fmt: skip


def test_no_blank_claims_to_have_a_number() -> None:
    found = as_delivered(numbers([NAN, 0, 3], [Reason.VALUE, Reason.VALUE, Reason.NOT_DELIVERED]))
    assert found.reasons.tolist() == [Reason.NOT_DELIVERED, Reason.ZERO, Reason.VALUE]


def test_few_residents_or_a_small_denominator_make_a_rate_too_small() -> None:
    rates = numbers([10, 11, 12, 0, NAN], [Reason.VALUE] * 3 + [Reason.ZERO, Reason.SUPPRESSED])
    residents, bottom = np.array([299, 300, NAN, 299, 10]), np.array([299, 29, 30, 299, 10])
    found = mark_too_small(rates, residents, bottom, 300, 30)
    assert found.reasons.tolist() == [
        Reason.TOO_SMALL, Reason.TOO_SMALL, Reason.VALUE, Reason.TOO_SMALL, Reason.SUPPRESSED,
    ]  # fmt: skip
    np.testing.assert_array_equal(found.values, [10, 11, 12, 0, NAN])
