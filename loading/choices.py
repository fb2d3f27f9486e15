"""What a user decided about a delivery: title, key, and for single indicators what shall be different."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, cast, get_args

from loading.atlas import Direction, Kind


@dataclass(frozen=True)
class IndicatorChoice:
    """What shall be different about one indicator; what is None stays as recognised.

    Attributes
    ----------
    id : str
        Of the indicator as it was proposed.
    title : str or None
        Own title, in all languages.
    kind : {"rate", "count", "value"} or None
    direction : {"more_disadvantage", "less_disadvantage", "context"} or None
    numerator, denominator : str or None
        Names of countable columns, see :func:`loading.indicators.countable`.
    leave_out : bool
        The indicator is not wanted.
    """

    id: str
    title: str | None = None
    kind: Kind | None = None
    direction: Direction | None = None
    numerator: str | None = None
    denominator: str | None = None
    leave_out: bool = False


@dataclass(frozen=True)
class Choices:
    """All decisions of a user about one delivery.

    Attributes
    ----------
    title : str or None
        Of the project.
    key_column : str or None
        Column of the boundaries that holds the key.
    indicators : tuple of IndicatorChoice
        At most one for each id.

    Examples
    --------
    >>> choices = Choices(title="Toytown", indicators=(IndicatorChoice("baeume", leave_out=True),))
    >>> Choices.from_json(choices.to_json()) == choices
    True
    """

    title: str | None = None
    key_column: str | None = None
    indicators: tuple[IndicatorChoice, ...] = ()

    def of(self, indicator_id: str) -> IndicatorChoice:
        """Give what was decided about an indicator; nothing, if nothing was."""
        return next((one for one in self.indicators if one.id == indicator_id), IndicatorChoice(indicator_id))

    def to_json(self) -> dict[str, Any]:
        """Give the decisions as plain data; what was not decided is left out."""
        decided = {name: value for name, value in asdict(self).items() if value and name != "indicators"}
        listed = [{name: value for name, value in asdict(one).items() if value} for one in self.indicators]
        return {**decided, "indicators": listed} if listed else decided

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Choices":
        """Read the decisions from plain data.

        Raises
        ------
        ValueError
            If an entry is unknown or not of its type; names it.
        """
        _checked(data, {"title", "key_column", "indicators"}, "choices")
        listed = data.get("indicators", ())
        if not isinstance(listed, (list, tuple)) or not all(isinstance(one, Mapping) for one in listed):
            raise ValueError("indicators must be a list of objects")
        return cls(_text(data, "title"), _text(data, "key_column"), tuple(_indicator_choice(one) for one in listed))


def _indicator_choice(data: Mapping[str, Any]) -> IndicatorChoice:
    _checked(data, {field.name for field in fields(IndicatorChoice)}, "indicators")
    indicator_id, leave_out = _text(data, "id"), data.get("leave_out", False)
    if not indicator_id:
        raise ValueError("an entry of indicators needs an id")
    if not isinstance(leave_out, bool):
        raise ValueError("leave_out must be true or false")
    return IndicatorChoice(
        indicator_id,
        _text(data, "title"),
        cast(Kind | None, _one_of(data, "kind", get_args(Kind))),
        cast(Direction | None, _one_of(data, "direction", get_args(Direction))),
        _text(data, "numerator"),
        _text(data, "denominator"),
        leave_out,
    )


def _checked(data: Mapping[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        raise ValueError(f"{place}: unknown {', '.join(unknown)}")


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} must be text")
    return value or None


def _one_of(data: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str | None:
    value = _text(data, name)
    if value is not None and value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}")
    return value
