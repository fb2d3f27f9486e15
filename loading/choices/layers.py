"""What shall be different about a layer of boundaries."""

from loading.choices.structure import Choice


class LayerChoice(Choice, frozen=True):
    """Decisions about one layer of a map file.

    Attributes
    ----------
    file : str
        As delivered.
    layer : str or None
        Inside the file; None where it has only one.
    use : bool or None
        Whether the layer is taken; None leaves that to recognition.
    crs : str or None
        Confirmed reference system of coordinates that came without one: ``"EPSG:25832"``.
    swapped : bool
        The coordinates stand as northing and easting.
    encoding : str or None
        Of the attribute table.
    """

    file: str
    layer: str | None = None
    use: bool | None = None
    crs: str | None = None
    swapped: bool = False
    encoding: str | None = None
