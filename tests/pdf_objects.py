"""Everything that a PDF holds, also what stands on none of its pages."""

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import PdfObject


def pdf_objects(content: bytes) -> Iterator[PdfObject | None]:
    """Give every numbered object; one that another refers to comes by its own number."""
    reader = PdfReader(io.BytesIO(content))
    compressed = reader.xref_objStm
    for number in sorted({*compressed, *(number for numbers in reader.xref.values() for number in numbers)}):
        yield reader.get_object(number)
