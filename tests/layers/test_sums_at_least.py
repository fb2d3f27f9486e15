"""A sum over areas of which some are suppressed is told as the least it can be, wherever it is told."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.clusters import ContiguousCluster
from analysis.findings import Statement
from callbacks.explore.concentration import figure, sentence
from callbacks.explore.concentration_measures import content
from callbacks.shared.clusters import outline_label
from layers.clusters.living import of_the_city
from layers.concentration import reach, sets
from layers.findings import statements, wording
from layers.findings.wording import least_of
from layers.totals import counts_of, living_in
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.callbacks.questions import ask_of, text
from tests.callbacks.towns import town
from tests.toytown import POVERTY

#: Of 12 quarters with a thousand residents each the first holds half of the group.
WHOLE = town("whole", (POVERTY, [60, 10, 10, 10, 6, 4, 4, 4, 4, 4, 2, 2]))


def hiding(quarter: int, *, residents: bool = False) -> Atlas:
    """The town with one quarter suppressed, and everything the city has together published as before."""
    cube = WHOLE.cubes["quarter"]
    value, top, bottom, living = (
        getattr(cube, part).copy() for part in ("value", "numerator", "denominator", "residents")
    )
    reason = cube.reason.copy()
    for one in (value, top, bottom):
        one[quarter] = np.nan
    reason[quarter] = Reason.SUPPRESSED
    if residents:
        living[quarter] = np.nan
    hidden = replace(cube, value=value, numerator=top, denominator=bottom, residents=living, reason=reason)
    return replace(WHOLE, project=f"hiding-{quarter}-{residents}", cubes={**WHOLE.cubes, "quarter": hidden})


def test_a_set_of_quarters_is_a_share_of_the_citys_own_count() -> None:
    asked = ask_of(hiding(3))
    known = reach(asked.atlas, "quarter", asked.view.indicator, 2024)
    assert (known.group, known.residents, known.hidden) == (pytest.approx(110 / 120), pytest.approx(11 / 12), 1)
    found = sets(asked.atlas, "quarter", asked.view.indicator, 2024)
    assert found is not None
    half = found.ways["quarters"].at(50)
    assert (half.members.tolist(), half.group_share) == ([0], pytest.approx(0.5))
    assert half.residents_share == pytest.approx(1 / 12)
    assert figure(asked)["data"][1]["y"][-1] == pytest.approx(100 * 110 / 120, abs=0.001)


def test_concentration_says_at_least_and_how_many_areas_are_kept_secret() -> None:
    said = sentence(ask_of(hiding(3)))
    assert said.startswith("Mindestens {group}")
    assert said.endswith("Ein weiteres Gebiet ist geheim gehalten.")
    assert "mindestens 1.100 von mindestens 11.000" in text(content(ask_of(hiding(3))))
    for told in (sentence(ask_of(WHOLE)), text(content(ask_of(WHOLE)))):
        assert "indestens" not in told
        assert "geheim" not in told


@pytest.mark.parametrize(("hidden", "half"), [(3, "Mindestens die Hälfte"), (0, "")])
def test_half_of_the_group_is_half_of_the_citys(hidden: int, half: str) -> None:
    atlas = hiding(hidden)
    asked = ask_of(atlas)
    told = [wording(asked.texts, atlas, asked.view, one) for one in statements(atlas, asked.view)]
    if half:
        (about,) = (one for one in statements(atlas, asked.view) if one.code == "findings.half")
        assert "group_share" in least_of(atlas, asked.view, about)
    assert any(one.startswith(half) for one in told) if half else not any("Hälfte" in one for one in told)


def test_a_finding_about_hidden_quarters_is_the_least_it_can_be() -> None:
    atlas = hiding(3)
    asked = ask_of(atlas)
    values = {"n": 2, "of": 12, "residents_share": 16.6, "group_share": 50.0, "city": 10.0}
    about = Statement("findings.concentration", values, ("city",), {"names": (0,)}, (0, 3))
    said = wording(asked.texts, atlas, asked.view, about)
    assert "leben 16,6" in said
    assert "aber mindestens 50,0" in said
    assert least_of(atlas, asked.view, about) == ("group_share",)
    assert least_of(atlas, asked.view, replace(about, quarters=(0, 1))) == ()


def test_people_in_clusters_and_categories_are_the_least_where_residents_are_suppressed() -> None:
    atlas = hiding(1, residents=True)
    people, group = (counts_of(atlas, "quarter", "A1", 2024, part) for part in ("residents", "numerator"))
    cluster = ContiguousCluster(1, (0, 1), 1000.0, 600.0, 1 / 11, 600 / 1100)
    (one,) = of_the_city([cluster], people, group)
    assert one.at_least == {"residents", "group"}
    assert (one.residents_share, one.group_share) == (pytest.approx(1 / 12), pytest.approx(0.5))
    least = "residents" in one.at_least
    assert outline_label(ask_of(atlas), one.members, one.residents, least) == "2 Quartiere, mindestens 1.000 Menschen"
    living = living_in(atlas, "quarter", "A1", 2024, np.array([0, 0, *[1] * 9, -1]), 2)
    assert (living.residents, living.at_least, living.population) == ((1000.0, 9000.0), (True, False), 12_000.0)
