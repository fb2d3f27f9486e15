"""A folder that takes no files, read-only or full: said in a sentence, not as an error of the system."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loading.errors import DataFileError

_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def is_no_room(error: BaseException) -> bool:
    """Tell whether an error says that a disk takes nothing more.

    Examples
    --------
    >>> is_no_room(OSError(errno.ENOSPC, "No space left on device")), is_no_room(OSError("?")), is_no_room(KeyError())
    (True, False, False)
    """
    return isinstance(error, OSError) and error.errno in _NO_ROOM


@contextmanager
def writing_told(folder: Path) -> Iterator[None]:
    """Refuse plainly what cannot be written.

    Parameters
    ----------
    folder : Path
        Into which is written.

    Raises
    ------
    DataFileError
        ``projects.unusable_folder`` where nobody may write there, ``project_file.not_saved`` where the disk takes
        nothing more.

    Examples
    --------
    >>> with writing_told(Path("kept")):
    ...     raise PermissionError(errno.EACCES, "Permission denied")
    Traceback (most recent call last):
    loading.errors.DataFileError: kept: projects.unusable_folder (folder=kept, given=Permission denied)
    """
    try:
        yield
    except OSError as error:
        given = error.strerror or "?"
        if error.errno in _NOT_ALLOWED:
            raise DataFileError(folder, "projects.unusable_folder", folder=folder, given=given) from None
        raise DataFileError(folder, "project_file.not_saved", given=given) from None
