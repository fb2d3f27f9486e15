"""Maps of categories, told with everything that is needed to make them again."""

from layers.categories import Categories
from layers.categories.in_words import category_names, filled
from layers.categories.matrix import recipe_asked
from layers.clusters import clusters_of_view
from layers.clusters.in_words import settings_in_words
from layers.index.answer import index_answer
from layers.index.in_words import recipe_in_words, recipe_title
from layers.profiles.in_words import method_named
from layers.profiles.options import types_of_view
from layers.told_map.told_map import Beside, ToldMap
from layers.view import View
from layers.words import Words, local
from loading.atlas import Atlas


def of_categories(atlas: Atlas, answer: Categories, words: Words) -> ToldMap:
    """Tell a map of categories.

    Parameters
    ----------
    atlas : Atlas
    answer : Categories
        Of this Atlas.
    words : Words
    """
    view, areas = answer.view, answer.areas
    kind = f"categories.{view.show}"
    return ToldMap(
        title=filled(words, atlas, "title", answer),
        subtitle=filled(words, atlas, "subtitle", answer),
        heading=words(f"{kind}.short"),
        names=category_names(words, view.show, areas),
        colours=areas.colours,
        category=areas.category,
        reason=areas.reason,
        living=answer.living,
        beside=tuple(Beside(words(f"{kind}.beside.{name}"), numbers) for name, numbers in areas.beside.items()),
        method=_METHODS[view.show](atlas, view, words) if view.show in _METHODS else (),
        notes=tuple(filled(words, atlas, f"notes.{note}", answer) for note in areas.notes),
        reading=words(f"{kind}.reading"),
        outlines=tuple(one.members for one in areas.outlines),
    )


def _clusters(atlas: Atlas, view: View, words: Words) -> tuple[tuple[str, str], ...]:
    return ((words("export.about.procedure"), settings_in_words(words, clusters_of_view(atlas, view))),)


def _matrix(atlas: Atlas, view: View, words: Words) -> tuple[tuple[str, str], ...]:
    answer = index_answer(atlas, view.level, view.year, recipe_asked(view))
    titles = recipe_title(answer.asked)
    missing = answer.found.missing if answer.found else ()
    said = recipe_in_words(answer.recipe, {one.id: one.short for one in atlas.indicators}, titles, missing)
    return ((words("export.about.procedure"), local(words, said)),)


def _types(atlas: Atlas, view: View, words: Words) -> tuple[tuple[str, str], ...]:
    found = types_of_view(atlas, view)
    used = [f"{local(words, one.short)} ({one.id})" for one in found.profiles.indicators]
    procedure = words("export.types", method=local(words, method_named(found.method)), k=found.k, seed=str(found.seed))
    return (
        (words("export.about.procedure"), procedure),
        (words("export.about.ingredients"), ", ".join(used)),
    )


_METHODS = {"clusters": _clusters, "matrix": _matrix, "types": _types}
