"""Attributes keep their zeros and umlauts, whatever the file claims about its encoding."""

import pytest

from loading.vectors.attributes import cleaned, declared_encoding, decoded, decoding_of, without_mojibake
from tests.loading.made_files import worded


@pytest.mark.parametrize(
    ("code_page", "language_driver", "expected"),
    [
        ("UTF-8", 0, "utf-8"),
        ("latin1", 0x57, "iso8859-1"),
        ("ANSI 1252", 0, "cp1252"),
        ("88591", 0, "iso8859-1"),
        ("\ufeffUTF-8\r\n", 0, "utf-8"),
        ("OEM", 0, "cp850"),
        ("gibberish", 0, None),
        (None, 0x57, "cp1252"),
        (None, 0x02, "cp850"),
        (None, 0, None),
    ],
)
def test_the_declared_encoding_is_read_from_cpg_or_dbf(
    code_page: str | None, language_driver: int, expected: str | None
) -> None:
    assert declared_encoding(code_page, language_driver) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("declared", [None, "utf-8", "cp1252"])
def test_german_names_come_out_right_under_any_claim(encoding: str, declared: str | None) -> None:
    names = ("Brück", "Äußere Neustadt", "Lövenich", "Köln")
    raw = [name.encode(encoding) for name in names]
    found = decoding_of(raw, declared)
    assert tuple(decoded(value, found.encoding) for value in raw) == names
    assert found.contradicts == (declared is not None and declared != encoding)


def test_plain_ascii_contradicts_nothing() -> None:
    found = decoding_of([b"Nord", b"Ost"], "cp850")
    assert (found.encoding, found.contradicts) == ("cp850", False)


def test_a_name_cut_inside_a_letter_is_still_utf8() -> None:
    raw = ["Größe".encode(), "Altstadt-Sü".encode()[:-1]]
    found = decoding_of(raw, None)
    assert found.encoding == "utf-8"
    assert decoded(raw[1], found.encoding) == "Altstadt-S"


@pytest.mark.parametrize("name", ["Straße", "Ägidii", "Übersee", "Öst", "Nürnberg", "Çeşme"])
def test_double_encoding_is_undone_for_every_letter(name: str) -> None:
    garbled = name.encode("utf-8").decode("cp1252", errors="surrogateescape")
    garbled = "".join(chr(ord(letter) - 0xDC00) if ord(letter) > 0xDC00 else letter for letter in garbled)
    assert without_mojibake(garbled) == name


@pytest.mark.parametrize("name", ["Straße", "Höhe", "Süd", "Ägidii", "ÖSTLICH", "GRÜN", "Östliche Höfe"])
@pytest.mark.parametrize("wrong", [("utf-8", "cp850"), ("utf-8", "cp437"), ("utf-8", "mac_roman"), ("cp1252", "cp850")])
def test_one_wrong_reading_is_undone_whatever_the_two_encodings(name: str, wrong: tuple[str, str]) -> None:
    written, read = wrong
    garbled = name.encode(written).decode(read)
    clean, _ = cleaned({"NAME": (garbled, "Gr³nau" if written == "cp1252" else "Nord")}, "a.shp")
    assert clean["NAME"][0] == name


def test_a_capital_o_umlaut_is_repaired_where_the_file_was_read_by_the_code_page_of_dos() -> None:
    clean, _ = cleaned({"NAME": ("Íjendorf", "M³nster"), "NR": ("1", "2")}, "a.shp")
    assert clean["NAME"] == ("Öjendorf", "Münster")
    clean, findings = cleaned({"NAME": ("Ísafjörður", "Ítaca"), "NR": ("1", "2")}, "a.shp")
    assert (clean["NAME"], findings) == (("Ísafjörður", "Ítaca"), ())


@pytest.mark.parametrize("name", ["Straße", "Ångström", "Café São Paulo", "Â", "Dreis-Brück"])
def test_right_names_are_left_alone(name: str) -> None:
    assert without_mojibake(name) == name


def test_repairs_and_losses_are_reported_with_examples() -> None:
    columns = {
        "name": ("Dreis-BrÃ¼ck", "M?nster", "Nord\u200b", "Su\u0308d", "Wo?", "K\ufffdln"),
        "nr": ("01", "", "", "", "", ""),
    }
    clean, findings = cleaned(columns, "a.shp")
    assert clean["name"] == ("Dreis-Brück", "M?nster", "Nord", "Süd", "Wo?", "K\ufffdln")
    assert clean["nr"][0] == "01"
    texts = worded(findings=findings)
    assert "Dreis-BrÃ¼ck → Dreis-Brück" in texts["attributes.mojibake"]
    assert "M?nster; K\ufffdln" in texts["attributes.lost_letters"]
    assert set(texts) == {"attributes.mojibake", "attributes.lost_letters", "attributes.invisible"}
