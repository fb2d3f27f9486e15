"""A city whose every name tries to be something else: script, markup, link, formula, a sign that no file can hold."""

import csv
from pathlib import Path

import shapely

from tests.loading.made_files import degrees, feature, geojson

#: Set by any of the names if it runs.
RUN = "window.broken=1"
NAMES = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"javascript:{RUN}//",
    f"</script><script>{RUN}</script><!--",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"{{{{constructor.constructor('{RUN}')()}}}} ${{{RUN}}} %{{x}} {{0}}",
    f"[klick](javascript:{RUN})",
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "+1+1 Ost",
    "-2+3 West",
    "@SUM(A1:A9) Nord",
    "\t=1+1 Tal",
    "\r=1+1 Berg",
    "\u202egnp.txt\u202c Altstadt",
    "Nul\x00l \ufffe \ud800 Ende",
    "sehr " * 200 + "lang",
    "__proto__",
)
INDICATOR = f"Quote <img src=x onerror={RUN}> =1+1"
DISTRICTS = (f"Bezirk <img src=x onerror={RUN}>", "=1+1", f"javascript:{RUN}")
YEARS = (2023, 2024)


def ids() -> list[str]:
    return [f"{number:03d}" for number in range(1, len(NAMES) + 1)]


def hostile_files(folder: Path) -> list[Path]:
    """Write boundaries, a table of two years and facilities; also the files have hostile names."""
    folder.mkdir(parents=True, exist_ok=True)
    districts = [DISTRICTS[at * len(DISTRICTS) // len(NAMES)] for at in range(len(NAMES))]
    features = [
        feature(degrees(at), NR=number, NAME=name, BEZIRK=district)
        for at, (number, name, district) in enumerate(zip(ids(), NAMES, districts, strict=True))
    ]
    map_file = geojson(folder / f"<img src=x onerror={RUN}>.geojson", features)
    table = folder / "=1+1 & <b>zahlen.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Nr", "Jahr", "Einwohner", "Arbeitslose", INDICATOR])
        for year in YEARS:
            rows.writerows([one, year, 1000, 10 * at + year % 7, 2 * at + 1] for at, one in enumerate(ids(), 1))
    places = folder / "einrichtungen.geojson"
    named = zip(NAMES, (shapely.centroid(degrees(at)) for at in range(len(NAMES))), strict=True)
    geojson(places, [feature(point, NAME=name, ART=NAMES[1]) for name, point in named])
    return [map_file, table, places]
