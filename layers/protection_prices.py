"""What every profile would cost, in a process of its own: one after the other, the next only while there is time.

The folder holds ``question.pickle``, which this program wrote itself; ``answer.json`` grows with each profile, so that
a page can show what is known already. Nothing that came from a browser is unpickled.
"""

import json
import os
import pickle
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.protection import NothingFitsError
from layers.protection import RuleBook, preview
from layers.protection_apart import QUESTION, keep_answer, price_told
from loading.atlas import Atlas
from loading.errors import DataFileError

_POLITE = 5  # pages that are looked at meanwhile come first


@dataclass(frozen=True)
class AskedPrices:
    """What is to be compared.

    Attributes
    ----------
    atlas : Atlas
        Internal.
    books : tuple of mapping
        Rules as ``RuleBook.to_json`` writes them, the quickest first.
    seconds : float
        After so long no further one is begun.
    """

    atlas: Atlas
    books: tuple[dict[str, Any], ...]
    seconds: float

    @property
    def key(self) -> str:
        """Name the question, the same for the same."""
        return json.dumps([self.books, self.seconds], sort_keys=True)


def priced(atlas: Atlas, book: Mapping[str, Any]) -> dict[str, Any]:
    """Tell what rules would cost, and whether what they hide is proven."""
    profile = book["profile"]
    try:
        found = preview(atlas, RuleBook.from_json(book))
    except (NothingFitsError, DataFileError):
        return {"profile": profile, "refused": True}
    return {"profile": profile, "unproven": found.unproven, **price_told(found.price)}


def compared(asked: AskedPrices, folder: Path) -> None:
    """Price one set of rules after the other, and write down what is known after each."""
    began, rows = time.monotonic(), list[dict[str, Any]]()
    for book in asked.books:
        if rows and time.monotonic() - began > asked.seconds:
            return
        keep_answer(folder, {"rows": rows, "now": book["profile"]})
        rows.append(priced(asked.atlas, book))
        keep_answer(folder, {"rows": rows, "now": ""})


def main(folder: Path) -> int:
    """Answer the question that lies in a folder."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    asked: AskedPrices = pickle.loads((folder / QUESTION).read_bytes())  # noqa: S301 - written by this program
    compared(asked, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
