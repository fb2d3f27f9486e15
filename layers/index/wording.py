"""Refusals and warnings of an index in words; the words stand in the texts."""

from collections.abc import Mapping
from typing import Any, Final

from layers.index.answer import IndexAnswer
from layers.kept_secret import secret_among
from layers.words import Words, local
from loading.atlas import Atlas
from loading.declaring.catalogue import catalogue

_FOR_WANT_OF_NUMBERS: Final = ("no_numbers", "no_areas", "none_available")
_OWN: Final = ("no_numbers", "no_areas")


def refusal_in_words(
    words: Words, code: str, values: Mapping[str, Any], shorts: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Word why there is no index: what was found, and what can be done.

    Parameters
    ----------
    words : Words
    code : str
        Of a RecipeError, or of ``IndexAnswer.refusal``.
    values : mapping
        What was found.
    shorts : mapping of str to str, optional
        Short titles of indicators by id.

    Returns
    -------
    problem, repair : str
    """
    filled = _filled(values, shorts or {})
    if code == "none_available":
        # The city has none of them: their names are those of the catalogue.
        known = {one.id: local(words, one.short) for one in catalogue()}
        filled["needed"] = ", ".join(
            f"{known[one]} ({one})" if one in known else one for one in values["needed"].split(", ")
        )
    stem, problem = ("index_answer.refused", "problem") if code in _OWN else ("recipe", "text")
    return words(f"{stem}.{code}.{problem}", **filled), words(f"{stem}.{code}.repair", **filled)


def refused_in_words(words: Words, atlas: Atlas, answer: IndexAnswer) -> tuple[str, str]:
    """Word the refusal of an answer, see :func:`refusal_in_words`."""
    problem, repair = refusal_in_words(words, answer.refusal, answer.refused, _shorts(words, atlas))
    if answer.refusal not in _FOR_WANT_OF_NUMBERS:
        return problem, repair
    used = [one.indicator for one in answer.recipe.ingredients]
    return " ".join(filter(None, [problem, secret_among(words, atlas, answer.level, answer.year, used)])), repair


def warnings_in_words(words: Words, atlas: Atlas, answer: IndexAnswer) -> dict[str, str]:
    """Word the warnings of an answer, by their code."""
    shorts = _shorts(words, atlas)
    return {
        code: words(f"index_answer.warnings.{code}", **_filled(values, shorts))
        for code, values in answer.warnings.items()
    }


def _shorts(words: Words, atlas: Atlas) -> dict[str, str]:
    return {one.id: local(words, one.short) for one in atlas.indicators}


def _filled(values: Mapping[str, Any], shorts: Mapping[str, str]) -> dict[str, Any]:
    """List indicators by their short title and id, quarters by their id."""
    filled = dict(values)
    if "indicators" in values:
        ids = values["indicators"]
        filled["indicators"] = ", ".join(f"{shorts[one]} ({one})" if one in shorts else one for one in ids)
    if "quarters" in values:
        filled["quarters"] = ", ".join(values["quarters"])
    return filled
