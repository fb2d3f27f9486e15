"""Archives that could do harm are refused before anything of them is unpacked."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.files.archives import checked_members, copy_member
from loading.ingest.limits import Limits
from tests.loading.made_files import refusal, zipped


def with_member(path: Path, info: zipfile.ZipInfo, content: bytes = b"a;b\n1;2\n") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("name", ["../a.csv", "x/../../a.csv", "/etc/a.csv", "C:\\a.csv", "c:a.csv", "..\\a.csv"])
def test_a_path_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(zipped(tmp_path / "a.zip", {name: b"a;b"})).problem == "opening.zip_path"


def test_a_link_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(with_member(tmp_path / "a.zip", info, b"/etc/passwd")).problem == "opening.zip_link"


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b"})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    raw[6] |= 1
    raw[directory + 8] |= 1
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.password"


def test_too_many_members_are_refused_and_the_limit_is_told(tmp_path: Path) -> None:
    error = refusal(zipped(tmp_path / "a.zip", {f"{number}.csv": b"" for number in range(Limits().members + 1)}))
    assert (error.problem, error.found["limit"]) == ("opening.too_many_members", Limits().members)


def test_an_absurd_expansion_is_refused(tmp_path: Path) -> None:
    assert refusal(zipped(tmp_path / "a.zip", {"a.csv": bytes(6_000_000)})).problem == "opening.zip_bomb"


def test_an_announced_size_beyond_the_limits_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b" * 100})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    raw[directory + 24 : directory + 28] = struct.pack("<I", 3_000_000_000)
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.zip_bomb"


@pytest.mark.parametrize("announced", [10, 5_000])
def test_a_lying_size_is_noticed_while_copying(tmp_path: Path, announced: int) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n" * 500})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    raw[directory + 24 : directory + 28] = struct.pack("<I", announced)
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.damaged_zip"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("member", ["a.csv", "mimetype", "META-INF/manifest.xml"])
def test_damage_inside_a_member_is_told_whatever_the_method(tmp_path: Path, method: int, member: str) -> None:
    path = tmp_path / "a.zip"
    content = bytes(range(256)) * 20
    others = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"} if "/" in member else {}
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, written in {**others, member: content}.items():
            archive.writestr(name, written)
        info = archive.getinfo(member)
    raw, start = bytearray(path.read_bytes()), info.header_offset + 30 + len(member)
    raw[start + 12 : start + info.compress_size - 8] = b"\xff" * (info.compress_size - 20)
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.damaged_zip"


def test_an_end_that_points_before_the_archive_is_damage(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.ods", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "a": b"b"})
    raw = bytearray(path.read_bytes())
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 16 : end + 20] = struct.pack("<I", struct.unpack_from("<I", raw, end + 16)[0] + 10_000)
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.damaged_zip"


def test_what_the_system_refuses_is_no_damage(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    (info,) = checked_members(path, path.name)
    with pytest.raises(FileNotFoundError):
        copy_member(path, path.name, info, tmp_path / "missing" / "a.csv")


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n" * 500, "b.csv": b"a;b\n" * 500})
    raw = bytearray(path.read_bytes())
    second = raw.rindex(b"PK\x01\x02")
    raw[second + 42 : second + 46] = struct.pack("<I", 0)
    path.write_bytes(raw)
    assert refusal(path).problem == "opening.zip_overlap"


def test_a_member_before_the_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n" * 50, "b.csv": b"a;b\n" * 50})
    raw = path.read_bytes()
    path.write_bytes(raw[:40] + raw[60:])
    assert refusal(path).problem == "opening.damaged_zip"


def test_ordinary_archives_pass_also_when_streamed(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, target: io.BufferedWriter) -> None:
            self.target = target

        def write(self, data: bytes) -> int:  # type: ignore[override] # narrower than any buffer, as zipfile writes
            return self.target.write(data)

        def writable(self) -> bool:
            return True

    path = tmp_path / "a.zip"
    with path.open("wb") as target, zipfile.ZipFile(Pipe(target), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/", b"")
        archive.writestr("a/b.csv", b"a;b\n" * 100)
    (info,) = checked_members(path, "a.zip")
    copy_member(path, "a.zip", info, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"a;b\n" * 100


def test_a_full_disk_is_not_called_a_damaged_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a;b"})
    (info,) = checked_members(path, "a.zip")
    with pytest.raises(OSError, match="nowhere") as caught:
        copy_member(path, "a.zip", info, tmp_path / "nowhere" / "copy")
    assert not isinstance(caught.value, DataFileError)
