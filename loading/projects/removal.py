"""What goes when a named project is removed: everything but its file, which lies in the bin for a month."""

from collections.abc import Collection

from loading.files.passing import sweep_passing
from loading.project_file.shelf import Kept
from loading.projects.project_store import ProjectStore

_PASSING = (".in-", ".out-", ".new-", ".sent-", "publishing/.proof-")


def removed(store: ProjectStore, slug: str, stay: Collection[str] = ()) -> Kept:
    """Move a project to the bin, and forget its states that no other project has.

    Parameters
    ----------
    store : ProjectStore
    slug : str
    stay : collection of str
        Addresses of states that are open whether there is a project of them or not.

    Returns
    -------
    Kept
        As it lies in the bin; its file is whole, and taken back it is what it was.

    Raises
    ------
    DataFileError
        As :meth:`loading.project_file.shelf.Shelf.remove`.
    """
    kept = store.shelf.remove(slug)
    gone = store.shelf.addresses_in_bin(kept.slug) - store.shelf.addresses() - set(stay)
    store.forget(sorted(gone))
    return kept


def swept(store: ProjectStore) -> None:
    """Empty the bin of what has lain in it for 30 days, with states that nobody else has; and what crashes left."""
    store.forget(store.shelf.sweep())
    sweep_passing(store.folder, _PASSING)
