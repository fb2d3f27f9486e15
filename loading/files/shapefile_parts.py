"""The parts of a shapefile: are all of them there, and as long as their headers say."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from loading.errors import DataFileError
from loading.files.content import stem_of, suffix_of
from loading.vectors.dbf import expected_size

REQUIRED_PARTS = (".shp", ".shx", ".dbf")
PARTS = (*REQUIRED_PARTS, ".prj", ".cpg")
# GDAL guesses a reference system from a .prj and stumbles over umlauts in it; so it never sees one.
HIDDEN_FROM_GDAL = {".prj": ".wkt", ".cpg": ".codepage"}
_FILE_CODE = b"\x00\x00\x27\x0a"
_HEADER = 100
_SMALLEST_RECORD = 12


def require_parts(parts: Mapping[str, Path], name: str, stem: str) -> None:
    """Refuse a shapefile of which a part is missing, or shorter or longer than its header says.

    Parameters
    ----------
    parts : mapping of suffix to Path
        Suffixes in lower case, such as ``".shp"``.
    name, stem : str
        File as its owner named it, and the layer's name in it.

    Raises
    ------
    DataFileError
        ``opening.missing_shp``, ``opening.missing_part`` or ``opening.damaged_part``. A missing ``.prj`` is
        asked about when the outlines are read.
    """
    for suffix in (".shp", ".shx", ".dbf"):
        if suffix not in parts:
            code = "opening.missing_shp" if suffix == ".shp" else "opening.missing_part"
            raise DataFileError(name, code, missing=f"{stem}{suffix}", found=", ".join(sorted(parts)))
    for suffix in (".shp", ".shx", ".dbf"):
        require_true_header(parts[suffix], suffix, name, stem)
    if parts[".shx"].stat().st_size - _HEADER > (parts[".shp"].stat().st_size - _HEADER) / _SMALLEST_RECORD * 8:
        raise DataFileError(name, "opening.damaged_part", part=f"{stem}.shx")


def parts_among(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Find the other files that make up a shapefile; none where a file is no shapefile.

    Examples
    --------
    >>> parts_among("a.shp", ["a.shp", "A.DBF", "a.prj", "b.dbf", "a.csv"])
    ('A.DBF', 'a.prj')
    >>> parts_among("a.csv", ["a.csv", "a.dbf"])
    ()
    """
    if suffix_of(name) != ".shp":
        return ()
    stem = stem_of(name).lower()
    others = (one for one in names if one != name and suffix_of(one) in PARTS)
    return tuple(one for one in others if stem_of(one).lower() == stem)


def copy_path(folder: Path, suffix: str) -> Path:
    """Give the place of the copy of a part.

    Examples
    --------
    >>> copy_path(Path("0"), ".prj").name, copy_path(Path("0"), ".shp").name
    ('layer.wkt', 'layer.shp')
    """
    return folder / f"layer{HIDDEN_FROM_GDAL.get(suffix, suffix)}"


def require_true_header(path: Path, suffix: str, name: str, stem: str) -> None:
    """Refuse a ``.shp``, ``.shx`` or ``.dbf`` whose header does not fit the size of the file.

    Raises
    ------
    DataFileError
        ``opening.damaged_part``.
    """
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
    size = path.stat().st_size
    if suffix == ".dbf":
        fits = len(header) >= 32 and expected_size(header) <= size
    else:
        fits = len(header) == _HEADER and header[:4] == _FILE_CODE
        fits = fits and 2 * int.from_bytes(header[24:28], "big") == size
        fits = fits and (suffix == ".shp" or (size - _HEADER) % 8 == 0)
    if not fits:
        raise DataFileError(name, "opening.damaged_part", part=f"{stem}{suffix}")
