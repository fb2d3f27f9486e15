"""Sheets for tests: of Toytown or of another town, and what stands on them."""

import datetime
import io
from collections.abc import Collection
from pathlib import Path

from pypdf import PdfReader

from layers.council_sheet import council_sheet
from layers.view import View
from loading.atlas import Atlas
from tests.leaks.papers import pages
from tests.toytown import toytown
from texts import load_texts

DAY = datetime.date(2025, 3, 9)
FONTS = Path(__file__).parents[3] / "assets" / "fonts"


def made(atlas: Atlas | None = None, language: str = "de", selection: Collection[str] = (), **query: str) -> bytes:
    """Set a sheet of Toytown, or of another town."""
    town = atlas or toytown()
    return council_sheet(town, View.from_query(query, town), load_texts(language), DAY, FONTS, selection)


def opened(content: bytes) -> PdfReader:
    """Open a document."""
    return PdfReader(io.BytesIO(content))


def said(content: bytes) -> str:
    """Give the text of all pages in one line, without what only allows a line to break."""
    return " ".join("\n".join(pages(content)).split())
