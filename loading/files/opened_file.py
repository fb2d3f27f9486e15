"""One file whose content was recognised and found harmless."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from loading.errors import Finding

FileFormat = Literal["shapefile", "geopackage", "geojson", "xlsx", "xls", "ods", "csv", "json"]


@dataclass(frozen=True)
class OpenedFile:
    """One file whose content was sniffed and found harmless.

    Attributes
    ----------
    name : str
        As its owner named it; for the member of an archive the archive's name.
    path : Path
        Where the content lies now: the file itself, or a copy under a name of our own.
    format : {"shapefile", "geopackage", "geojson", "xlsx", "xls", "ods", "csv", "json"}
    layer : str or None
        Member of an archive, where it holds more than one; also the layer's own name of a zipped shapefile.
    findings : tuple of Finding
        What was left out on the way.
    folder : object
        Keeps the folder of copies alive as long as anyone holds the file.
    """

    name: str
    path: Path
    format: FileFormat
    layer: str | None = None
    findings: tuple[Finding, ...] = ()
    folder: object = field(default=None, repr=False, compare=False)

    @property
    def is_table(self) -> bool:
        """Whether the content is a workbook or a text table, not a map."""
        return self.format in ("xlsx", "xls", "ods", "csv", "json")

    @property
    def label(self) -> str:
        """The name by which a message points at it.

        Examples
        --------
        >>> OpenedFile("stadt.zip", Path("layer.shp"), "shapefile", "Bezirke").label
        'stadt.zip / Bezirke'
        """
        return f"{self.name} / {self.layer}" if self.layer else self.name
