"""All base maps that the administrator has laid ready, from a folder or one file."""

from collections import Counter
from pathlib import Path

from loading.basemaps.basemap import Basemap
from loading.basemaps.configuration import read_configuration
from loading.basemaps.mbtiles import open_mbtiles
from loading.errors import DataFileError

_CONFIGURED = (".toml", ".json")
_ENDINGS = (".mbtiles", *_CONFIGURED)


def open_basemaps(place: Path) -> tuple[Basemap, ...]:
    """Open what lies in a folder (``.mbtiles``, ``.toml`` and ``.json`` files), or one such file.

    Parameters
    ----------
    place : Path
        Other files in the folder are left alone.

    Returns
    -------
    tuple of Basemap
        In the order of the files' names.

    Raises
    ------
    DataFileError
        If there is no such place, or one of the files cannot be used: a base map that silently does not
        appear would be searched for in vain.
    """
    if not place.exists():
        raise DataFileError(place, "basemaps.not_found", given=place)
    files = sorted(file for file in place.iterdir() if file.suffix in _ENDINGS) if place.is_dir() else [place]
    found: list[tuple[Path, Basemap]] = []
    for file in files:
        found += [(file, basemap) for basemap in _open(file)]
    counts = Counter(basemap.name for _, basemap in found)
    for file, basemap in found:
        if counts[basemap.name] > 1:
            raise DataFileError(file, "basemaps.twice", source=basemap.name)
    return tuple(basemap for _, basemap in found)


def _open(file: Path) -> list[Basemap]:
    if file.suffix in _CONFIGURED:
        return read_configuration(file)
    if file.suffix == ".mbtiles":
        return [open_mbtiles(file)]
    raise DataFileError(file, "basemaps.other_file")
