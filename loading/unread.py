"""Files that nobody could look into: whatever they hold, persons too, nothing of them may be kept."""

from collections.abc import Iterable

from loading.errors import Finding

_UNREAD = frozenset(
    {
        *("opening.password", "opening.unread_member", "opening.damaged_part", "opening.damaged_zip"),
        *("opening.unreadable", "opening.not_recognised", "opening.not_data", "opening.web_page_as_table"),
        *("opening.other_map_format", "opening.other_archive", "opening.plain_sqlite", "opening.no_spreadsheet"),
        *("opening.too_many_members", "opening.zip_path", "opening.zip_link", "opening.zip_bomb"),
        *("opening.zip_overlap", "opening.zip_in_zip", "opening.nothing_in_zip"),
        *("tables.password", "tables.broken_workbook", "tables.broken_quotes", "tables.json_broken"),
        *("tables.entities", "tables.too_large", "tables.too_many_columns", "tables.too_many_cells"),
        *("tables.far_cell", "tables.cell_too_long"),
        *("geojson.broken", "geojson.other_format", "geojson.too_wide"),
        *("geopackage.damaged", "geopackage.virtual_table"),
        *("ingest.too_much_memory", "ingest.too_much_written", "ingest.broke_off"),
    }
)


def is_unread(code: str) -> bool:
    """Tell whether a refusal says that a file could not be looked into: a password, damage, tricks, its size.

    No decision of its owner mends that, and no further file: it comes again, readable, or not at all. What was looked
    into and is of no use, a table without numbers for example, may be kept. So is what was never looked into to the
    end through no fault of its own: ``ingest.ended``, ``ingest.disk_full``.

    Examples
    --------
    >>> is_unread("tables.password"), is_unread("tables.no_numbers"), is_unread("opening.missing_part")
    (True, False, False)
    """
    return code in _UNREAD


def unread_files(findings: Iterable[Finding]) -> set[str]:
    """Name the files among findings that could not be looked into.

    Examples
    --------
    >>> unread_files([Finding("error", "a.xlsx", "tables.password"), Finding("info", "b.csv", "tables.no_numbers")])
    {'a.xlsx'}
    """
    return {one.place for one in findings if is_unread(one.code)}
