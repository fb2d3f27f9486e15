"""The people of the city: residents by age, foreign residents, households, year by year."""

from collections.abc import Mapping

import numpy as np
import shapely

from sample_data import names
from sample_data.linework import CENTRE

YEARS = tuple(range(2015, 2025))
RESIDENTS = np.array([252_300, 254_600, 255_400, 255_900, 256_300, 256_200, 256_400, 259_100, 259_800, 260_100])
AGES = (
    "under_3",
    "3_to_6",
    "6_to_10",
    "10_to_15",
    "15_to_18",
    "18_to_21",
    "21_to_25",
    "25_to_65",
    "65_to_limit",
    "old",
)
SHARES = np.array([0.027, 0.028, 0.037, 0.047, 0.028, 0.033, 0.051, 0.541, 0.012, 0.196])

Counts = dict[str, np.ndarray]


def marks(*quarters: str) -> np.ndarray:
    """Give 1 for the named quarters, 0 for all others."""
    return np.isin(names.keys(), quarters).astype(float)


def centres(geometry: np.ndarray) -> np.ndarray:
    """Give the middles of the quarters relative to the town hall in kilometres, shape (n, 2)."""
    return np.asarray((shapely.get_coordinates(shapely.centroid(geometry)) - CENTRE) / 1_000)


def field(middles: np.ndarray, generator: np.random.Generator, length: float) -> np.ndarray:
    """Draw a value per quarter that is alike for neighbours; mean 0, standard deviation 1.

    Parameters
    ----------
    middles : float array, shape (n, 2)
    generator : Generator
    length : float
        Kilometres over which values resemble each other.
    """
    away = np.hypot(*(middles[:, None] - middles[None]).transpose(2, 0, 1))
    kernel = np.exp(-((away / length) ** 2))
    drawn = kernel @ generator.standard_normal(len(middles))
    return np.asarray((drawn - drawn.mean()) / drawn.std())


def wandering(shape: tuple[int, ...], generator: np.random.Generator, memory: float) -> np.ndarray:
    """Draw noise of unit variance that remembers last year's (last axis)."""
    noise = generator.standard_normal(shape)
    for year in range(1, shape[-1]):
        noise[..., year] = memory * noise[..., year - 1] + np.sqrt(1 - memory**2) * noise[..., year]
    return noise


def some_of(total: np.ndarray, share: np.ndarray | float, generator: np.random.Generator) -> np.ndarray:
    """Draw how many of a number of people belong to a group: a binomial that remembers last year's chance.

    Few cases are drawn anew each year; many keep part of their deviation, as a stock of people does.
    """
    share = np.broadcast_to(np.clip(share, 0.0, 1.0), total.shape)
    mean = total * share
    spread = np.sqrt(mean * (1 - share))
    stock = np.rint(mean + spread * wandering(total.shape, generator, 0.85))
    fresh = generator.binomial(total.astype(int), share)
    return np.clip(np.where(np.minimum(mean, total - mean) < 15, fresh, stock), 0, total)


def shared_out(total: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Round shares so that they add up to the total; the last axis of ``shares`` is shared out."""
    exact = total[..., None] * shares
    whole = np.floor(exact)
    rest = (total - whole.sum(axis=-1)).astype(int)
    order = np.argsort(np.argsort(-(exact - whole), axis=-1, kind="stable"), axis=-1)
    return np.asarray(whole + (order < rest[..., None]))


def residents(geometry: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Draw residents, shape (quarters, years)."""
    middles = centres(geometry)
    away = np.hypot(*middles.T)
    square_kilometres = shapely.area(geometry) / 1e6
    dense = 7_200 * np.exp(-((away / 3.6) ** 1.35)) + 420
    dense *= np.exp(0.3 * field(middles, generator, 1.2) + 0.22 * generator.standard_normal(len(away))) * (
        1 - 0.35 * (away < 0.9)
    )
    dense *= 1 + 0.5 * marks(*names.NORTH, *names.EAST) + 3.2 * marks(*names.ISLAND) - 0.35 * marks("0404", "0115")
    people = square_kilometres * dense
    people = 8_200 * np.tanh(people / 8_200) + 150
    growth = 0.006 * field(middles, generator, 1.5) + 0.02 * marks("0304", "0404") + 0.009 * marks(*names.GENTRIFYING)
    years = np.arange(len(YEARS)) - len(YEARS) + 1
    people = people[:, None] * np.exp(
        growth[:, None] * years + 0.004 * wandering((len(people), len(years)), generator, 0.9)
    )
    people *= (1 - marks(names.FOREST) - marks(names.COMMERCIAL))[:, None]
    small = 246 + np.array([-31, -22, -17, -9, -12, -6, -3, 8, 4, 0])
    shares = people / people.sum(axis=0)
    whole = shared_out(RESIDENTS - small, shares.T).T
    return np.asarray(whole + marks(names.COMMERCIAL)[:, None] * small)


def ages(people: np.ndarray, need: np.ndarray, geometry: np.ndarray, generator: np.random.Generator) -> Counts:
    """Share out residents by age: young where need is high, families at the edge, students at the university."""
    middles = centres(geometry)
    away = np.hypot(*middles.T)
    old = 0.16 * field(middles, generator, 1.4) - 0.1 * need + 0.05 * (away - 3)
    young = 0.13 * need + 0.04 * (away - 3) - 0.25 * (away < 1.4)
    student = 0.9 * marks(*names.STUDENTS) + 0.3 * (away < 1.6)
    loads = np.stack([young] * 5 + [0.4 * student + 0.06 * need, student + 0.05 * need, 0 * old, old, old], axis=1)
    years = np.arange(len(YEARS)) - 4.5
    drift = np.array([0.006, 0.007, 0.008, 0.007, 0.001, -0.004, -0.003, -0.003, 0.012, 0.004])
    weights = SHARES * np.exp(loads[:, None] + drift * years[:, None] + 0.02 * wandering((90, 10, 10), generator, 0.9))
    parts = shared_out(people, weights / weights.sum(axis=2, keepdims=True))
    return {age: parts[:, :, number] for number, age in enumerate(AGES)}


def groups(age: Mapping[str, np.ndarray]) -> Counts:
    """Add up the age groups that denominators refer to."""

    def total(first: str, last: str) -> np.ndarray:
        return np.sum([age[name] for name in AGES[AGES.index(first) : AGES.index(last) + 1]], axis=0)

    return {
        "residents": total("under_3", "old"),
        "residents_under_3": age["under_3"],
        "residents_3_to_6": age["3_to_6"],
        "residents_6_to_10": age["6_to_10"],
        "residents_10_to_15": age["10_to_15"],
        "residents_15_to_18": age["15_to_18"],
        "residents_18_to_25": total("18_to_21", "21_to_25"),
        "residents_25_to_65": age["25_to_65"],
        "residents_from_65": total("65_to_limit", "old"),
        "residents_from_5": total("6_to_10", "old") + np.rint(age["3_to_6"] / 3),
        "residents_under_15": total("under_3", "10_to_15"),
        "residents_under_18": total("under_3", "15_to_18"),
        "residents_under_21": total("under_3", "18_to_21"),
        "residents_15_to_25": total("15_to_18", "21_to_25"),
        "residents_15_to_65": total("15_to_18", "25_to_65"),
        "residents_15_to_retirement": total("15_to_18", "65_to_limit"),
        "residents_18_to_retirement": total("18_to_21", "65_to_limit"),
        "residents_under_retirement": total("under_3", "65_to_limit"),
        "residents_from_retirement": age["old"],
    }
