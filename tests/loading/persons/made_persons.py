"""Made persons, who exist nowhere: columns by which a table gives itself away, and tables that only look like it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

Columns = Mapping[str, Sequence[str]]

PERSONS: dict[str, tuple[Columns, str]] = {
    "first and last names": (
        {"Nr": "1234", "Vorname": ["Eva", "Ali", "Xyra", "Jürgen"], "Name": ["Maier", "Kaya", "Ott", "Lang"]},
        "names",
    ),
    "whole names under any heading": (
        {"X": ["Sabine Meyer", "Mehmet Kaya", "Lang, Hans-Peter", "Xyra Ott"], "Betrag": "1234"},
        "names",
    ),
    "names with titles": ({"Antragstellerin": ["Dr. Eva Ott", "Frau Anna Lang", "Herr Ali Kaya"]}, "names"),
    "dates of birth": (
        {"Quartier": ["01", "02", "01"], "Geb.-Datum": ["01.02.1984", "3.4.61", "1999-12-31"]},
        "birth_dates",
    ),
    "dates of birth in English": ({"area": ["01", "02"], "Date of birth": ["1984-02-01", "1961-04-03"]}, "birth_dates"),
    "pension insurance": ({"RV-Nr.": ["15070649C103", "15070649C103"], "Betrag": "12"}, "insurance_numbers"),
    "tax numbers": ({"Steuer-ID": ["86095742719", "47036892816"], "Betrag": "12"}, "insurance_numbers"),
    "bank accounts under any heading": (
        {"Konto": ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000"], "Betrag": "12"},
        "bank_accounts",
    ),
    "street and house number": (
        {"Straße": ["Am Ring", "Im Tal"], "Hausnr.": ["1", "22a"], "Leistung": ["Wohngeld", "Wohngeld"]},
        "addresses",
    ),
    "addresses in one column": ({"Anschrift": ["Am Ring 1", "Im Tal 22 a"], "Betrag": ["310", "420"]}, "addresses"),
    "addresses in English": ({"Street": ["High Road", "Mill Lane"], "House number": ["1", "22"]}, "addresses"),
    "street and number under any heading": (
        {"Nr": "123", "Ort": ["Am Ring 1", "Schillerstr. 22 a", "Unter den Eichen 3-5"], "Betrag": "310"},
        "addresses",
    ),
    "kinds of help beside addresses": (
        {
            "Fallart": ["Heimerziehung", "SPFH", "Hilfe zur Pflege"],
            "Straße": ["Ring", "Tal", "Au"],
            "Hausnummer": "123",
        },
        "addresses",
    ),
    "addresses of children and the nursery they attend": (
        {"Straße": ["Am Ring"] * 4, "Hausnr": "1234", "Einrichtung": ["Kita Nord", "Kita Süd"] * 2},
        "addresses",
    ),
    "addresses in one column and a school": (
        {"Anschrift": ["Am Ring 1", "Im Tal 2", "Am Markt 3"], "Einrichtung": ["Schule Nord"] * 3},
        "addresses",
    ),
    "addresses and what is offered": (
        {"Anschrift": ["Am Ring 1", "Im Tal 2", "Am Markt 3"], "Angebot": ["Heim", "SPFH", "Heim"]},
        "addresses",
    ),
    "one child of each school": (
        {"Straße": ["Am Ring", "Im Tal"], "Nr.": "12", "Hausnr": "12", "Schule": ["Nord", "Süd"], "Alter": "67"},
        "addresses",
    ),
    "streets under another heading": (
        {"Strname": ["Schulstraße", "Kirchweg", "Am Park"], "Hsnr": "123", "Leistung": ["Wohngeld"] * 3},
        "addresses",
    ),
    "last names alone": ({"Nr": "123", "Nachname": ["Maier", "von der Heide", "Yılmaz"], "Betrag": "310"}, "names"),
    "last names alone in English": ({"Surname": ["Miller", "O'Neill"], "Amount": "31"}, "names"),
    "electronic mail": ({"E-Mail": ["a.b@gmx.de", "c@web.de"], "Betrag": "12"}, "emails"),
    "telephones": ({"Telefon": ["+49 211 12345", "0049 170 5551234"], "Betrag": "12"}, "phones"),
}
HARMLESS: dict[str, Columns] = {
    "facilities with addresses": {
        "Einrichtung": ["Kita Anna", "Kita Am Ring"],
        "Straße": ["Am Ring", "Im Tal"],
        "Hausnummer": ["1", "2"],
        "Telefon": ["+49 211 12345", "+49 211 54321"],
        "E-Mail": ["kita@stadt.example", "ring@stadt.example"],
    },
    "schools named after persons": {
        "Name": ["Anne-Frank-Schule", "Martin-Luther-Schule"],
        "Anschrift": ["Am Ring 1", "Im Tal 2"],
        "Kinder": ["310", "420"],
    },
    "facilities of few who run them, with ages": {
        "Träger": ["AWO", "AWO", "DRK", "DRK"],
        "Kita": ["Kita Nord", "Kita Süd", "Kita West", "Kita Ost"],
        "Anschrift": ["Am Ring 1", "Im Tal 2", "Am Markt 3", "Am Tor 4"],
        "Alter": ["1-6 Jahre", "3-6 Jahre", "1-6 Jahre", "3-6 Jahre"],
    },
    "facilities in English, by their kind": {
        "name": ["Kita Nord", "Treff Süd"],
        "kind": ["Kita", "Treff"],
        "address": ["Am Ring 1", "Im Tal 2"],
    },
    "halls of one sports ground": {
        "Objekt": ["Sporthalle Fidel", "Sporthalle Fidel", "Bad Ufer"],
        "Strname": ["Am Berg", "Am Berg", "Am Ufer"],
        "Hsnr": ["51", "51", "111"],
    },
    "quarters named like persons": {"Name": ["St. Georg", "Rosa", "Anna-Viertel", "Martinstadt"], "Kinder": "1234"},
    "quarters and districts with numbers": {
        "Quartier": ["Nordstadt 1", "Siedlung Süd 2", "Am Stadtpark", "Stimmbezirk 12 a"],
        "Kinder": "1234",
    },
    "numbers of names": {"Nachname": ["120", "80"], "Quartier": ["01", "02"]},
    "births by year": {"Quartier": ["01", "02"], "Geburten 2023": "12", "Geburtsjahr": ["1984", "1990"]},
    "streets with numbers of residents": {"Straße": ["Am Ring", "Im Tal"], "Einwohner": ["310", "420"]},
    "keys that resemble telephone numbers": {"Telefonbezirk": ["0211", "0212"], "Einwohner": ["310", "420"]},
}


def as_csv(path: Path, columns: Columns) -> Path:
    rows = [";".join(columns), *(";".join(row) for row in zip(*columns.values(), strict=True))]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
