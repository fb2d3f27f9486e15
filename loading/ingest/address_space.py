"""How much of its address space a process has taken: of one that a memory fault ended, whether memory was the reason.

Libraries written in C that are refused memory say so, abort, or go on and touch what they never got. The last looks
like any other fault of a program; that the process stood near its limit tells the two apart.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_ENTRY = re.compile(r"^(VmPeak|VmSize|VmRSS):\s+(\d+) kB$", re.MULTILINE)
KIBI = 1024
#: A process that has taken so much of what it may, and then dies of memory, has died for want of it.
_NEARLY = 0.75


@dataclass(frozen=True)
class AddressSpace:
    """Of one process, in bytes; 0 where the system does not say.

    Attributes
    ----------
    peak, size, resident : int
        The most it ever had, what it has, and how much of that lies in memory.
    """

    peak: int = 0
    size: int = 0
    resident: int = 0


def address_space(process: int | str = "self") -> AddressSpace:
    """Ask the system (Linux) about a process; nothing is known of one that has ended."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return AddressSpace()
    found = {name: int(number) * KIBI for name, number in _ENTRY.findall(text)}
    return AddressSpace(found.get("VmPeak", 0), found.get("VmSize", 0), found.get("VmRSS", 0))


def least_peak(seen: int, at_fork: AddressSpace, most_resident: int) -> int:
    """Give the address space that a process has had at least.

    Parameters
    ----------
    seen : int
        The largest peak that was seen while it ran, in bytes; it may have grown since.
    at_fork : AddressSpace
        Of the process it was forked from.
    most_resident : int
        The most that ever lay in memory, which the system tells afterwards; what is resident is taken, too.

    Examples
    --------
    >>> least_peak(300, AddressSpace(size=200, resident=50), most_resident=450)
    600
    """
    grown = max(0, most_resident - at_fork.resident) if at_fork.size else 0
    return max(seen, at_fork.size + grown)


def is_nearly_all(peak: int, allowed: int) -> bool:
    """Tell whether so much was taken that there may have been no more to get.

    Examples
    --------
    >>> is_nearly_all(1_900, allowed=2_000), is_nearly_all(300, allowed=2_000), is_nearly_all(0, allowed=2_000)
    (True, False, False)
    """
    return peak >= _NEARLY * allowed
