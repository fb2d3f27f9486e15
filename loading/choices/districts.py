"""Where the districts above the quarters come from."""

from typing import Annotated, Literal

import msgspec

from loading.choices.structure import Choice


class DistrictChoice(Choice, frozen=True):
    """Districts that shall be used instead of those recognised.

    Attributes
    ----------
    source : {"layer", "columns", "key_prefix", "none"}
        See :class:`loading.joining.hierarchy.Hierarchy`; "none" where the quarters shall stand alone.
    place : str
        The layer's file, the columns, or the key's column; empty for "none".
    n : int
        How many districts; tells beginnings of the same keys apart.
    """

    source: Literal["layer", "columns", "key_prefix", "none"]
    place: str = ""
    n: Annotated[int, msgspec.Meta(ge=0)] = 0
