"""Zip archives: looked through before anything is unpacked, then copied member by member under names of our own."""

import errno
import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from loading.errors import DataFileError
from loading.ingest.limits import MEGA, limits_in_force

# A table full of blanks shrinks to a five hundredth; only where it is large is the ratio a sign of a bomb.
_RATIO_COUNTS_FROM = 5_000_000
_OUT_OF_MEMORY = "Error -4 "
_DAMAGE = (
    *(zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OverflowError, OSError),
    *(zlib.error, lzma.LZMAError),
)
_LOCAL_HEADER = 30
_UTF8_FLAG = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1 << 20


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Refuse an archive that turns out to be damaged or locked while something is read from it.

    Want of memory, which zlib calls an error in the data too, stays that, and so does whatever the system refuses;
    damage that bzip2 finds is an ``OSError`` without a number, a place before the file's begin an invalid argument.

    Raises
    ------
    DataFileError
        ``opening.damaged_zip`` or ``opening.password``.
    """
    try:
        yield
    except _DAMAGE as error:
        if isinstance(error, zlib.error) and str(error).startswith(_OUT_OF_MEMORY):
            raise MemoryError from None
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise DataFileError(name, "opening.damaged_zip") from None
    except RuntimeError:
        raise DataFileError(name, "opening.password") from None


def checked_members(path: Path, name: str, members_limit: int | None = None) -> tuple[zipfile.ZipInfo, ...]:
    """List the files of an archive after checking that unpacking them can do no harm.

    Parameters
    ----------
    path : Path
        The archive.
    name : str
        As its owner named it.
    members_limit : int, optional
        How many files it may hold, if not as many as the limits in force say.

    Returns
    -------
    tuple of ZipInfo
        Folders left out.

    Raises
    ------
    DataFileError
        ``opening.damaged_zip``, ``opening.too_many_members``, ``opening.zip_path``, ``opening.zip_link``,
        ``opening.password``, ``opening.zip_bomb`` or ``opening.zip_overlap``; limits are told.
    """
    most = limits_in_force().members if members_limit is None else members_limit
    with damage_told(name), zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        directory_start = int(archive.start_dir)
    if len(infos) > most:
        raise DataFileError(name, "opening.too_many_members", n=len(infos), limit=most)
    for info in infos:
        _require_harmless(info, name)
    total = sum(info.file_size for info in infos)
    if total > limits_in_force().megabytes_unpacked * MEGA:
        raise _too_large(name, total)
    _require_apart(path, name, infos, directory_start)
    return tuple(info for info in infos if not info.is_dir())


def member_name(info: zipfile.ZipInfo) -> str:
    r"""Give the name of a member as its owner wrote it, umlauts included, with slashes between folders.

    Examples
    --------
    >>> member_name(zipfile.ZipInfo("Bezirke\\Nord.shp"))
    'Bezirke/Nord.shp'
    """
    written = info.filename
    if not info.flag_bits & _UTF8_FLAG and not written.isascii():
        raw = written.encode("cp437", errors="replace")
        try:
            written = raw.decode("utf-8")
        except UnicodeDecodeError:
            written = raw.decode("cp850")
    return written.replace("\\", "/")


def copy_member(path: Path, name: str, info: zipfile.ZipInfo, target: Path) -> None:
    """Copy one member, counting bytes: more than announced or allowed stops the copy.

    Raises
    ------
    DataFileError
        ``opening.zip_bomb`` or ``opening.damaged_zip``.
    """
    limit = min(info.file_size, limits_in_force().megabytes_per_member * MEGA)
    copied = 0
    with damage_told(name), zipfile.ZipFile(path) as archive, archive.open(info) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            copied += len(chunk)
            if copied > limit:
                raise _too_large(name, copied)
            sink.write(chunk)
    if copied != info.file_size:
        raise DataFileError(name, "opening.damaged_zip")


def require_harmless_office_file(path: Path, name: str) -> None:
    """Apply the limits of archives to a workbook, which is one, and refuse an encrypted one.

    Raises
    ------
    DataFileError
        As :func:`checked_members`.
    """
    members = checked_members(path, name, limits_in_force().office_members)
    manifest = next((info for info in members if info.filename == "META-INF/manifest.xml"), None)
    if manifest is not None:
        with damage_told(name), zipfile.ZipFile(path) as archive:
            listed = archive.read(manifest)
        if b"encryption-data" in listed:
            raise DataFileError(name, "opening.password")


def _require_harmless(info: zipfile.ZipInfo, name: str) -> None:
    parts = re.split(r"[\\/]", info.filename)
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", info.filename):
        raise DataFileError(name, "opening.zip_path", member=info.filename[:80])
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DataFileError(name, "opening.zip_link", member=info.filename[:80])
    if info.flag_bits & _ENCRYPTED:
        raise DataFileError(name, "opening.password")
    limits, ratio = limits_in_force(), info.file_size / max(info.compress_size, 1)
    expands = info.file_size > _RATIO_COUNTS_FROM and ratio > limits.expansion
    if info.file_size > limits.megabytes_per_member * MEGA or expands:
        raise _too_large(name, info.file_size)


def _require_apart(path: Path, name: str, infos: Sequence[zipfile.ZipInfo], directory_start: int) -> None:
    """Refuse members that share bytes of the archive, the trick behind bombs of a few kilobytes."""
    if any(info.header_offset < 0 for info in infos):
        raise DataFileError(name, "opening.damaged_zip")
    ordered = sorted(infos, key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in ordered[1:]), directory_start]
    with path.open("rb") as stream:
        for info, end in zip(ordered, ends, strict=bool(ordered)):
            stream.seek(info.header_offset)
            header = stream.read(_LOCAL_HEADER)
            if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
                raise DataFileError(name, "opening.damaged_zip")
            names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            if info.header_offset + _LOCAL_HEADER + names + info.compress_size > end:
                raise DataFileError(name, "opening.zip_overlap")


def _too_large(name: str, size: int) -> DataFileError:
    limits = limits_in_force()
    return DataFileError(
        name,
        "opening.zip_bomb",
        megabytes=size / MEGA,
        member_limit=limits.megabytes_per_member,
        total_limit=limits.megabytes_unpacked,
        ratio_limit=limits.expansion,
    )
