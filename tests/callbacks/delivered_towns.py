"""Towns as a town hall delivers them, as small as can be: twelve squares and a table of two years."""

from pathlib import Path

from tests.loading.made_files import degrees, feature, geojson

SIZE = 12
YEARS = (2023, 2024)


def ids(prefix: str) -> list[str]:
    return [f"{prefix}{number:02d}" for number in range(1, SIZE + 1)]


def town_files(folder: Path, name: str, prefix: str, every: int) -> list[Path]:
    """Write the boundaries and the table of a town.

    Parameters
    ----------
    folder : Path
    name : str
        Part of every quarter's name, so that a foreign one is noticed.
    prefix : str
        Begins every quarter's number.
    every : int
        Sets the numbers apart from those of other towns: quarter n has n * every unemployed in the last year.
    """
    folder.mkdir(parents=True, exist_ok=True)
    features = [
        feature(degrees(position), NR=number, NAME=f"{name} {position + 1}")
        for position, number in enumerate(ids(prefix))
    ]
    rows = [
        f"{number};{name} {position + 1};{year};1000;{(position + 1) * every - (YEARS[-1] - year)}"
        for year in YEARS
        for position, number in enumerate(ids(prefix))
    ]
    table = folder / f"{name}.csv"
    table.write_text("\n".join(["Nr;Name;Jahr;Einwohner;Arbeitslose", *rows]), encoding="utf-8")
    return [geojson(folder / f"{name}.geojson", features), table]
