"""Rules of disclosure control: what may be told of how few people. They belong to the data, never to the page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

Method = Literal["suppress", "round5", "round10"]
METHODS: tuple[Method, ...] = get_args(Method)

GREATEST_NUMERATOR = 1_000
GREATEST_MINIMUM = 1_000_000


class RulesError(ValueError):
    """Rules that cannot be: which field, what was found, what is possible.

    Attributes
    ----------
    field : str
    found : object
    possible : str
    """

    def __init__(self, field: str, found: object, possible: str) -> None:
        super().__init__(f"{field} must be {possible}, not {found!r}")
        self.field, self.found, self.possible = field, found, possible


@dataclass(frozen=True)
class Rules:
    """What is protected, and how.

    Attributes
    ----------
    profile : str
        Name of the profile these rules are, ``"own"`` for others.
    method : {"suppress", "round5", "round10"}
        Hide cells, or round every number to multiples of 5 or 10.
    minimum_numerator : int
        k: a count x with 0 < x < k is protected. The attacker must be left with an interval at least k wide that
        holds a value below k and one of k or more. With rounding the base must be k or more, so that no number
        below k is told, see :meth:`require_coarse_rounding`; then he must be left with what rounding leaves of a count.
    complement : bool
        Protect x also where 0 < n - x < k: nearly everybody is as telling as hardly anybody.
    minimum_denominator : int
        The numerator (and with it the rate) is hidden where fewer people than this could have been counted;
        0 for no such rule. With rounding both are rounded, and neither is hidden.
    minimum_population : int
        Areas with fewer residents are too small for an index, a colour and a rank; 0 for no such rule.
    dominance : float or None
        Greatest share of a count that may come from one contributor (one household, one landlord), 0.5 to 1; beyond,
        it is hidden, with rounding, too;
        None where contributors are not judged.
    zero_is_open : bool
        "Nobody" is published. The attacker then knows that every hidden count is at least 1.
    full_is_open : bool
        "All of them" (x = n) is published.

    Raises
    ------
    RulesError
        Where a field is not what it can be.

    Notes
    -----
    k = 3 and dominance: Federal Employment Agency, § 16 BStatG. 100 in the denominator with 3 in the numerator:
    grid quotas of SGB II (Destatis and BA). 300 residents: monitors of Berlin and Hamburg. Rounding to 5:
    Destatis since 2020; to 10: interactive products of the BA. See also [1]_.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, doi:10.1002/9781118348239.

    Examples
    --------
    >>> PROFILES["municipal"].minimum_numerator
    5
    >>> Rules.from_json(PROFILES["ba"].to_json()) == PROFILES["ba"]
    True
    >>> Rules(minimum_numerator=1)
    Traceback (most recent call last):
    analysis.protection.rules.RulesError: minimum_numerator must be a whole number from 2 to 1000, not 1
    """

    profile: str = "own"
    method: Method = "suppress"
    minimum_numerator: int = 3
    complement: bool = True
    minimum_denominator: int = 100
    minimum_population: int = 300
    dominance: float | None = None
    zero_is_open: bool = True
    full_is_open: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.profile, str) or not 0 < len(self.profile) <= 40:
            raise RulesError("profile", self.profile, "a name of at most 40 characters")
        if self.method not in METHODS:
            raise RulesError("method", self.method, "one of " + ", ".join(METHODS))
        for name in ("complement", "zero_is_open", "full_is_open"):
            if not isinstance(getattr(self, name), bool):
                raise RulesError(name, getattr(self, name), "true or false")
        _whole("minimum_numerator", self.minimum_numerator, 2, GREATEST_NUMERATOR)
        _whole("minimum_denominator", self.minimum_denominator, 0, GREATEST_MINIMUM)
        _whole("minimum_population", self.minimum_population, 0, GREATEST_MINIMUM)
        share = self.dominance
        if share is not None and (
            isinstance(share, bool) or not isinstance(share, int | float) or not 0.5 <= share < 1
        ):
            raise RulesError("dominance", share, "a share from 0.5 to below 1, or nothing")

    @property
    def base(self) -> int:
        """What numbers are rounded to; 1 where cells are hidden instead."""
        return {"suppress": 1, "round5": 5, "round10": 10}[self.method]

    @property
    def rounds_too_finely(self) -> bool:
        """Whether rounded numbers below the minimum numerator would be told: 7 of "fewer than 10" as 5."""
        return self.base > 1 and self.minimum_numerator > self.base

    def require_coarse_rounding(self) -> None:
        """Refuse to round more finely than the minimum numerator allows.

        Raises
        ------
        RulesError
        """
        if self.rounds_too_finely:
            _whole("minimum_numerator", self.minimum_numerator, 2, self.base)

    def to_json(self) -> dict[str, Any]:
        """Write the rules so that :meth:`from_json` reads them.

        Returns
        -------
        dict
            One entry per field.
        """
        return asdict(self)

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Rules":
        """Read rules.

        Parameters
        ----------
        written : mapping
            Fields that are missing take their defaults.

        Returns
        -------
        Rules

        Raises
        ------
        RulesError
            For unknown fields, and for fields that are not what they can be.
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(map(str, written)) - known)
        if unknown:
            raise RulesError(unknown[0], written[unknown[0]], "one of the known fields: " + ", ".join(sorted(known)))
        return cls(**written)


def _whole(name: str, found: object, least: int, most: int) -> None:
    if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
        raise RulesError(name, found, f"a whole number from {least} to {most}")


PROFILES: Mapping[str, Rules] = {
    rules.profile: rules
    for rules in (
        Rules(profile="ba", minimum_numerator=3),
        Rules(profile="municipal", minimum_numerator=5),
        Rules(profile="strict", minimum_numerator=10, minimum_denominator=300, full_is_open=False),
        Rules(profile="round5", method="round5", minimum_numerator=3),
        Rules(profile="round10", method="round10", minimum_numerator=3),
    )
}
