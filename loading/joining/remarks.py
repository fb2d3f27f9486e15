"""What the owner of the files should know about the join: repairs, rows and polygons left over, districts."""

from collections.abc import Sequence

import numpy as np

from loading.errors import Finding
from loading.joining.crosswalks import Crosswalk, plain_positions
from loading.joining.deciding import BY_HAND
from loading.joining.join import Joined, bare_sets
from loading.joining.proposals import NEED_A_YES, too_many_to_compare
from loading.joining.rows import EXAMPLES, Rows, place
from loading.joining.spelling import REPAIRS
from loading.joining.vintages import vintage_findings
from loading.recognised import Boundaries


def remarks(joined: Joined, layers: Sequence[Boundaries]) -> list[Finding]:
    """Tell what was repaired, what was left over and where the districts come from.

    Parameters
    ----------
    joined : Joined
        With all rows of sums recognised.
    layers : sequence of Boundaries
        All that were delivered.

    Returns
    -------
    list of Finding
    """
    return [
        *_repairs(joined),
        *_decided(joined),
        *_not_compared(joined),
        *_left_over(joined),
        *_vintages(joined),
        *_districts(joined, layers),
    ]


def _repairs(joined: Joined) -> list[Finding]:
    """Report each repair once, with the first table and an example of both spellings."""
    findings: dict[str, Finding] = {}
    for rows in joined.rows:
        for repair, number in rows.repairs.items():
            in_table, on_map = example_of(joined, rows, repair)
            values = {"n": number, "in_table": in_table, "on_map": on_map, "column": rows.column}
            findings.setdefault(repair, Finding("info", place(rows.table), f"join.repaired_{repair}", values))
    return list(findings.values())


def example_of(joined: Joined, rows: Rows, repair: str) -> tuple[str, str]:
    """Give the first pair of spellings that a repair brought together: in the table, on the map."""
    on_map = joined.boundaries.columns[rows.map_column]
    brought = (row for row, way in enumerate(rows.ways) if way == repair and rows.quarter[row] >= 0)
    return next(((rows.table.identifiers[rows.column][row], on_map[rows.quarter[row]]) for row in brought), ("", ""))


def _decided(joined: Joined) -> list[Finding]:
    """Report what was carried out by decision, table by table."""
    findings = []
    for rows in joined.rows:
        for repair in [one for one in (*NEED_A_YES, BY_HAND) if one in rows.ways]:
            done = [row for row, way in enumerate(rows.ways) if way == repair and rows.quarter[row] >= 0]
            if done:
                values = {"n": len(done), "examples": _examples(rows, done)}
                findings.append(Finding("info", place(rows.table), f"doctor.done_{repair}", values))
        if rows.aside:
            values = {"n": len(rows.aside), "examples": _examples(rows, sorted(rows.aside))}
            findings.append(Finding("info", place(rows.table), "doctor.rows_aside", values))
    return findings


def _not_compared(joined: Joined) -> list[Finding]:
    """Report tables with so many rows left over that similar names were not looked for."""
    return [
        Finding("info", place(base.table), "doctor.not_compared", {"n": len(base.open_rows)})
        for base in joined.bases
        if joined.side and too_many_to_compare(base, joined.side)
    ]


def _examples(rows: Rows, some: Sequence[int]) -> str:
    return ", ".join(rows.wording(row) for row in some[:EXAMPLES])


def _vintages(joined: Joined) -> list[Finding]:
    of_map, free = joined.boundaries.vintage, bare_sets(joined).only_map
    findings = [one for rows in joined.rows for one in vintage_findings(rows, of_map, free)]
    for crosswalk in joined.crosswalks:
        values = {"old": crosswalk.old, "new": crosswalk.new, "n": len(crosswalk.ways)}
        findings.append(Finding("info", crosswalk.place, "doctor.crosswalk_found", values))
        findings += _led_astray(joined, crosswalk)
    return findings


def _led_astray(joined: Joined, crosswalk: Crosswalk) -> list[Finding]:
    """Report what a crosswalk leaves out: parts beyond the map, quarters without all rows, a table of the new keys."""
    if joined.side is None:
        return []
    plain = REPAIRS["zero_padding"]
    on_map = plain_positions(joined.side.layer, joined.side.key)
    findings = []
    beyond = [old for old, ways in crosswalk.ways.items() if any(new not in on_map for new, _ in ways)]
    used = {one.place for one in joined.proposals if one.repair == "crosswalk" and one.source == crosswalk.place}
    if used and beyond:
        values = {"n": len(beyond), "examples": ", ".join(beyond[:EXAMPLES])}
        findings.append(Finding("warning", crosswalk.place, "doctor.crosswalk_beyond", values))
    for base in joined.bases:
        left = [row for row in base.open_rows if plain(base.cells[row]) in crosswalk.targets]
        if place(base.table) not in used and left:
            values = {"n": len(left), "old": crosswalk.old, "new": crosswalk.new}
            findings.append(Finding("warning", place(base.table), "doctor.crosswalk_backwards", values))
    for rows in joined.rows:
        blank = [row for row in rows.parts if rows.ways[row] == "crosswalk" and np.isnan(rows.table.values[row]).all()]
        if blank:
            values = {"n": len(blank), "examples": ", ".join(joined.ids[rows.quarter[row]] for row in blank[:EXAMPLES])}
            findings.append(Finding("warning", place(rows.table), "doctor.crosswalk_incomplete", values))
    return findings


def _left_over(joined: Joined) -> list[Finding]:
    findings = []
    for rows in joined.rows:
        left = rows.open_rows
        if left:
            examples = ", ".join(rows.wording(row) for row in left[:EXAMPLES])
            values = {"n": len(left), "examples": examples, "map_file": joined.boundaries.file}
            findings.append(Finding("warning", place(rows.table), "join.only_table", values))
    only_map = bare_sets(joined).only_map
    if only_map:
        named = [f"{key} {joined.names[joined.ids.index(key)]}" for key in only_map[:EXAMPLES]]
        values = {"n": len(only_map), "examples": ", ".join(named)}
        findings.append(Finding("warning", joined.boundaries.file, "join.only_map", values))
    return findings


def _districts(joined: Joined, layers: Sequence[Boundaries]) -> list[Finding]:
    hierarchy, findings = joined.hierarchy, []
    delivered = joined.side.layer if joined.side else joined.boundaries
    if hierarchy is not None:
        values = {"n": len(hierarchy.ids), "place": hierarchy.place}
        findings.append(Finding("info", joined.boundaries.file, f"hierarchy.from_{hierarchy.source}", values))
        without = int((hierarchy.parents < 0).sum())
        if without:
            found = {"n": without, "place": hierarchy.place}
            findings.append(Finding("warning", joined.boundaries.file, "hierarchy.without_district", found))
    if all(delivered is not layer for layer in layers):
        found = {"n": len(joined.ids), "place": joined.boundaries.layer}
        findings.append(Finding("info", joined.boundaries.file, "hierarchy.united", found))
    used = {joined.boundaries.file, hierarchy.place if hierarchy and hierarchy.source == "layer" else None}
    findings += [
        Finding("info", layer.file, "hierarchy.layer_not_used", {"n": len(layer.geometry)})
        for layer in layers
        if layer is not delivered and layer.file not in used
    ]
    return findings
