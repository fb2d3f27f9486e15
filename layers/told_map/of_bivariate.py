"""Maps of two indicators at once: nine classes, named by what is low, middle or high."""

from layers.bivariate import BIVARIATE_COLOURS, Axis, Bivariate, sorted_by_both
from layers.columns import column
from layers.told_map.told_map import Beside, ToldMap
from layers.totals import living_in
from layers.words import Words, local
from loading.atlas import Atlas

_CLASSES = ("low", "middle", "high")


def of_bivariate(atlas: Atlas, answer: Bivariate, words: Words) -> ToldMap:
    """Tell a map of two indicators.

    Parameters
    ----------
    atlas : Atlas
    answer : Bivariate
        Of this Atlas.
    words : Words
    """
    level, axes = answer.view.level, (answer.first, answer.second)
    up = column(atlas, level, answer.second.indicator.id, answer.second.year)
    category, reason = sorted_by_both(answer, atlas)
    first, second = (local(words, axis.indicator.short) for axis in axes)
    unit = local(words, answer.second.indicator.unit)
    classes = [words(f"bivariate.{one}") for one in _CLASSES]
    return ToldMap(
        title=words("bivariate.title", first=axis_name(words, answer.first), second=axis_name(words, answer.second)),
        subtitle=words("bivariate.subtitle"),
        heading=words("export.both", first=first, second=second),
        names=tuple(words("export.both", first=low, second=high) for high in classes for low in classes),
        colours=BIVARIATE_COLOURS,
        category=category,
        reason=reason,
        living=living_in(atlas, level, axes[0].indicator.id, axes[0].year, category, len(BIVARIATE_COLOURS)),
        beside=(Beside(axis_name(words, answer.second), up.value, answer.second.indicator.decimals, unit),),
        method=(
            (words("export.about.procedure"), words("export.terciles")),
            *((words("export.about.limits"), _limits(words, axis)) for axis in axes if axis.limits),
        ),
        reading=words("bivariate.caveat"),
    )


def axis_name(words: Words, axis: Axis) -> str:
    """Name an axis with its year."""
    name = local(words, axis.indicator.short)
    return words("bivariate.axis", name=name, year=str(axis.year)) if axis.year else name


def _limits(words: Words, axis: Axis) -> str:
    low, high = (words.number(limit, axis.limit_decimals) for limit in axis.limits[1:3])
    return words("bivariate.limits", name=axis_name(words, axis), low=low, high=high)
