"""JSON as databases and open-data portals deliver it: a list of records, or columns and rows, as a grid."""

import codecs
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loading.errors import DataFileError, Finding
from loading.ingest.limits import limits_in_force
from loading.tables.characters import Characters
from loading.tables.encoding import decoded
from loading.tables.grid import Cell, Grid, refuse_oversize, require_small

_WRAPPINGS = ("data", "records", "rows", "items", "results", "result", "features", "values", "value")
_COLUMNS = ("columns", "fields", "header", "headers")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SCALARS = (str, int, float, bool, type(None))


def is_json(head: bytes) -> bool:
    r"""Tell JSON by its first character.

    Examples
    --------
    >>> is_json(b'\xef\xbb\xbf [{"Nr": 1}]'), is_json(b"Nr;Zahl")
    (True, False)
    """
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()[:1] in (b"[", b"{")


def read_records(path: Path, name: str) -> Grid:
    """Read a table written as JSON.

    Understood are a list of records, a list of rows, ``{"columns": [...], "data": [[...]]}`` and their like,
    ``{"column": [...]}``, and any of them inside one named entry.

    Parameters
    ----------
    path : Path
    name : str
        For messages.

    Raises
    ------
    DataFileError
        If the file is too large, no complete JSON, no table, or a field holds lists or records itself.
    """
    require_small(path, name)
    text, encoding, findings = decoded(name, path.read_bytes())
    doubled: list[str] = []
    header, rows, missing = _table(_parsed(text, name, doubled), name)
    refuse_oversize(name, len(rows) + 1, len(header))
    told = [*findings]
    if doubled:
        told.append(Finding("warning", name, "tables.json_key_twice", {"n": len(doubled), "field": doubled[0]}))
    if missing:
        fields = ", ".join(list(dict.fromkeys(field for _, field in missing))[:3])
        n = len({row for row, _ in missing})
        told.append(Finding("info", name, "tables.json_fields_missing", {"n": n, "fields": fields}))
    cells: tuple[list[Cell], ...] = ([*header], *rows)
    return Grid(name, None, "json", encoding, cells, tuple(range(1, len(cells) + 1)), findings=tuple(told))


def _parsed(text: str, name: str, doubled: list[str]) -> Any:
    def record(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                doubled.append(key)
            found.setdefault(key, value)
        return found

    try:
        return json.loads(text.strip(), object_pairs_hook=record, parse_constant=lambda word: word)
    except RecursionError:
        raise DataFileError(name, "tables.json_not_tabular") from None
    except json.JSONDecodeError as error:
        raise DataFileError(name, "tables.json_broken", line=error.lineno) from None
    except ValueError:
        raise DataFileError(name, "tables.json_broken", line=1) from None


def _table(found: Any, name: str) -> tuple[list[str], list[list[Cell]], list[tuple[int, str]]]:
    """Give header, rows, and the (row, field) that are missing."""
    if isinstance(found, dict):
        return _of_mapping(found, name)
    if not isinstance(found, list) or not found:
        raise DataFileError(name, "tables.json_not_tabular")
    if all(isinstance(record, dict) for record in found):
        return _of_records(found, name)
    if all(isinstance(row, list) for row in found) and all(isinstance(cell, str) for cell in found[0]):
        return _of_rows(found[0], found[1:], name)
    raise DataFileError(name, "tables.json_not_tabular")


def _of_mapping(found: Mapping[str, Any], name: str) -> tuple[list[str], list[list[Cell]], list[tuple[int, str]]]:
    columns = next((_names(found[key]) for key in _COLUMNS if _names(found.get(key))), None)
    if columns is None and isinstance(found.get("schema"), dict):
        columns = _names(found["schema"].get("fields"))
    lists = {key: value for key, value in found.items() if isinstance(value, list) and key not in _COLUMNS}
    inner = next((lists[key] for key in _WRAPPINGS if key in lists), None)
    if columns and inner and all(isinstance(row, list) for row in inner):
        return _of_rows(columns, inner, name)
    if inner is None and len(lists) > 1 and len(lists) == len(found) and len(set(map(len, lists.values()))) == 1:
        return _of_rows(list(lists), [list(row) for row in zip(*lists.values(), strict=True)], name)
    if inner is None and len(lists) == 1:
        inner = next(iter(lists.values()))
    return _table(inner, name)


def _names(found: Any) -> list[str] | None:
    """Names of columns, written as texts or as records with a name."""
    if not isinstance(found, list):
        return None
    names = [one.get("name", one.get("id")) if isinstance(one, dict) else one for one in found]
    return [str(one) for one in names] if names and all(isinstance(one, str) for one in names) else None


def _of_records(
    records: Sequence[Mapping[str, Any]], name: str
) -> tuple[list[str], list[list[Cell]], list[tuple[int, str]]]:
    header = list(dict.fromkeys(field for record in records for field in record))
    if len(header) * len(records) > limits_in_force().cells:
        refuse_oversize(name, len(records), len(header))
    missing = [(row, field) for row, record in enumerate(records) for field in header if field not in record]
    rows = [[record.get(field) for field in header] for record in records]
    return (*_of_rows(header, rows, name)[:2], missing)


def _of_rows(
    header: Sequence[str], rows: Sequence[Sequence[Any]], name: str
) -> tuple[list[str], list[list[Cell]], list[tuple[int, str]]]:
    characters = Characters()
    for row in rows:
        for field, cell in zip(header, row, strict=False):
            if not isinstance(cell, _SCALARS):
                raise DataFileError(name, "tables.json_nested", field=field)
    if any(len(row) > len(header) for row in rows):
        raise DataFileError(name, "tables.json_not_tabular")
    made = [[_cell(cell, characters) for cell in row] + [""] * (len(header) - len(row)) for row in rows]
    return [characters.plain(field).strip() for field in header], made, []


def _cell(cell: Any, characters: Characters) -> Cell:
    if cell is None:
        return ""
    made: Cell = characters.plain(cell).strip() if isinstance(cell, str) else cell
    return made
