"""What was protected, by which rule and at what price; and what no protection of tables covers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loading.atlas import LevelName

NOT_COVERED = (
    "insiders",
    "other_publications",
    "vintages",
    "dominance",
    "earlier_states",
    "formulas",
    "means",
    "words",
    "geometry",
    "contained",
    "unjudged_shares",
    "decided",
    "nameless",
)

_MOST_PAIRS = 10


@dataclass(frozen=True)
class Entry:
    """One number that is not published, for inside the town hall; the number itself is never kept.

    Attributes
    ----------
    level : {"quarter", "district", "city"}
    area, name : str
    year : int
    indicators : tuple of str
        Ids of those whose counts it is.
    role : {"numerator", "denominator", "residents", "share", "implied", "amount"}
    rule : str
        Label of :class:`analysis.protection.State`: ``"primary"``, ``"complement"``, ``"denominator"``,
        ``"dominance"``, ``"withheld"``, ``"secondary"``; ``"follows"`` for a value that other hidden ones would be
        worked out from.
    """

    level: LevelName
    area: str
    name: str
    year: int
    indicators: tuple[str, ...]
    role: str
    rule: str


@dataclass(frozen=True)
class OfIndicator:
    """What protection takes from one indicator.

    Attributes
    ----------
    indicator : str
        Id.
    values : int
        Values over all levels, areas and years that could have been published.
    hidden : int
        Of these, how many are not.
    """

    indicator: str
    values: int
    hidden: int


@dataclass(frozen=True)
class Price:
    """What a way of protecting costs.

    Attributes
    ----------
    cells, hidden : int
        Counts that could be published, and those hidden (or changed by rounding).
    sum_share : float
        Share of the sum of all counts of quarters that is hidden, 0 to 1; with rounding the mean relative change.
    """

    cells: int
    hidden: int
    sum_share: float

    @property
    def share(self) -> float:
        """Share of the cells that is hidden."""
        return self.hidden / self.cells if self.cells else 0.0


@dataclass(frozen=True)
class Preview:
    """What a profile would cost, before it is chosen.

    Attributes
    ----------
    profile : str
    rules : mapping
    price : Price
    primary : Price
        Of hiding only what the rules name; an attacker works much of it out again.
    blunt : Price
        Of hiding every relation that holds a number below k.
    unproven : int
        Cells whose protection could not be proven; where there are any, nothing is published.
    """

    profile: str
    rules: Mapping[str, Any]
    price: Price
    primary: Price
    blunt: Price
    unproven: int


@dataclass(frozen=True)
class Audit:
    """The report on a protection.

    Attributes
    ----------
    profile, published : str
        Of the rules; day, ``YYYY-MM-DD``.
    rules : mapping
        As :meth:`layers.protection.RuleBook.to_json`.
    title : str
        Of the project.
    by_rule : mapping of label to int
        Counts of each :class:`analysis.protection.State`, and of values that follow.
    by_indicator : tuple of OfIndicator
    by_level : mapping of level to (cells, hidden)
    relations : mapping of kind to int
        What adds up: ``"levels"``, ``"groups"``, ``"changes"``, ``"shared"``, small ``"rests"`` of counts that are part
        of others, pieces of quarters of other ``"vintages"``, and how many totals differ from the sum of
        their parts: ``"differing"``.
    groups : tuple of (total, parts)
        Sums found among indicators, each part as ``"<indicator id> <role>"``.
    price, primary, blunt : Price
        See :class:`Preview`.
    narrowest : mapping of label to float
        Of each rule, the narrowest interval in which an attacker can place a cell that it protects.
    findings_left_out : int
        Findings about numbers that are not published.
    facilities_left_out : int
        Places without a name of their own: each may be where somebody lives.
    left_out : mapping of id to (values left out, values delivered)
        Shares of nobody knows whom, indices of nobody knows what, see :mod:`layers.protection.ready_made.left_out`.
    decided : tuple of str
        Ids of what is published as it is, as no count of persons.
    unjudged : tuple of str
        Ids of shares delivered without counts and without residents.
    decimals : mapping of id to int
        Indicators that are published with fewer decimals.
    not_covered : tuple of str
        Keys of sentences.
    contained : tuple of (part, whole)
        Counts that seem to be part of others and leave hardly anybody of them somewhere, each as
        ``"<indicator id> <role>"``.
    entries : tuple of Entry
        For inside only.
    """

    profile: str
    published: str
    rules: Mapping[str, Any]
    title: str
    by_rule: Mapping[str, int]
    by_indicator: tuple[OfIndicator, ...]
    by_level: Mapping[str, tuple[int, int]]
    relations: Mapping[str, int]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    price: Price
    primary: Price
    blunt: Price
    narrowest: Mapping[str, float]
    findings_left_out: int = 0
    facilities_left_out: int = 0
    unjudged: tuple[str, ...] = ()
    left_out: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    decided: tuple[str, ...] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    not_covered: tuple[str, ...] = NOT_COVERED
    contained: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The first counts that seem to be part of others, as (part, whole)."""
        return self.contained[:_MOST_PAIRS]

    def figures(self) -> dict[str, Any]:
        """Give what the public may know: what it can count in the file itself, and no cell.

        Neither how many cells each rule hides - where none is secondary all are known to be small - nor how many
        rests and pieces are small, nor any share of the sum: it would be one more relation between hidden
        numbers, that nothing has proven.
        """
        return {
            "by_indicator": {one.indicator: [one.values, one.hidden] for one in self.by_indicator},
            "by_level": {level: list(both) for level, both in self.by_level.items()},
            "relations": {kind: number for kind, number in self.relations.items() if kind not in ("rests", "vintages")},
            "decimals": dict(self.decimals),
            "unjudged": list(self.unjudged),
            "decided": list(self.decided),
        }
