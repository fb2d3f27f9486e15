"""Whether the Python this runs on is one whose known flaws are mended."""

import sys

from texts import Texts

# The first of each series that refuses archives whose files lie over each other (CVE-2024-0450). This program refuses
# them by itself; a Python that is older has flaws of its own age all the same. Later series began mended.
MENDED = {(3, 11): 8, (3, 12): 2}


def below_floor(version: tuple[int, ...]) -> str | None:
    """Give the first mended version of a Python's series; None where it is mended.

    Examples
    --------
    >>> below_floor((3, 11, 7)), below_floor((3, 11, 8)), below_floor((3, 13, 0))
    ('3.11.8', None, None)
    """
    patch = MENDED.get((version[0], version[1]))
    return None if patch is None or version[2] >= patch else f"{version[0]}.{version[1]}.{patch}"


def told(texts: Texts, version: tuple[int, ...] | None = None) -> str | None:
    """Say in a sentence that the Python in use is older than it should be; None where it is not."""
    given = tuple(sys.version_info[:3]) if version is None else version
    floor = below_floor(given)
    if floor is None:
        return None
    return texts("command.old_python", version=".".join(map(str, given)), floor=floor)
