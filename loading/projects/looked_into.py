"""Only what could be looked into becomes part of a named project; files that are refused beside good ones do not."""

from loading.projects.project_store import ProjectStore
from loading.unread import unread_files


def looked_into(store: ProjectStore, state: str) -> str:
    """Give the state of the same decisions without the files that nobody could look into.

    Parameters
    ----------
    store : ProjectStore
    state : str
        Its address.

    Returns
    -------
    str
        The same address where every file could be.

    Raises
    ------
    KeyError, DataFileError
        As :meth:`loading.projects.project_store.ProjectStore.atlas`.
    """
    unread = unread_files(store.atlas(state).findings)
    if not unread:
        return state
    files, choices = store.named_files(state), store.choices(state)
    read = {name: path for name, path in files.items() if name.rpartition("/")[2] not in unread}
    if len(read) == len(files):
        return state
    are_ours = store.are_copies(state)
    other = store.add(dict(read), choices, are_ours=are_ours)
    if are_ours:
        store.forget([state])
    return other
