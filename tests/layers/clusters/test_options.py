"""Options of clusters in the address: compact, strict, and nothing lost silently."""

import pytest

from layers.clusters import DEFAULT_OPTIONS, ClusterOptions, read_options, write_options
from layers.clusters.options import MOST_DRAWN

WRITTEN = {
    "": DEFAULT_OPTIONS,
    "gi": ClusterOptions(method="gi"),
    "geary~rook": ClusterOptions(method="geary", weights="rook"),
    "join~bridges": ClusterOptions(method="join", bridges=True),
    "bivariate~k6~p999": ClusterOptions(method="bivariate", weights="k_nearest", reach=6, permutations=999),
    "d750.5~exact": ClusterOptions(weights="distance_band", reach=750.5, exact=True),
    "d1000000": ClusterOptions(weights="distance_band", reach=1_000_000),
    "a0.01~nofdr~s0~eb": ClusterOptions(alpha=0.01, controlled=False, seed=0, smoothed=True),
}


@pytest.mark.parametrize(("text", "options"), WRITTEN.items())
def test_options_come_back_from_the_address_as_they_were(text: str, options: ClusterOptions) -> None:
    assert write_options(options) == text
    assert read_options(text) == (options, ())


@pytest.mark.parametrize(
    "word",
    [
        "nonsense",
        "k",
        "k0",
        "k51",
        "k2.5",
        "d0",
        "d1000001",
        "d-5",
        "p98",
        "p100000",
        "p9.5",
        "a0",
        "a1",
        "a",
        "s-1",
        "s2147483648",
        "s1.5",
        "queens",
        "GI",
        "k٣",
        "1e5",
        "kNaN",
    ],
)
def test_what_is_not_understood_is_named_and_changes_nothing(word: str) -> None:
    assert read_options(word) == (DEFAULT_OPTIONS, (word,))
    assert read_options(f"gi~{word}") == (ClusterOptions(method="gi"), (word,))


def test_of_two_words_that_say_the_same_the_first_counts_and_the_second_is_named() -> None:
    assert read_options("k6~rook~moran~gi") == (ClusterOptions(weights="k_nearest", reach=6), ("rook", "gi"))


def test_large_neighbourhoods_get_as_many_permutations_as_fit_into_memory() -> None:
    for most in (5, 60, 500, 50_000):
        for wanted in (0, 99, 12_345, 99_999):
            made = ClusterOptions(permutations=wanted).permutations_of(1_000, most)
            assert made * (most + 1) <= MOST_DRAWN or made == 99
            assert made <= (wanted or 99_999)
    assert ClusterOptions(permutations=12_345).permutations_of(1_000, 10) == 12_345
