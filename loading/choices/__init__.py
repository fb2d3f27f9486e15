"""What a user decided about a delivery: everything that shall be different from what was recognised."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from loading.choices.districts import DistrictChoice
from loading.choices.findings import IgnoredFinding
from loading.choices.indicators import IndicatorChoice, OwnIndicator
from loading.choices.layers import LayerChoice
from loading.choices.numbers import NumberChoice
from loading.choices.protection import ProtectionChoice
from loading.choices.registers import RegisterChoice
from loading.choices.rows import PairChoice, RepairChoice
from loading.choices.structure import Choice
from loading.choices.tables import TableChoice


class Choices(Choice, frozen=True):
    """All decisions of a user about one delivery; part of what its content hash is made of.

    Attributes
    ----------
    title : str or None
        Of the project.
    key_column : str or None
        Column of the boundaries that holds the key.
    districts : DistrictChoice or None
        Where the districts shall come from.
    layers : tuple of LayerChoice
        At most one for each layer.
    tables : tuple of TableChoice
        At most one for each sheet.
    repairs : tuple of RepairChoice
    pairs : tuple of PairChoice
    indicators : tuple of IndicatorChoice
        At most one for each id.
    own : tuple of OwnIndicator
    numbers : tuple of NumberChoice
    ignored : tuple of IgnoredFinding
    registers : tuple of RegisterChoice
        At most one for each register. Once counted, a file is no register any more.
    protection : ProtectionChoice or None
        By which rules numbers are protected before they are published.

    Examples
    --------
    >>> choices = Choices(title="Toytown", indicators=(IndicatorChoice("baeume", leave_out=True),))
    >>> Choices.from_json(choices.to_json()) == choices
    True
    """

    title: str | None = None
    key_column: str | None = None
    districts: DistrictChoice | None = None
    layers: tuple[LayerChoice, ...] = ()
    tables: tuple[TableChoice, ...] = ()
    repairs: tuple[RepairChoice, ...] = ()
    pairs: tuple[PairChoice, ...] = ()
    indicators: tuple[IndicatorChoice, ...] = ()
    own: tuple[OwnIndicator, ...] = ()
    numbers: tuple[NumberChoice, ...] = ()
    ignored: tuple[IgnoredFinding, ...] = ()
    registers: tuple[RegisterChoice, ...] = ()
    protection: ProtectionChoice | None = None

    def of(self, indicator_id: str) -> IndicatorChoice:
        """Give what was decided about an indicator; nothing, if nothing was."""
        return next((one for one in self.indicators if one.id == indicator_id), IndicatorChoice(indicator_id))

    def of_layer(self, file: str, layer: str | None) -> LayerChoice:
        """Give what was decided about a layer; nothing, if nothing was."""
        found = (one for one in self.layers if (one.file, one.layer) == (file, layer))
        return next(found, LayerChoice(file, layer))

    def of_table(self, file: str, sheet: str | None) -> TableChoice:
        """Give what was decided about a sheet; nothing, if nothing was."""
        found = (one for one in self.tables if (one.file, one.sheet) == (file, sheet))
        return next(found, TableChoice(file, sheet))

    def of_register(self, file: str, layer: str | None) -> RegisterChoice | None:
        """Give what was decided about a register; None, if nothing was."""
        return next((one for one in self.registers if (one.file, one.layer) == (file, layer)), None)

    def settled(self, files: Collection[str]) -> "Choices":
        """Leave out what was decided about registers that are counted: their files are none of a delivery's any more.

        Examples
        --------
        >>> Choices(registers=(RegisterChoice("a.csv"), RegisterChoice("b.csv"))).settled({"b.csv"}).registers
        (RegisterChoice(file='b.csv', layer=None, use='count', year=None, category=None),)
        """
        kept = tuple(one for one in self.registers if one.file in files)
        return self if kept == self.registers else msgspec.structs.replace(self, registers=kept)

    @property
    def uncounted(self) -> bool:
        """Whether a register is still to be counted: files and choices are then not to be kept."""
        return any(one.use != "as_it_is" for one in self.registers)

    @property
    def of_reading(self) -> "Choices":
        """Only what changes how files are read; deliveries read with equal ones are equal."""
        return Choices(layers=self.layers, tables=self.tables, registers=self.registers)

    @property
    def of_numbers(self) -> "Choices":
        """Without the rules of publishing: whatever they are, the numbers of the project stay what they are.

        Examples
        --------
        >>> Choices(title="Toytown", protection=ProtectionChoice("strict")).of_numbers
        Choices(title='Toytown', ...)
        """
        return msgspec.structs.replace(self, protection=None)

    def to_json(self) -> dict[str, Any]:
        """Give the decisions as plain data; what was not decided is left out."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Choices":
        """Read the decisions from plain data.

        Raises
        ------
        ValueError
            If an entry is unknown or not of its type; names it.
        """
        try:
            return msgspec.convert(data, cls)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None
