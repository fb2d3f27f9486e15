"""Zip archives and shapefiles, each broken in one way; the numbers are those of the corpus of bad input."""

import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.loading.corpus.maps.bait import baited
from tests.loading.made_files import PARTS, shapefile, zipped

Content = Mapping[str, bytes]
MAP = "karte.zip"


def parts(folder: Path, encoding: str = "UTF-8") -> dict[str, bytes]:
    """The parts of a good shapefile of three squares, by their suffix."""
    path = shapefile(folder / "source" / "karte.shp", encoding=encoding)
    return {suffix: path.with_suffix(suffix).read_bytes() for suffix in PARTS}


def packed(folder: Path, members: Content) -> Path:
    """An archive under the name of a map."""
    return zipped(folder / MAP, dict(members))


def named(stem: str) -> Callable[[Path], Path]:
    """A good shapefile whose members bear another stem."""
    return lambda folder: packed(folder, {f"{stem}{suffix}": raw for suffix, raw in parts(folder).items()})


def without(suffix: str) -> Callable[[Path], Path]:
    """A shapefile that lacks a part."""
    return lambda folder: packed(folder, {f"k{one}": raw for one, raw in parts(folder).items() if one != suffix})


def changed(suffix: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """A shapefile with one part changed."""

    def made(folder: Path) -> Path:
        found = parts(folder)
        broken = change(found[suffix])
        if suffix == ".prj":
            broken = baited(folder, broken.decode()).encode()
        return packed(folder, {f"k{one}": raw for one, raw in {**found, suffix: broken}.items()})

    return made


def directory_changed(members: Content, change: Callable[[bytearray, int], None]) -> Callable[[Path], Path]:
    """An archive whose directory was tampered with."""

    def made(folder: Path) -> Path:
        path = packed(folder, members)
        raw = bytearray(path.read_bytes())
        change(raw, raw.index(b"PK\x01\x02"))
        path.write_bytes(raw)
        return path

    return made


def _put(offset: int, number: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:offset] + struct.pack("<I", number) + raw[offset + 4 :]


def _link(folder: Path) -> Path:
    info = zipfile.ZipInfo("k.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / MAP, "w") as archive:
        archive.writestr(info, b"/etc/passwd")
    return folder / MAP


def _encrypted(raw: bytearray, at: int) -> None:
    raw[6] |= 1
    raw[at + 8] |= 1


def _lying(raw: bytearray, at: int) -> None:
    raw[at + 24 : at + 28] = struct.pack("<I", 10)


def _overlapping(raw: bytearray, _: int) -> None:
    second = raw.rindex(b"PK\x01\x02")
    raw[second + 42 : second + 46] = struct.pack("<I", 0)


def _truncated(folder: Path) -> Path:
    path = named("k")(folder)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _bomb(folder: Path) -> Path:
    return packed(folder, {"k.csv": bytes(20_000_000)})


def _two_layers(folder: Path) -> Path:
    found = parts(folder)
    return packed(folder, {f"{stem}{suffix}": raw for stem in ("a", "b") for suffix, raw in found.items()})


def _twice(folder: Path) -> Path:
    found = parts(folder)
    return packed(folder, {f"{stem}{suffix}": raw for stem in ("k", "K") for suffix, raw in found.items()})


def _beside(extra: Content) -> Callable[[Path], Path]:
    return lambda folder: packed(folder, {**{f"k{one}": raw for one, raw in parts(folder).items()}, **extra})


def _upper(folder: Path) -> Path:
    return packed(folder, {f"K{one.upper()}": raw for one, raw in parts(folder).items()})


def _mixed(folder: Path) -> Path:
    return packed(folder, {f"{'Kk'[n % 2]}{one.title()}": raw for n, (one, raw) in enumerate(parts(folder).items())})


def _old_name(folder: Path) -> Path:
    found = {b"Gr\x94\xe1e": parts(folder)}
    path = packed(folder, {f"Grxxe{one}": raw for one, raw in found[b"Gr\x94\xe1e"].items()})
    path.write_bytes(path.read_bytes().replace(b"Grxxe", b"Gr\x94\xe1e"))
    return path


def _sparse(folder: Path) -> Path:
    found = parts(folder)
    header = found[".shx"][:24] + struct.pack(">I", (100 + 8 * 500_000) // 2) + found[".shx"][28:100]
    return packed(folder, {**{f"k{one}": raw for one, raw in found.items()}, "k.shx": header + bytes(8 * 500_000)})


def _points(raw: bytes) -> bytes:
    return raw[:148] + struct.pack("<I", 2**31 - 1) + raw[152:]


def _many(folder: Path) -> Path:
    return packed(folder, {f"{number}.csv": b"" for number in range(1_000)})


def _zip_in_zip(folder: Path) -> Path:
    return packed(folder, {"innen.zip": named("k")(folder).read_bytes()})


ARCHIVES: dict[str, Callable[[Path], Path]] = {
    "001-names-upwards": named("../../karte"),
    "002-absolute-path": named("/etc/karte"),
    "003-drive": named("C:\\karte"),
    "004-link": _link,
    "005-encrypted": directory_changed({"k.csv": b"a;b"}, _encrypted),
    "006-truncated": _truncated,
    "007-empty": lambda folder: packed(folder, {}),
    "008-zip-in-zip": _zip_in_zip,
    "009-bomb": _bomb,
    "010-lying-size": directory_changed({"k.csv": b"a;b\n" * 500}, _lying),
    "011-overlapping": directory_changed({"a.csv": b"a;b\n" * 500, "b.csv": b"a;b\n" * 500}, _overlapping),
    "012-many-members": _many,
    "013-two-layers": _two_layers,
    "014-in-a-folder": named("Grenzen/2024/karte"),
    "015-macosx": _beside({"__MACOSX/._k.shp": b"\0\5\x16\7", ".DS_Store": b"\0"}),
    "016-upper-case": _upper,
    "017-mixed-case": _mixed,
    "018-cp850-name": _old_name,
    "019-no-shx": without(".shx"),
    "020-no-dbf": without(".dbf"),
    "021-no-prj": without(".prj"),
    "022-no-cpg": without(".cpg"),
    "023-no-shp": without(".shp"),
    "024-dbf-claims-rows": changed(".dbf", _put(4, 2**31 - 1)),
    "025-shx-header-huge": changed(".shx", lambda raw: raw[:24] + struct.pack(">I", 2**31 - 1) + raw[28:]),
    "026-shp-claims-points": changed(".shp", _points),
    "027-sparse-shx": _sparse,
    "028-prj-is-a-link": changed(".prj", lambda _: b"http://127.0.0.1:{port}/crs"),
    "029-wrong-cpg": changed(".cpg", lambda _: b"KOI8-R"),
    "030-same-stem-twice": _twice,
}
