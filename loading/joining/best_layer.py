"""Which layer of polygons the tables speak about, and with which pairs of columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loading.errors import DataFileError
from loading.joining.matching import Pairing, candidate_columns, pairings
from loading.joining.rows import EXAMPLES
from loading.joining.which_layer import require_one
from loading.recognised import Boundaries, Table

MOSTLY_MATCHED = 0.5


@dataclass(frozen=True)
class Candidate:
    """A layer with the pairings of all tables; ``matched`` counts polygons over all of them."""

    layer: Boundaries
    found: list[list[Pairing]]
    matched: float

    @property
    def share(self) -> float:
        """Of the layer's polygons, how many the best table matches."""
        largest = max(options[0].matched for options in self.found if options)
        return largest / len(self.layer.geometry)

    def share_of_rows(self, tables: Sequence[Table]) -> float:
        """Of the table that matches best, how many rows found a polygon; rows of sums do not count."""
        shares = [
            np.count_nonzero(options[0].positions >= 0) / max(len(table.values) - len(table.totals), 1)
            for options, table in zip(self.found, tables, strict=True)
            if options
        ]
        return float(max(shares))

    def beats(self, other: "Candidate") -> bool:
        """Tell whether more is matched here, or as much on fewer polygons."""
        if abs(self.matched - other.matched) < 1:
            return len(self.layer.geometry) < len(other.layer.geometry)
        return self.matched > other.matched


def best_layer(
    layers: Sequence[Boundaries], tables: Sequence[Table], key_column: str | None, *, asks: bool = True
) -> Candidate | None:
    """Give the layer with most polygons matched, of equal ones that with fewer polygons; None where none matches.

    A layer that somebody chose goes before all others.

    Raises
    ------
    OpenQuestion
        Where another layer fits as well and none was chosen; never without ``asks``, as for units of one layer.
    """
    best: Candidate | None = None
    fitting: list[Candidate] = []
    for layer in [one for one in layers if one.use] or layers:
        columns = candidate_columns(layer)
        columns = {key_column: columns[key_column]} if key_column in columns else columns
        found = [pairings(columns, table) for table in tables]
        matched = sum(options[0].matched + options[0].score for options in found if options)
        candidate = Candidate(layer, found, matched)
        fitting += [candidate] if matched > 0 else []
        if matched > 0 and (best is None or candidate.beats(best)):
            best = candidate
    if asks and best is not None and best.share >= MOSTLY_MATCHED:
        require_one(best.layer, [(one.layer, one.share) for one in fitting])
    return best


def no_common_key(layers: Sequence[Boundaries], tables: Sequence[Table]) -> DataFileError:
    """Say what stands in the first columns of both sides, where nothing agrees."""
    table = tables[0]
    theirs = next(iter(table.identifiers.items()), ("", ()))
    ours = next(
        ((column, forms["exact"]) for layer in layers for column, forms in candidate_columns(layer).items()), ("", ())
    )
    return DataFileError(
        table.file,
        "join.no_common_key",
        column=theirs[0],
        in_table=_some(theirs[1]),
        map_file=layers[0].file,
        map_column=ours[0],
        on_map=_some(ours[1]),
    )


def _some(values: Sequence[str]) -> str:
    """Name up to three examples."""
    shown = list(dict.fromkeys(value for value in values if value.strip()))
    return ", ".join(shown[:EXAMPLES]) + (" \N{HORIZONTAL ELLIPSIS}" if len(shown) > EXAMPLES else "")
