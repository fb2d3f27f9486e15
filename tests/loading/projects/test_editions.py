"""Two public projects of the same figures are found, replaced, and the one before is served no more."""

from dataclasses import replace
from pathlib import Path

import pytest

from loading.atlas import Atlas
from loading.project_file.public_address import public_address
from loading.projects.editions import editions_of, share_figures
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.loading.project_file.test_public import public_toytown


def edition(atlas: Atlas, **changed: object) -> Atlas:
    """Another state of a public town, under its own address."""
    made = replace(atlas, **changed)  # type: ignore[arg-type]
    return replace(made, project=public_address(made))


def elsewhere(atlas: Atlas) -> Atlas:
    """A town with the same keys, whose quarters have other names."""
    quarters = atlas.levels["quarter"]
    renamed = replace(quarters, names=tuple(f"Neu-{name}" for name in quarters.names))
    return edition(atlas, levels={**atlas.levels, "quarter": renamed})


@pytest.fixture
def store(tmp_path: Path) -> ProjectStore:
    return ProjectStore(tmp_path / "projects")


def test_figures_are_shared_by_quarter_indicator_and_year_together() -> None:
    town = public_toytown()
    later = edition(town, years=tuple(year + 100 for year in town.years))
    others = edition(town, indicators=tuple(replace(one, id=f"x{one.id}") for one in town.indicators))
    assert share_figures(town, edition(town, title="Spielstadt"))
    assert not any(share_figures(town, other) for other in (later, others, elsewhere(town)))


def test_another_public_project_of_the_same_figures_is_found_and_no_other(store: ProjectStore) -> None:
    named, town = NamedProjects(store), public_toytown()
    kept = named.publish(town)
    named.publish(elsewhere(town))
    assert editions_of(store, town) == []
    assert [one.slug for one in editions_of(store, edition(town, title="Spielstadt"))] == [kept.slug]


def test_of_an_edition_that_was_replaced_nothing_is_served_any_more(store: ProjectStore) -> None:
    named, town = NamedProjects(store), public_toytown()
    first = named.publish(town)
    assert store.atlas(town.project).title == "Toytown"
    assert first.summary is not None
    second = edition(town, title="Spielstadt")
    kept = named.publish(second, first.slug, first.summary.revision)
    assert store.atlas(second.project).title == "Spielstadt"
    assert [one.slug for one in store.shelf.listed()] == [kept.slug]
    with pytest.raises(KeyError):
        store.atlas(town.project)
    with pytest.raises(KeyError):
        ProjectStore(store.folder).atlas(town.project)
