"""What somebody else has changed in a project since a revision: told to whoever could not be saved over it."""

from collections.abc import Mapping
from dataclasses import dataclass

from loading.project_file.project import State
from loading.project_file.saving import read_usable
from loading.project_file.shelf import Shelf


@dataclass(frozen=True)
class Changed:
    """What differs between a state and the present one.

    Attributes
    ----------
    project, title, saved : str
        Address, name and time (UTC) of the present state.
    saves : int
        How often it was saved since.
    title_before : str
        Empty where it is the same, or not known any more.
    added, removed, replaced : tuple of str
        Names of delivered files.
    decided : tuple of str
        Kinds of decisions that differ, see :class:`loading.choices.Choices`.
    """

    project: str
    title: str
    saved: str
    saves: int
    title_before: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()


def changed_since(shelf: Shelf, slug: str, revision: int) -> Changed:
    """Compare the present state of a project with an earlier one.

    Raises
    ------
    DataFileError
        Where the project cannot be read.
    """
    present, _ = read_usable(shelf.path(slug))
    now = present.state
    before = next((one for one in present.earlier if one.revision == revision), None)
    told = Changed(now.project, now.title, now.saved, max(0, now.revision - revision))
    return told if before is None or not before.sources else _compared(told, before, now)


def _compared(told: Changed, before: State, now: State) -> Changed:
    then, there = before.sources, now.sources
    return Changed(
        told.project,
        told.title,
        told.saved,
        told.saves,
        title_before=before.title if before.title != now.title else "",
        added=tuple(name for name in there if name not in then),
        removed=tuple(name for name in then if name not in there),
        replaced=tuple(name for name in there if name in then and then[name] != there[name]),
        decided=_different(before.choices, now.choices),
    )


def _different(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[str, ...]:
    """Name what differs in two sets of choices; the title is told apart.

    Examples
    --------
    >>> _different({"title": "A", "rows": [1]}, {"title": "B", "tables": []})
    ('rows',)
    """
    names = sorted({*one, *other} - {"title"})
    return tuple(name for name in names if (one.get(name) or None) != (other.get(name) or None))
