"""The question behind the tab of types: the page's question, and how types are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from callbacks.shared.amounts import amount, is_per_cent, number
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.profiles.area_profiles import AreaProfiles
from layers.profiles.options import TypesOptions, asked_options, types_asked
from layers.profiles.types import FEWEST_AREAS, FEWEST_INDICATORS, AreaTypes
from loading.atlas import Indicator

#: Holds ``View.how`` of the types that the tab is about, whether they are on the map or not; assets/types.js writes it.
ASKED = "types-asked"


@dataclass(frozen=True)
class TypesQuestion:
    """What the tab of types shows, resolved.

    Attributes
    ----------
    page : Question
    options : TypesOptions
    passed_over : tuple of str
        What the address asks for and cannot be used.
    """

    page: Question
    options: TypesOptions
    passed_over: tuple[str, ...] = ()

    def types(self) -> AreaTypes:
        """Sort the areas; remembered, so that every part of the tab may ask."""
        view = self.page.view
        return types_asked(self.page.atlas, view.level, view.year, self.options)

    @property
    def is_on_map(self) -> bool:
        """Whether the map shows types."""
        return self.page.view.show == "types"


def types_question(services: Services, answer: Mapping[str, Any] | None, how: str | None) -> TypesQuestion:
    """Read what the tab of types is about.

    Raises
    ------
    PreventUpdate
        As :func:`callbacks.shared.question.question`.
    """
    page = question(services, answer)
    return TypesQuestion(page, *asked_options(page.atlas, how or ""))


def apart(asked: Question, indicator: Indicator, units: float) -> str:
    """Write how far two numbers lie apart, without a sign: percentage points, or the indicator's unit."""
    if is_per_cent(asked, indicator):
        return asked.texts("types.points", amount=number(asked, indicator, abs(units)).lstrip("+"))
    return amount(asked, indicator, abs(units)).lstrip("+")


def refused(asked: Question, found: AreaProfiles, code: str) -> tuple[str, str]:
    """Word why there are no types, or nobody alike: what was found, and what can be done."""
    areas = asked.texts(f"types.of_areas.{asked.view.level}", n=found.n)
    values = {"areas": areas, "indicators": len(found.indicators)}
    least = {"least_areas": FEWEST_AREAS, "least_indicators": FEWEST_INDICATORS}
    key = f"types.refused.{code}"
    return asked.texts(f"{key}.problem", **values, **least), asked.texts(f"{key}.repair", **values, **least)
