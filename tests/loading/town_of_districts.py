"""A made town of sixteen quarters in four districts, and what is delivered of it."""

from collections.abc import Sequence

from loading.atlas import Atlas
from loading.choices import Choices
from loading.delivery import Delivery
from loading.load import atlas_of, recognise_delivery
from loading.recognised import Boundaries, Table
from tests.loading.squares import squares, table

KEYS = [f"{district}{number}" for district in (1, 3, 5, 7) for number in range(1, 5)]
NAMES = [f"Quartier {sign}" for sign in "abcdefghijklmnop"]
RESIDENTS = [1000.0 + 10 * number for number in range(16)]
UNEMPLOYED = [float(20 + 3 * number) for number in range(16)]
DISTRICTS = [f"{key[0]} {name}" for key, name in zip(KEYS, sorted(["Nord", "Mitte", "Süd", "West"] * 4), strict=True)]


def town(keys: Sequence[str] = KEYS, names: Sequence[str] = NAMES) -> Boundaries:
    """Four districts of four quarters, or the first of them."""
    number = len(keys)
    return squares({"NR": keys, "NAME": names[:number], "BEZIRK": DISTRICTS[:number]}, width=4)


def numbers(**more: object) -> Table:
    """Residents and unemployed of each quarter."""
    cells = {"Einwohner": list(RESIDENTS), "Arbeitslose": list(UNEMPLOYED)}
    return table({"Nr": KEYS, "Name": NAMES}, cells, **more)  # type: ignore[arg-type] # options of the made table


def atlas(*tables: Table, layer: Boundaries | None = None, choices: Choices | None = None) -> Atlas:
    """Tables and a map that were never files as an Atlas."""
    delivery = Delivery((layer or town(),), tables, (), (), (), ())
    return atlas_of(recognise_delivery(delivery, choices or Choices(), "0123456789abcdef"))
