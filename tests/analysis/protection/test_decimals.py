"""What a rate tells of its count."""

from analysis.protection import rate_window


def test_a_rate_places_its_count_between_its_half_decimals() -> None:
    low, high = rate_window([2.0, 12.5], 1, [350, 8])
    assert low.tolist() == [7.0, 1.0]
    assert high.tolist() == [7.0, 1.0]
