"""Public projects that tell figures of the same areas: whoever has two of them can work out what each keeps secret."""

from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.shelf import Kept
from loading.projects.project_store import ProjectStore


def editions_of(store: ProjectStore, atlas: Atlas) -> list[Kept]:
    """Give the other public projects of a store that tell some of the same figures, the one saved last first.

    Parameters
    ----------
    store : ProjectStore
    atlas : Atlas
        Public, or about to be.

    Returns
    -------
    list of Kept
        Without the project whose present state it is. What cannot be read is passed over: nobody is served it.
    """
    found = []
    for kept in store.shelf.listed():
        if kept.summary is None or kept.summary.mode != "public" or kept.summary.project == atlas.project:
            continue
        try:
            other = store.atlas(kept.summary.project)
        except (DataFileError, KeyError):
            continue
        if share_figures(atlas, other):
            found.append(kept)
    return found


def share_figures(one: Atlas, other: Atlas) -> bool:
    """Tell whether both have figures of the same quarter, indicator and year.

    A quarter is the same by key and name together: keys alone are alike in many towns.
    """
    quarters = [
        set(zip(each.levels["quarter"].ids, each.levels["quarter"].names, strict=True)) for each in (one, other)
    ]
    indicators = [{indicator.id for indicator in each.indicators} for each in (one, other)]
    years = [set(each.years) for each in (one, other)]
    return all(first & second for first, second in (quarters, indicators, years))
