"""From plain values to a PDF, by typst: the values are data of the document, never part of its markup."""

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "sheet.typ"
#: What cannot be printed: controls, marks that turn the direction of reading, halves of pairs, what is no character.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
#: Of a letter that no font has, and of a title of nothing that can be seen.
_ONLY_THE_CLAIM = ("could not be displayed", "PDF/UA-1 error")


def typeset(content: Mapping[str, Any], fonts: Path, made_on: datetime.date) -> bytes:
    """Set the sheet.

    Parameters
    ----------
    content : mapping
        As ``layers.council_sheet.sheet.sheet_content`` gives it.
    fonts : Path
        Folder of the fonts.
    made_on : date
        Stands in the document's properties; without it the bytes would change every second.

    Returns
    -------
    bytes
        PDF/UA-1. Where a letter is in none of the fonts the standard forbids the document: it is then a tagged PDF
        without that claim, and the letter an empty box.

    Notes
    -----
    The template gets all values as one JSON text and reads no file. Its root is its own folder, where nothing but the
    program lies; packages are sought there, too, and none is fetched.
    """
    made = datetime.datetime.combine(made_on, datetime.time(), datetime.UTC)
    sent = {"sheet": json.dumps(printable(content), allow_nan=False)}
    try:
        return _compiled(sent, fonts, made, ["ua-1"])
    except RuntimeError as error:
        if not any(one in str(error) for one in _ONLY_THE_CLAIM):
            raise
    return _compiled(sent, fonts, made, [])


def printable(content: Any) -> Any:
    r"""Take out of all texts what no printer could print.

    Examples
    --------
    >>> printable({"name": "Nul\x00l \ud800", "n": [1, "\u202eab"]})
    {'name': 'Null ', 'n': [1, 'ab']}
    """
    if isinstance(content, str):
        return _UNPRINTABLE.sub("", content)
    if isinstance(content, Mapping):
        return {key: printable(one) for key, one in content.items()}
    return [printable(one) for one in content] if isinstance(content, list | tuple) else content


def _compiled(sent: dict[str, str], fonts: Path, made: datetime.datetime, standards: list[Any]) -> bytes:
    import typst

    of_folder = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
    compiler = typst.Compiler(
        _TEMPLATE.read_bytes(),
        root=_HERE,
        font_paths=of_folder,
        ignore_system_fonts=True,
        sys_inputs=sent,
        package_path=_HERE,
        package_cache_path=_HERE,
    )
    document = compiler.compile(format="pdf", pdf_standards=standards, timestamp=made)
    if not isinstance(document, bytes):
        raise TypeError("a PDF is one document")
    return document
