"""Facilities of the social infrastructure with their places."""

from dataclasses import dataclass

import numpy as np
import shapely

from sample_data import names

HOLDERS = ("Stadt Ahrenfurt", "AWO", "Caritasverband", "Diakonie", "DRK", "Der Paritätische", "Elterninitiative")
SAINTS = ("St. Johannes", "Arche Noah", "Sonnenschein", "Löwenzahn", "Regenbogen", "Villa Kunterbunt", "Wirbelwind")
ADVICE = ("Schuldnerberatung", "Erziehungsberatung", "Sozialberatung", "Suchtberatung", "Migrationsberatung (MBE)")


@dataclass(frozen=True)
class Place:
    """One facility; ``capacity`` is the text delivered, "." where nobody knows it."""

    name: str
    kind: str
    holder: str
    capacity: str
    quarter: str
    east: float
    north: float


def _spot(face: shapely.Polygon, generator: np.random.Generator) -> tuple[float, float]:
    """Find a point inside a quarter, away from its border where it can be."""
    inner = face.buffer(-0.18 * np.sqrt(face.area))
    target = face if inner.is_empty else inner
    left, bottom, right, top = target.bounds
    while True:
        east, north = generator.uniform(left, right), generator.uniform(bottom, top)
        if shapely.contains_xy(target, east, north):
            return round(east, 1), round(north, 1)


def _chosen(weight: np.ndarray, number: int, generator: np.random.Generator) -> np.ndarray:
    """Draw quarters for a kind of facility without putting two into one as long as others are free."""
    order = np.argsort(generator.exponential(size=len(weight)) / np.maximum(weight, 1e-9))
    return np.resize(order[weight[order] > 0], number)


def places(geometry: np.ndarray, children: np.ndarray, need: np.ndarray, generator: np.random.Generator) -> list[Place]:
    """Draw the facilities.

    Parameters
    ----------
    geometry : object array of polygons, shape (n,)
    children : float array, shape (n,)
        Residents under 18.
    need : float array, shape (n,)
        Advice and open youth work stand where need is high; day care follows the children only in part.
    generator : Generator
    """
    quarter_names = [name for group in names.QUARTERS for name in group]
    helped = np.exp(0.7 * need) * (children > 0)
    kinds = (
        ("Kita", 58, children * np.exp(-0.25 * need), (40, 115)),
        ("Grundschule", 27, children, (180, 360)),
        ("Jugendzentrum", 12, helped * children, (40, 120)),
        ("Spielplatz", 40, children, None),
        ("Beratungsstelle", 13, helped, (4, 15)),
        ("Familienzentrum", 8, helped * children, (25, 60)),
        ("Seniorentreff", 6, (children > 0) * 1.0, (20, 60)),
    )
    found = []
    for kind, number, weight, span in kinds:
        for turn, at in enumerate(_chosen(weight, number, generator)):
            quarter = quarter_names[at]
            east, north = _spot(geometry[at], generator)
            capacity = str(5 * round(int(generator.integers(*span)) / 5)) if span else "."
            if kind == "Beratungsstelle":
                name, capacity = f"{ADVICE[turn % 5]} {quarter}", "."
            elif kind == "Kita":
                name = f"Kita {SAINTS[turn % 7]} {quarter}"
            else:
                name = f"{kind} {quarter}"
            public = kind in ("Grundschule", "Spielplatz")
            holder = HOLDERS[0] if public else HOLDERS[int(generator.integers(len(HOLDERS)))]
            found.append(Place(name, kind, holder, capacity, names.keys()[at], east, north))
    return found
