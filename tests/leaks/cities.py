"""A part of the sample city that is protected within a moment, and what it would be with leaks in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import numpy as np
from flask.testing import FlaskClient

from analysis.index.recipe_token import to_token
from analysis.protection import Rules
from app import make_app, open_services
from callbacks.shared.services import Services
from layers.index.recipes import usual_recipe
from layers.protection import publish
from loading.atlas import Atlas, Cube, LevelName
from loading.load import load_atlas
from loading.project_file.public import write_public
from loading.reasons import Reason
from tests.leaks.office import filled

INDICATORS = ("A2", "A4", "B1", "B3")
YEARS = (2019, 2024)
#: Is made to have small counts, and stands in the index beside public ones.
TOUCHED = "B3"
FEWER, KEPT_BACK = 6, 2.0


@dataclass(frozen=True)
class Held(Services):
    """Services of Atlases that no store holds; the one opened last answers for all that is not among them.

    Attributes
    ----------
    opened : dict of address to Atlas
    """

    opened: dict[str, Atlas] = field(default_factory=dict)

    @classmethod
    def like(cls, services: Services) -> "Held":
        """Give everything but the Atlases as other services do."""
        return cls(**{name: getattr(services, name) for name in Services.__dataclass_fields__})

    def atlas(self, project: str) -> Atlas:
        """Give one by its address, or the last one."""
        return self.opened.get(project) or next(reversed(self.opened.values()))


def shown(services: Services, atlas: Atlas) -> FlaskClient:
    """Serve an Atlas."""
    held = Held.like(services)
    held.opened[atlas.project] = atlas
    return make_app(held).server.test_client()


def published(inside: Atlas, rules: Rules, file: Path) -> Path:
    """Let an Atlas pass the gate into a file."""
    return write_public(file, publish(inside, rules).atlas)


def inside_of(files: Sequence[Path], folder: Path) -> Atlas:
    """Read another city, with what it has left out filled in; without files of one it is the sample city."""
    return filled(load_atlas(files)) if files else open_services(folder).atlas("")


def part_of(atlas: Atlas) -> Atlas:
    """Take a few indicators and two years, one of them with much smaller counts than it has."""
    at = [atlas.indicator_position(one) for one in INDICATORS]
    years = [atlas.year_position(one) for one in YEARS]
    cubes: dict[LevelName, Cube] = {}
    for level, cube in atlas.cubes.items():
        inner = [np.ascontiguousarray(one[:, at][:, :, years]) for one in (cube.value, cube.numerator)]
        outer = [np.ascontiguousarray(one[:, at][:, :, years]) for one in (cube.denominator, cube.reason)]
        cubes[level] = Cube(*inner, *outer, cube.residents[:, years].copy())
    cubes = {level: _fewer(atlas, cubes, level) for level in cubes}
    indicators = tuple(atlas.indicators[one] for one in at)
    return replace(
        atlas, project="partofcity", indicators=indicators, years=YEARS, cubes=cubes, findings=(), flagged=()
    )


def _fewer(atlas: Atlas, cubes: dict[LevelName, Cube], level: LevelName) -> Cube:
    cube, at = cubes[level], INDICATORS.index(TOUCHED)
    few = np.floor(cubes["quarter"].numerator[:, at] / FEWER)
    if level != "quarter":  # a total holds what the source keeps back, too
        few = np.where(cubes["quarter"].reason[:, at] == Reason.SUPPRESSED, KEPT_BACK, few)
    if level != "quarter":
        inside = np.array(atlas.levels["quarter"].parents) if level == "district" else np.zeros(len(few), dtype=int)
        few = np.array([np.nansum(few[inside == one], axis=0) for one in range(len(atlas.levels[level]))])
    part, value, reason = cube.numerator.copy(), cube.value.copy(), cube.reason.copy()
    known = np.isfinite(value[:, at]) & (cube.denominator[:, at] > 0)
    part[:, at] = np.where(known, few, part[:, at])
    value[:, at][known] = 100 * few[known] / cube.denominator[:, at][known]
    reason[:, at][known & (few == 0)] = Reason.ZERO
    return replace(cube, numerator=part, value=value, reason=reason)


def recipe(atlas: Atlas) -> str:
    """The usual index, with the indicator of small counts in it."""
    usual = usual_recipe(atlas)
    touched = msgspec.structs.replace(usual.ingredients[0], indicator=TOUCHED)
    return to_token(msgspec.structs.replace(usual, ingredients=(*usual.ingredients[1:], touched)))


def with_counts(inside: Atlas, public: Atlas) -> Atlas:
    """Another: only small counts are hidden, nothing for the sake of their sums."""
    cubes: dict[LevelName, Cube] = {}
    for level, cube in public.cubes.items():
        raw = inside.cubes[level].numerator
        few = (raw > 0) & (raw < 3)
        cubes[level] = replace(cube, numerator=np.where(few, np.nan, raw))
    return replace(public, project="withcounts", cubes=cubes)
