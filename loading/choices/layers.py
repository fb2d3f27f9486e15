"""What shall be different about a layer of boundaries."""

from typing import Annotated

import msgspec

from loading.choices.structure import Choice

Code = Annotated[str, msgspec.Meta(pattern=r"^EPSG:\d{4,6}$")]


class LayerChoice(Choice, frozen=True):
    """Decisions about one layer of a map file.

    Attributes
    ----------
    file : str
        As delivered.
    layer : str or None
        Inside the file; None where it has only one.
    use : bool or None
        True: its areas are the quarters. False: it is left out. None leaves that to recognition.
    crs : str or None
        Confirmed reference system of coordinates that came without one, or with a wrong one: ``"EPSG:25832"``.
    swapped : bool
        The coordinates stand as northing and easting.
    encoding : str or None
        Of the attribute table, as Python names it: ``"cp850"``.
    mend : bool
        Narrow overlaps and gaps between areas shall be closed.
    """

    file: str
    layer: str | None = None
    use: bool | None = None
    crs: Code | None = None
    swapped: bool = False
    encoding: str | None = None
    mend: bool = False
