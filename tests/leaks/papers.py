"""What a PDF says: the text of its pages, and the texts that only programs read."""

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject

from tests.pdf_objects import pdf_objects


def pages(content: bytes) -> list[str]:
    """Give the text of every page; what only allows a line to break is taken out."""
    return [re.sub("[\u00ad\u200b]", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def unseen(content: bytes) -> list[str]:
    """Give the texts beside the pages: title, alternative texts, names of bookmarks.

    The numbers that draw shapes are places on paper: there are tens of thousands, and any number is among them.
    """
    return [text for one in pdf_objects(content) for text in _texts(one)]


def _texts(one: object) -> Iterator[str]:
    if isinstance(one, TextStringObject):
        yield str(one)
    elif isinstance(one, DictionaryObject) and not isinstance(one, StreamObject):
        yield from (text for part in dict.values(one) for text in _texts(part))
    elif isinstance(one, ArrayObject):
        yield from (text for part in list.__iter__(one) for text in _texts(part))


def texts_of(content: bytes) -> bytes:
    """Give all texts of a document, one below the other."""
    return "\n".join([*pages(content), *unseen(content)]).encode()
