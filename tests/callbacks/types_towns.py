"""Towns in which types are plain to see, and those in which there are none."""

from dataclasses import replace

from callbacks.shared.types_asked import TypesQuestion
from layers.profiles.options import asked_options
from loading.atlas import Atlas
from tests.callbacks.questions import ask_of
from tests.callbacks.towns import RENT, town
from tests.toytown import CHILDREN, POPULATION, POVERTY

JUDGED = replace(CHILDREN, direction="more_disadvantage")
COUNT = replace(POPULATION, id="people")
ODD = replace(RENT, id="a/b?", direction="less_disadvantage", signed=False)
GAP = float("nan")
_RICH, _POOR = [5.0, 6.0, 7.0, 5.5, 6.5, 7.5], [40.0, 41.0, 42.0, 40.5, 41.5, 42.5]
#: Six quarters with little of both, six with much, one whose poverty is unknown.
TWO_TYPES = town(
    "two-plain-types",
    (POVERTY, [*_RICH, *_POOR, GAP]),
    (JUDGED, [*_POOR[:3], *_RICH[:3], *_RICH[3:], *_POOR[3:], 9.0]),
    (COUNT, [100.0] * 13),
    (ODD, [float(at) for at in range(13)]),
    names=["Am Markt", "<b>Nord</b>"],
)
NINE = town("nine-quarters", (POVERTY, list(range(1, 10))), (JUDGED, list(range(1, 10))))
ONE_INDICATOR = town("one-judged", (POVERTY, list(range(1, 13))))


def tab(atlas: Atlas = TWO_TYPES, how: str = "", language: str = "de", **query: str) -> TypesQuestion:
    """Ask a town for types as the tab does."""
    return TypesQuestion(ask_of(atlas, language, **query), *asked_options(atlas, how))
