"""How each part of a delivery stands: what the list of parts says before anybody reads on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from callbacks.intake.shared.finding_list import items
from callbacks.intake.shared.read import Read
from texts import Texts


@dataclass(frozen=True)
class Standing:
    """What is said about a part, in a few words.

    Attributes
    ----------
    is_fine : bool
        False where its owner should look.
    said : str
    """

    is_fine: bool
    said: str


def standings(texts: Texts, found: Read) -> Mapping[str, Standing]:
    """Say how the parts stand, by their names."""
    parts: dict[str, Callable[[Texts, Read], Standing]] = {
        "join": _join,
        "checks": _checks,
        "boundaries": _boundaries,
        "tables": _tables,
        "indicators": _indicators,
    }
    return {name: standing(texts, found) for name, standing in parts.items()}


def _join(texts: Texts, found: Read) -> Standing:
    joined, n = found.atlas.join, len(found.atlas.levels["quarter"])
    is_fine = not (joined.only_table or joined.only_map or joined.duplicates)
    return Standing(is_fine, texts("intake_parts.joined", matched=len(joined.matched), n=n))


def _checks(texts: Texts, found: Read) -> Standing:
    open_ones = [one.first.severity for one in items(texts, found.atlas.findings) if not one.first.ignored]
    counts = {severity: open_ones.count(severity) for severity in ("error", "warning")}
    said = [texts(f"intake_parts.{severity}", n=n) for severity, n in counts.items() if n]
    return Standing(not said, ", ".join(said) or texts("intake_parts.nothing_open"))


def _boundaries(texts: Texts, found: Read) -> Standing:
    layer = found.recognition.joined.boundaries
    is_fine = all(one.severity == "info" for one in layer.findings)
    return Standing(is_fine, texts("intake.n_quarters", n=len(layer.geometry)))


def _tables(texts: Texts, found: Read) -> Standing:
    left_out = found.recognition.joined.left_out
    return Standing(not left_out, texts("intake_parts.tables_read", n=len(found.recognition.tables)))


def _indicators(texts: Texts, found: Read) -> Standing:
    return Standing(True, texts("intake_parts.indicators_found", n=len(found.atlas.indicators)))
