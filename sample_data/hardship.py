"""Poverty, work, education, health and housing in the quarters: counts drawn around plausible shares."""

from collections.abc import Callable, Mapping

import numpy as np

from sample_data import names, people
from sample_data.people import Counts, marks, some_of

#: City-wide course of the share on SGB II benefits against its mean, as logit: refugees 2015/16 and 2022, 2020.
COURSE = np.array([0.02, 0.06, 0.06, 0.01, -0.05, 0.0, -0.04, -0.02, 0.01, 0.02])
REFUGEES = np.array([1.0, 1.15, 0.7, 0.5, 0.4, 0.36, 0.4, 0.85, 0.9, 0.8])


def logistic(value: np.ndarray) -> np.ndarray:
    """Turn logits into shares."""
    return np.asarray(1 / (1 + np.exp(-value)))


def need(geometry: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Draw how disadvantaged each quarter is in 2024; about -1.5 to 2.2, neighbours alike."""
    middles = people.centres(geometry)
    away = np.hypot(*middles.T)
    base = 0.46 * people.field(middles, generator, 1.5) - 0.12 * (away - 2.5)
    cores = marks(*names.NORTH[:5], *names.EAST[:3], *names.ISLAND)
    rims = marks(*names.NORTH, *names.EAST) - marks(*names.NORTH[:5], *names.EAST[:3])
    gaps = np.hypot(*(middles[:, None] - middles[None, cores > 0]).transpose(2, 0, 1))
    spill = np.exp(-((gaps / 1.3) ** 2)).max(axis=1) * (1 - marks("0701", "0705", "0708", "0710", "0703"))
    lifted = np.clip(base, -1.3, 0.5) + 0.45 * spill
    island = marks(*names.ISLAND)
    raised = (cores - island) * (1.55 + 0.25 * base) + rims * (0.95 + 0.25 * base) + island * 1.5
    result = np.where(cores + rims > 0, raised, lifted) + 0.12 * generator.standard_normal(len(away))
    return np.asarray(result - 0.35 * marks("0701", "0705", "0708", "0710", "0703", "0709"))


def course(generator: np.random.Generator) -> np.ndarray:
    """Draw how need differs from that of 2024 year by year, shape (quarters, years)."""
    years = np.arange(10) - 9
    slope = 0.05 * marks(*names.EAST) - 0.07 * marks(*names.GENTRIFYING) + 0.012 * generator.standard_normal(90)
    return np.asarray(slope[:, None] * years + 0.05 * people.wandering((90, 10), generator, 0.8))


def level(shape: np.ndarray, total: np.ndarray, share: float) -> np.ndarray:
    """Move logits so that the expected share of all people and years is the wanted one."""
    low, high = -12.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        if (logistic(shape + middle) * total).sum() < share * total.sum():
            low = middle
        else:
            high = middle
    return logistic(shape + (low + high) / 2)


Draw = Callable[[np.ndarray, np.ndarray, float], np.ndarray]


def draw_with(generator: np.random.Generator) -> Draw:
    """Give a function that draws a group with a city-wide share, around a pattern of logits."""

    def draw(total: np.ndarray, pattern: np.ndarray, share: float) -> np.ndarray:
        local = 0.06 * generator.standard_normal((90, 1))
        return some_of(total, level(pattern + local, total, share), generator)

    return draw


def benefits(group: Mapping[str, np.ndarray], lack: np.ndarray, foreign: np.ndarray, draw: Draw) -> Counts:
    """Draw people and households on benefits; parts never exceed their whole.

    Parameters
    ----------
    group : mapping of str to float array, shape (quarters, years)
        Residents by age, and ``households``, ``lone_parent_households``.
    lack : float array, shape (quarters, years)
        Need.
    foreign : float array, shape (quarters, years)
        Foreign residents under the retirement age.
    draw : callable
    """
    on_benefits = lack * 0.98 + COURSE
    small = draw(group["residents_under_15"], on_benefits * 1.06, 0.178)
    youth = draw(group["residents_under_18"] - group["residents_under_15"], on_benefits * 1.05, 0.152)
    grown = draw(group["residents_18_to_retirement"], on_benefits, 0.0865)
    all_people = small + youth + grown
    able = draw(youth + grown, 0.0 * lack, 0.952)
    open_work = draw(np.minimum(able, grown), 0.08 * lack, 0.42)
    limit = np.minimum(all_people, foreign)
    old = draw(group["residents_from_retirement"], lack * 0.8 + np.linspace(-0.12, 0.16, 10), 0.042)
    reduced = draw(group["residents_18_to_retirement"], lack * 0.6, 0.012)
    lone = draw(group["lone_parent_households"], lack * 0.55 + COURSE, 0.37)
    return {
        "sgb2": all_people,
        "sgb2_under_15": small,
        "sgb2_under_18": small + youth,
        "employable_sgb2": able,
        "long_term_sgb2": draw(able, 0.12 * lack - 0.6 * (REFUGEES - 0.6), 0.63),
        "unemployed_sgb2": open_work,
        "foreign_sgb2": np.minimum(draw(all_people, 0.18 * lack + np.linspace(-0.35, 0.35, 10), 0.4), limit),
        "old_age_benefit": old,
        "transfer_not_unemployed": all_people - open_work + old + reduced,
        "benefit_households": np.maximum(np.rint(all_people / (2.02 - 0.05 * lack)), lone),
        "lone_parent_benefit_households": lone,
        "housing_benefit": draw(group["households"], 0.45 * lack + 0.55 * (np.arange(10) >= 8), 0.021),
    }


def work(group: Mapping[str, np.ndarray], lack: np.ndarray, part: Mapping[str, np.ndarray], draw: Draw) -> Counts:
    """Draw unemployment and employment."""
    insured = draw(group["residents_15_to_65"], 0.28 * lack + 1.6 * COURSE, 0.021)
    youth_share = group["residents_15_to_25"] / np.maximum(group["residents_15_to_retirement"], 1)
    return {
        "unemployed_sgb2_under_25": np.minimum(
            draw(group["residents_15_to_25"], lack * 0.95 + COURSE, 0.026),
            np.rint(part["unemployed_sgb2"] * np.minimum(2.2 * youth_share, 0.6)),
        ),
        "long_term_unemployed": draw(part["unemployed_sgb2"] + insured, 0.15 * lack, 0.41),
        "employed": draw(group["residents_15_to_65"], -0.3 * lack + np.linspace(-0.1, 0.12, 10), 0.585),
    }


def origins(group: Mapping[str, np.ndarray], lack: np.ndarray, draw: Draw) -> Counts:
    """Draw foreign residents, migration background and people in the asylum procedure."""
    rise = np.linspace(-0.28, 0.2, 10) + 0.12 * (REFUGEES - 0.6)
    migration = draw(group["residents"], 0.55 * lack + rise, 0.31)
    share = migration / np.maximum(group["residents"], 1)
    foreign = draw(migration, 0.2 * lack + 0.5 * rise, 0.47)
    young = group["residents_under_retirement"] / np.maximum(group["residents"], 1)
    homes = marks(*names.SHELTERS)[:, None] * np.linspace(0.7, 1.3, 90)[:, None]
    asylum = draw(np.rint(foreign * 0.6), 0 * lack + 2.2 * homes + np.log(REFUGEES), 0.05)
    return {
        "migration_background": migration,
        "foreign_residents": foreign,
        "foreign_residents_under_retirement": np.rint(foreign * np.minimum(1, young * 1.13)),
        "asylum_benefit": asylum,
        "migration_share": share,
    }


def homes(group: Mapping[str, np.ndarray], lack: np.ndarray, generator: np.random.Generator, draw: Draw) -> Counts:
    """Draw households, dwellings and how long people have lived at their address."""
    away = 2.05 + 0.1 * np.tanh(group["residents_under_18"] / np.maximum(group["residents"], 1) * 12 - 2)
    households = np.rint(group["residents"] / away)
    families = np.minimum(np.rint(group["residents_under_18"] / 1.64), households)
    dwellings = np.rint(households * (1.035 + 0.01 * generator.standard_normal((90, 1))))
    space = np.exp(
        np.log(43.5) - 0.12 * lack + 0.03 * generator.standard_normal((90, 1)) + np.linspace(-0.015, 0.01, 10)
    )
    rehoused = 0.35 * (marks("0706", "0903", "0406", "0403") - marks(*names.GENTRIFYING))[:, None]
    return {
        "households": households,
        "family_households": families,
        "lone_parent_households": draw(families, 0.36 * lack, 0.215),
        "older_alone": draw(group["residents_from_65"], 0.12 * lack, 0.35),
        "dwellings": dwellings,
        "social_dwellings": draw(dwellings, lack + rehoused - np.linspace(-0.2, 0.2, 10), 0.082),
        "living_space": np.rint(group["residents"] * space),
        "long_residence": draw(group["residents_from_5"], -0.25 * lack - 0.12 * (REFUGEES - 0.6), 0.63),
    }


def turnout(lack: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Give the turnout in per cent, one decimal."""
    noise = 0.05 * generator.standard_normal((90, 1))
    return np.round(100 * logistic(1.12 - 0.48 * lack + noise + 0.03 * generator.standard_normal(lack.shape)), 1)


def childhood(group: Mapping[str, np.ndarray], lack: np.ndarray, migration: np.ndarray, draw: Draw) -> Counts:
    """Draw day care, school entry, school and child welfare.

    Parameters
    ----------
    group : mapping of str to float array, shape (quarters, years)
    lack : float array, shape (quarters, years)
    migration : float array, shape (quarters, years)
        Share of residents with a migration background.
    draw : callable
    """
    examined = draw(np.rint(group["residents_3_to_6"] * 2 / 3), 0.0 * lack, 0.96)
    card = draw(examined, -0.25 * lack, 0.92)
    leavers = draw(np.rint(group["residents_6_to_10"] / 4), 0.0 * lack, 0.97)
    return {
        "children_examined": examined,
        "language_finding": draw(examined, 0.45 * lack + 1.6 * migration + np.linspace(-0.15, 0.2, 10), 0.27),
        "overweight": draw(examined, 0.4 * lack, 0.112),
        "vaccination_card": card,
        "measles_vaccinated": draw(card, -0.2 * lack + np.linspace(-0.2, 0.2, 10), 0.93),
        "grade_4_leavers": leavers,
        "to_gymnasium": draw(leavers, -0.75 * lack, 0.44),
        "care_under_3": draw(group["residents_under_3"], -0.3 * lack + np.linspace(-0.3, 0.25, 10), 0.31),
        "child_welfare": draw(group["residents_under_21"], 0.6 * lack + np.linspace(-0.1, 0.1, 10), 0.034),
    }
