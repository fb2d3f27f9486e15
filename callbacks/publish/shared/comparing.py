"""The losses of all ready profiles side by side, before one is chosen: what is asked, and what is told."""

import math
from collections.abc import Mapping
from typing import Any, Final

from analysis.protection import PROFILES
from callbacks.publish.shared.proofs import Proof
from layers.protection import RuleBook
from layers.protection_prices import AskedPrices
from loading.atlas import Atlas
from loading.errors import DataFileError

#: Rounding first, so that both methods are told before one is chosen; then the quickest on the sample city.
ORDER: Final = ("round10", "municipal", "ba", "strict", "round5")
UNASKED: Final = 12.0  # seconds that may pass before what was not asked for ends


def asked_prices(atlas: Atlas, book: RuleBook, told: Mapping[str, Any]) -> AskedPrices:
    """Give the question for the prices of ready profiles, with what is stricter for single indicators and files.

    Parameters
    ----------
    atlas : Atlas
    book : RuleBook
        Kept with the project.
    told : mapping
        By the page: ``profiles``, names of those it lacks; ``all``, whether the slow ones are wanted too.

    Raises
    ------
    DataFileError
        ``gate.already_public``.
    """
    if atlas.protection is not None:
        raise DataFileError(atlas.title, "gate.already_public")
    wanted = told.get("profiles")
    chosen = [one for one in ORDER if not isinstance(wanted, list) or one in wanted]
    stricter = {part: given for part, given in book.to_json().items() if part in ("indicators", "files", "bases")}
    books = tuple({"profile": profile, **stricter} for profile in chosen)
    return AskedPrices(atlas, books, math.inf if told.get("all") is True else UNASKED)


def prices_told(proof: Proof) -> dict[str, Any]:
    """Tell which prices are known, which profile is being computed, and whether more is to come."""
    running = proof.is_running  # first: what is known afterwards is then all there is
    found = proof.so_far()
    rows = [one for one in found.get("rows", ()) if one["profile"] in PROFILES]
    now = str(found.get("now", "")) if running else ""
    return {"running": running, "seconds": round(proof.seconds), "now": now, "rows": rows}
