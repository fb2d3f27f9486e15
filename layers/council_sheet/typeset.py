"""From plain values to a PDF, by typst: the values are data of the document, never part of its markup."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from layers.printable import printable

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "sheet.typ"
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
    sent = {"sheet": json.dumps(_all_printable(content), allow_nan=False)}
    try:
        return _compiled(sent, fonts, made, ["ua-1"])
    except RuntimeError as error:
        if not any(one in str(error) for one in _ONLY_THE_CLAIM):
            raise
    return _compiled(sent, fonts, made, [])


def _all_printable(content: Any) -> Any:
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {key: _all_printable(one) for key, one in content.items()}
    return [_all_printable(one) for one in content] if isinstance(content, list | tuple) else content


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
