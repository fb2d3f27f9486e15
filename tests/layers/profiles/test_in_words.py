"""Types are called by number and strongest difference, and judge nobody."""

import numpy as np

from analysis.types.description import Difference, TypeDescription
from layers.profiles.in_words import method_named, place, type_described
from tests.toytown import CHILDREN, POVERTY


def described(*differences: Difference) -> dict[str, str]:
    nobody = np.array([0])
    one = TypeDescription(1, nobody, 100.0, 0.1, np.zeros(2), np.zeros(2), differences, 0)
    return type_described(one, (POVERTY, CHILDREN))


def test_the_strongest_difference_names_a_type_in_both_languages() -> None:
    assert described(Difference(1, -1.4, -9.0), Difference(0, 1.0, 3.0)) == {
        "de": "Typ 2: Unter 18 weit unter dem Mittel",
        "en": "Type 2: Under 18 far below the mean",
    }


def test_a_type_like_the_mean_has_its_number_alone() -> None:
    assert described() == {"de": "Typ 2", "en": "Type 2"}


def test_the_words_follow_the_standard_deviations() -> None:
    steps = (-1.0, -0.5, -0.1, 0.1, 0.5, 1.0)
    assert [place(Difference(0, sd, sd)) for sd in steps] == [
        *("far_below", "below", "slightly_below"),
        *("slightly_above", "above", "far_above"),
    ]


def test_methods_have_a_name() -> None:
    assert method_named("regions")["de"] == "zusammenhängende Gebiete"
