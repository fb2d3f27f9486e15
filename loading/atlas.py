"""The checked, frozen Atlas: quarters, hierarchy, indicators, numbers, and a reason for every blank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyproj

from loading.errors import Finding
from loading.flags import FlaggedNumbers
from loading.protection import Protection
from loading.recognised import Facility, Scenery

LevelName = Literal["quarter", "district", "city"]
Kind = Literal["rate", "count", "value"]
Direction = Literal["more_disadvantage", "less_disadvantage", "context"]
Counted = Literal["people", "households", "cases", "things", ""]


@dataclass(frozen=True)
class Indicator:
    """A declared number; the fields follow the official Berlin "Indikatorenblatt".

    Attributes
    ----------
    id : str
        Id of the catalogue (``"A1"``) or a slug of the file's own title.
    title, short : mapping of language to str
        Full title, and one that fits into a list.
    dimension : str
        ``"income"``, ``"work"``, ``"education"``, ``"health"``, ``"housing"``, ``"demography"``,
        ``"participation"``, ``"infrastructure"`` or ``"own"``.
    kind : {"rate", "count", "value"}
        Rate: a numerator over a denominator, or a share delivered as such. Count: people or things,
        never drawn as coloured areas. Value: an amount, an index, a mean.
    numerator, denominator : mapping of language to str
        What is counted, and what it refers to; empty where not applicable.
    counts : {"people", "households", "cases", "things", ""}
        What kind of thing the numerator is: "9 % of them live in ..." is said of people and households only.
        Things are dwellings, square metres, euros; empty where nobody has declared it.
    share_of : mapping of language to str
        The numerator behind a share: ``"der SGB-II-Beziehenden"``; empty where nobody has declared it.
    factor : float
        100 for per cent, 1000 for per thousand; 1 for counts and values.
    unit : mapping of language to str
        ``"%"``, ``"je 1.000"``, ``"EUR"``.
    direction : {"more_disadvantage", "less_disadvantage", "context"}
        Context is never judged.
    decimals : int
        Decimals shown.
    reference_date, source, holder, lowest_level : str
        As declared; empty where unknown.
    note : mapping of language to str
    signed : bool
        Shown with its sign, as changes are.
    files : tuple of str
        Delivered files its numbers stand in: the numerator's first, then the denominator's, then further years.
    """

    id: str
    title: Mapping[str, str]
    short: Mapping[str, str]
    dimension: str
    kind: Kind
    numerator: Mapping[str, str] = field(default_factory=dict)
    denominator: Mapping[str, str] = field(default_factory=dict)
    factor: float = 1.0
    unit: Mapping[str, str] = field(default_factory=dict)
    direction: Direction = "context"
    decimals: int = 1
    reference_date: str = ""
    source: str = ""
    holder: str = ""
    lowest_level: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False
    counts: Counted = ""
    share_of: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quarters:
    """The areas of one level.

    Attributes
    ----------
    level : {"quarter", "district", "city"}
    ids : tuple of str
        Keys as text, leading zeros kept.
    names : tuple of str
    parents : tuple of int
        Position in the next higher level; -1 where unknown.
    geometry : object array of shapely geometries, shape (n,)
        In ``crs``.
    crs : pyproj.CRS
    """

    level: LevelName
    ids: tuple[str, ...]
    names: tuple[str, ...]
    parents: tuple[int, ...]
    geometry: np.ndarray
    crs: pyproj.CRS

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Cube:
    """Numbers of one level; every array has the shape (areas, indicators, years).

    Attributes
    ----------
    value : float64
        Rate (already times its factor), count or value. NaN where ``reason`` has no number.
    numerator, denominator : float64
        NaN where unknown, also for shares delivered without their counts.
    reason : uint8
        See ``loading.reasons.Reason``.
    residents : float64, shape (areas, years)
        All residents; NaN where unknown.
    ranges : mapping of int to (low, high), each float64 of shape (areas, years)
        By position of the indicator: the 95 % range of numbers that bring their own, as derived ones do. Of a rate
        the range follows from its counts instead.
    """

    value: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    reason: np.ndarray
    residents: np.ndarray
    ranges: Mapping[int, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ends = (end for both in self.ranges.values() for end in both)
        for array in (self.value, self.numerator, self.denominator, self.reason, self.residents, *ends):
            array.setflags(write=False)


@dataclass(frozen=True)
class FileNote:
    """One delivered file: what it was recognised as."""

    name: str
    format: str
    encoding: str | None
    parts: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it holds rows of numbers and no shapes."""
        return self.format in ("xlsx", "xls", "ods", "csv", "json")


@dataclass(frozen=True)
class RepairNote:
    """What a repair of the join does to one table.

    Attributes
    ----------
    place : str
        File, and sheet where it has one.
    repair : str
        Its name, see :mod:`loading.joining.spelling` and :mod:`loading.joining.proposals`.
    rows : int
        Rows it brings to their quarter.
    matched_without, matched_with : int
        Quarters that have a row of the table without and with it.
    needs_a_yes : bool
        Carried out only where somebody accepted it.
    wanted : bool
        Whether it is carried out.
    """

    place: str
    repair: str
    rows: int
    matched_without: int
    matched_with: int
    needs_a_yes: bool
    wanted: bool


@dataclass(frozen=True)
class Join:
    """The four sets of matching keys of tables to keys of the map.

    Attributes
    ----------
    key : str
        Column of the boundaries that was used.
    matched : tuple of str
        Quarter ids with at least one row.
    only_table, only_map, duplicates : tuple of str
        Keys without a polygon, polygons without a row, keys that stand twice.
    totals : tuple of str
        Rows recognised as totals, subtotals or a remainder: "place: wording".
    repairs : tuple of str
        Names of the repairs that were needed to match ("zero_padding", "number_in_name").
    repaired : tuple of RepairNote
        Their effects, table by table; also those refused and those proposed.
    vintages : mapping of str to str or None
        What each table says about the vintage of its areas, by its place; None where it says nothing.
    """

    key: str
    matched: tuple[str, ...] = ()
    only_table: tuple[str, ...] = ()
    only_map: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    repaired: tuple[RepairNote, ...] = ()
    vintages: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Atlas:
    """Everything known about one city, shared by all readers and written by none.

    Attributes
    ----------
    project : str
        Content hash of the delivered files and choices; part of every URL.
    title : str
        Name of the city or of the delivery.
    levels : mapping of level to Quarters
        Always ``"quarter"`` and ``"city"``; ``"district"`` where a hierarchy was found.
    cubes : mapping of level to Cube
        Same keys as ``levels``.
    indicators : tuple of Indicator
        In the order of the second axis of the cubes.
    years : tuple of int
        Ascending, in the order of the third axis; 0 stands for "no year named".
    join : Join
    facilities : tuple of Facility
    scenery : tuple of Scenery
        Waters and the like; without numbers.
    findings : tuple of Finding
        Ordered by severity.
    files : tuple of FileNote
    minimum_residents, minimum_denominator : int
        Below these a rate is TOO_SMALL to be judged (300 residents: Berlin and Hamburg).
    vintage : str or None
        What the boundaries are valid for.
    flagged : tuple of FlaggedNumbers
        What the sources say about numbers they do deliver: provisional, revised, estimated, uncertain, rounded.
    protection : Protection or None
        The rules by which the numbers were protected before they came here: the project is public. None for a project
        that stays inside the town hall.
    """

    project: str
    title: str
    levels: Mapping[LevelName, Quarters]
    cubes: Mapping[LevelName, Cube]
    indicators: tuple[Indicator, ...]
    years: tuple[int, ...]
    join: Join
    facilities: tuple[Facility, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[FileNote, ...] = ()
    minimum_residents: int = 300
    minimum_denominator: int = 30
    vintage: str | None = None
    scenery: tuple[Scenery, ...] = ()
    flagged: tuple[FlaggedNumbers, ...] = ()
    protection: Protection | None = None

    def indicator_position(self, indicator_id: str) -> int:
        """Give the position of an indicator on the second axis of the cubes.

        Raises
        ------
        KeyError
            If the Atlas has no such indicator; names it.
        """
        for position, indicator in enumerate(self.indicators):
            if indicator.id == indicator_id:
                return position
        raise KeyError(indicator_id)

    def year_position(self, year: int) -> int:
        """Give the position of a year on the third axis of the cubes.

        Raises
        ------
        KeyError
            If the Atlas has no such year.
        """
        if year not in self.years:
            raise KeyError(year)
        return self.years.index(year)
