"""The rules of a project: general ones, and stricter ones for single indicators and files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from analysis.protection import PROFILES, Rules, RulesError
from layers.protection.ready_made.shares import is_decision
from loading.atlas import Indicator

OVERRIDABLE = ("minimum_numerator", "complement", "minimum_denominator", "dominance", "full_is_open")
_PARTS = ("profile", "rules", "indicators", "files", "bases")


@dataclass(frozen=True)
class RuleBook:
    """The rules kept with a project; never taken from a request of a page that the public reads.

    Attributes
    ----------
    general : Rules
    indicators, files : mapping of id, or of file name, to the fields that differ
        Only fields of :data:`OVERRIDABLE`: whether zeros are open, and whether numbers are hidden or rounded, is one
        decision for everything published together. Where several apply the stricter one wins, so that no entry
        loosens another.
    bases : mapping of id to str
        Decisions of whom shares delivered without counts are, and what is no count of persons; see
        :mod:`layers.protection.ready_made.shares`. Without one nothing is published that is not certain.

    Examples
    --------
    >>> book = RuleBook.from_json({"profile": "ba", "indicators": {"A1": {"minimum_numerator": 10}}})
    >>> book.general.minimum_numerator, book.strictest([]).minimum_numerator
    (3, 3)
    """

    general: Rules = field(default_factory=lambda: PROFILES["ba"])
    indicators: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)

    def of(self, indicator: Indicator) -> Rules:
        """Give the rules of one indicator: the general ones, made stricter by what is said of it and its files."""
        said = [self.indicators.get(indicator.id), *(self.files.get(file) for file in indicator.files)]
        return reduce(stricter, (_changed(self.general, one) for one in said if one), self.general)

    def strictest(self, indicators: Iterable[Indicator]) -> Rules:
        """Give rules at least as strict as those of every one of some indicators."""
        return reduce(stricter, map(self.of, indicators), self.general)

    def to_json(self) -> dict[str, Any]:
        """Write the rules so that :meth:`from_json` reads them."""
        known = PROFILES.get(self.general.profile)
        written = self.general.to_json()
        changed = written if known is None else {n: v for n, v in written.items() if v != known.to_json()[n]}
        found: dict[str, Any] = {"profile": self.general.profile}
        named = {"rules": changed, "indicators": self.indicators, "files": self.files, "bases": self.bases}
        for name, part in named.items():
            if part:
                found[name] = {key: dict(value) if isinstance(value, Mapping) else value for key, value in part.items()}
        return found

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "RuleBook":
        """Read rules.

        Parameters
        ----------
        written : mapping
            ``profile``, by default ``"ba"``; ``rules``, the fields that differ from it; ``indicators``, ``files`` and
            ``bases``.

        Returns
        -------
        RuleBook

        Raises
        ------
        RulesError
            For parts, profiles and fields that are not known, and fields that are not what they can be.
        """
        if not isinstance(written, Mapping):
            raise RulesError("rules", written, "an object")
        for part in written:
            if part not in _PARTS:
                raise RulesError(str(part), written[part], "one of " + ", ".join(_PARTS))
        parts = {name: written.get(name, {}) for name in _PARTS[1:]}
        for name, part in parts.items():
            if not isinstance(part, Mapping) or not all(_fits(name, each) for each in part.values()):
                raise RulesError(name, part, "an object")
        general = _general(written.get("profile", "ba"), parts["rules"])
        for each in (*parts["indicators"].values(), *parts["files"].values()):
            _changed(general, each)
        return cls(general, parts["indicators"], parts["files"], parts["bases"])


def stricter(one: Rules, other: Rules) -> Rules:
    """Give rules that protect whatever either of two protects.

    Examples
    --------
    >>> both = stricter(Rules(minimum_numerator=5, complement=False), Rules(minimum_denominator=300))
    >>> both.minimum_numerator, both.complement, both.minimum_denominator
    (5, True, 300)
    """
    shares = [share for share in (one.dominance, other.dominance) if share is not None]
    return replace(
        one,
        minimum_numerator=max(one.minimum_numerator, other.minimum_numerator),
        complement=one.complement or other.complement,
        minimum_denominator=max(one.minimum_denominator, other.minimum_denominator),
        dominance=min(shares) if shares else None,
        full_is_open=one.full_is_open and other.full_is_open,
    )


def _fits(part: str, value: object) -> bool:
    if part == "bases":
        return is_decision(value)
    return part == "rules" or isinstance(value, Mapping)


def _general(profile: object, changed: Mapping[str, Any]) -> Rules:
    if profile not in PROFILES and profile != "own":
        raise RulesError("profile", profile, "one of " + ", ".join((*PROFILES, "own")))
    known = PROFILES.get(str(profile), Rules())
    rules = Rules.from_json({**known.to_json(), **changed})
    return rules if rules == known else replace(rules, profile="own")


def _changed(general: Rules, said: Mapping[str, Any]) -> Rules:
    for name in said:
        if name not in OVERRIDABLE:
            raise RulesError(str(name), said[name], "one of " + ", ".join(OVERRIDABLE))
    return Rules.from_json({**general.to_json(), **said})
