"""The truth behind the delivered files: every count of every quarter and year, before anything is held back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from sample_data import hardship, names, people, shapes
from sample_data.places import Place, places
from sample_data.sheets import JOB_CENTRE, row_is_missing

SEED = 260_000
YEARS = people.YEARS
ELECTIONS = (2017, 2021)

#: Counts of the register: nothing in them is held back.
OPEN = ("residents", "living_space", "dwellings", "households")
#: Numerator and denominator of the catalogue's indicators; G1 is delivered as a share only.
INDICATORS = {
    "A1": ("sgb2", "residents_under_retirement"),
    "A2": ("sgb2_under_15", "residents_under_15"),
    "A3": ("sgb2_under_18", "residents_under_18"),
    "A4": ("transfer_not_unemployed", "residents"),
    "A5": ("old_age_benefit", "residents_from_retirement"),
    "A8": ("benefit_households", "households"),
    "A9": ("lone_parent_benefit_households", "lone_parent_households"),
    "A10": ("foreign_sgb2", "foreign_residents_under_retirement"),
    "A11": ("asylum_benefit", "residents"),
    "A12": ("housing_benefit", "households"),
    "B1": ("unemployed_sgb2", "residents_15_to_retirement"),
    "B3": ("unemployed_sgb2_under_25", "residents_15_to_25"),
    "B4": ("long_term_unemployed", "residents_15_to_65"),
    "B5": ("employed", "residents_15_to_65"),
    "B7": ("long_term_sgb2", "employable_sgb2"),
    "C1": ("language_finding", "children_examined"),
    "C3": ("to_gymnasium", "grade_4_leavers"),
    "C9": ("care_under_3", "residents_under_3"),
    "C10": ("child_welfare", "residents_under_21"),
    "D1": ("overweight", "children_examined"),
    "D4": ("measles_vaccinated", "vaccination_card"),
    "E1": ("living_space", "residents"),
    "E4": ("social_dwellings", "dwellings"),
    "E5": ("long_residence", "residents_from_5"),
    "F1": ("residents_under_18", "residents"),
    "F3": ("lone_parent_households", "family_households"),
    "F5": ("older_alone", "residents_from_65"),
    "F6": ("migration_background", "residents"),
    "F7": ("foreign_residents", "residents"),
    "G1": ("turnout", ""),
}


@dataclass(frozen=True)
class City:
    """Ahrenfurt.

    Attributes
    ----------
    keys, quarter_names : tuple of str
        "0101" ... in the order of every array's first axis.
    district : int array, shape (n,)
        1 to 9.
    geometry : object array of polygons, shape (n,)
        EPSG:25832, a valid coverage.
    water : geometry
    years : tuple of int
    counts : mapping of str to float array, shape (n, years)
        True counts by the quantity's name, the same names as in the catalogue.
    unassigned : mapping of str to float array, shape (years,)
        People who could not be assigned to a quarter; part of the city's total only.
    turnout : float array, shape (n, elections)
        Per cent; NaN where nobody lives.
    need : float array, shape (n,)
        What the counts were drawn around.
    places : tuple of Place
    """

    keys: tuple[str, ...]
    quarter_names: tuple[str, ...]
    district: np.ndarray
    geometry: np.ndarray
    water: shapely.Geometry
    years: tuple[int, ...]
    counts: Mapping[str, np.ndarray]
    unassigned: Mapping[str, np.ndarray]
    turnout: np.ndarray
    need: np.ndarray
    places: tuple[Place, ...]

    def symbols(self, quantity: str) -> np.ndarray:
        """Give what is delivered instead of a number: "" none, "-" zero, "." held back, "..." late, "no row".

        Parameters
        ----------
        quantity : str

        Returns
        -------
        array of str, shape (n, years)
        """
        true = self.counts[quantity]
        shown = np.where(true == 0, "-", "").astype("<U6")
        if quantity not in OPEN:
            shown[(true > 0) & (true < 3)] = "."
        if quantity in JOB_CENTRE:
            shown[self.keys.index(names.LATE), [self.years.index(year) for year in (2023, 2024)]] = "..."
        if row_is_missing(quantity):
            shown[self.keys.index(names.NO_ROW)] = "no row"
        return shown


@cache
def city() -> City:
    """Draw the city; the same one every time."""
    drawn = shapes.shapes()
    generator = np.random.default_rng(SEED)
    lasting = hardship.need(drawn.geometry, generator)
    lack = lasting[:, None] + hardship.course(generator)
    everyone = people.residents(drawn.geometry, generator)
    counts = people.groups(people.ages(everyone, lasting, drawn.geometry, generator))
    draw = hardship.draw_with(generator)
    counts |= hardship.homes(counts, lack, generator, draw)
    counts |= hardship.origins(counts, lack, draw)
    migration = counts.pop("migration_share")
    foreign = counts["foreign_residents_under_retirement"]
    counts |= hardship.benefits(counts, lack, foreign, draw)
    counts |= hardship.work(counts, lack, counts, draw)
    counts |= hardship.childhood(counts, lack, migration, draw)
    lost = generator.uniform(0.001, 0.004, len(YEARS))
    spare = {name: np.rint(counts[name].sum(axis=0) * lost) for name in JOB_CENTRE}
    elections = [YEARS.index(year) for year in ELECTIONS]
    turnout = hardship.turnout(lack, generator)[:, elections]
    turnout[everyone[:, -1] == 0] = np.nan
    for array in (*counts.values(), *spare.values(), turnout, lasting):
        array.setflags(write=False)
    return City(
        keys=names.keys(),
        quarter_names=tuple(name for group in names.QUARTERS for name in group),
        district=drawn.district,
        geometry=drawn.geometry,
        water=drawn.water,
        years=YEARS,
        counts=counts,
        unassigned=spare,
        turnout=turnout,
        need=lasting,
        places=tuple(places(drawn.geometry, counts["residents_under_18"][:, -1], lasting, generator)),
    )
