"""How types are made stands in the address, and is read strictly."""

import pytest

from layers.profiles.options import TypesOptions, asked_options, read_options, write_options
from tests.toytown import toytown


@pytest.mark.parametrize(
    "options",
    [
        TypesOptions(),
        TypesOptions(k=4),
        TypesOptions("ward", 0, 7, ("A1", "umlaut-ä", "B:2")),
        TypesOptions("regions", 9, 123456789),
    ],
)
def test_what_is_written_is_read_again(options: TypesOptions) -> None:
    assert read_options(write_options(options)) == (options, ())


def test_the_default_needs_no_word() -> None:
    assert write_options(TypesOptions()) == ""


@pytest.mark.parametrize(
    "text", ["k_means.1.0", "k_means.10.0", "som.3.0", "k_means.3", "k_means.3.-1", "ward..", "A1"]
)
def test_a_word_that_says_no_method_is_passed_over(text: str) -> None:
    options, passed_over = read_options(f"{text}~A1")
    assert options == TypesOptions(indicators=("A1",))
    assert passed_over == (text,)


def test_ids_with_unusual_characters_are_not_carried() -> None:
    assert write_options(TypesOptions(indicators=("A1", "a/b?<i>", "x y"))) == "k_means.0.0~A1"
    assert read_options("k_means.0.0~A1~x y") == (TypesOptions(indicators=("A1",)), ("x y",))


def test_indicators_that_a_city_does_not_have_are_passed_over() -> None:
    assert asked_options(toytown(), "ward.3.0~A1~Z9~ratio:A1") == (
        TypesOptions("ward", 3, 0, ("A1",)),
        ("Z9", "ratio:A1"),
    )
