"""A town whose table knows its twelve quarters by name only, and hardly one of them as the map does."""

from pathlib import Path

from tests.loading.made_files import degrees, feature, geojson

NAMES = (
    *("Altstadt", "Neustadt", "Nordstadt", "Südstadt", "Rathenauviertel", "Gartenfeld"),
    *("Hafen", "Sankt Jürgen", "Lindenau", "Weststadt", "Oststadt", "Bergfeld"),
)
# What the table says: one row for two quarters, two rows for one, slips of the pen, a strange name, a foreign place.
ROWS = (
    *("Altstadt und Neustadt", "Nordstadt Ost", "Nordstadt West", "Südstadt", "Rathenauvirtel", "Gartenfled"),
    *("Hafen", "St. Jürgen", "Lindenau", "Weststadt", "Oststadt", "Am Steinbruch", "Umland"),
)
PLACE = "untidy.csv"


def untidy_files(folder: Path) -> list[Path]:
    """Write boundaries and table; row n has 1000 + n residents and 100 + n unemployed."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = [f"{number:02d}" for number in range(1, len(NAMES) + 1)]
    features = [
        feature(degrees(position), NR=key, NAME=name)
        for position, (key, name) in enumerate(zip(keys, NAMES, strict=True))
    ]
    rows = [f"{name};2024;{1000 + number};{100 + number};{10 + number / 10}" for number, name in enumerate(ROWS)]
    table = folder / PLACE
    heads = "Stadtteil;Jahr;Einwohner;Arbeitslose;Arbeitslosenquote in %"
    table.write_text("\n".join([heads, *rows]).replace(".", ",").replace("St,", "St."), encoding="utf-8")
    return [geojson(folder / "untidy.geojson", features), table]
