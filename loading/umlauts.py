"""Umlauts written out, as keys, addresses of files and older lists write them."""

from collections.abc import Mapping
from typing import Final

#: For ``str.translate``, of small letters.
WRITTEN_OUT: Final[Mapping[int, str]] = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
