"""What the owner of the files should know about the join: repairs, rows and polygons left over, districts."""

from collections.abc import Sequence

from loading.errors import Finding
from loading.join import Joined, four_sets
from loading.joining.rows import EXAMPLES, place
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
    return [*_repairs(joined), *_left_over(joined), *_districts(joined, layers)]


def _repairs(joined: Joined) -> list[Finding]:
    """Report each repair once, with the first table and an example of both spellings."""
    findings: dict[str, Finding] = {}
    for rows in joined.rows:
        keys, on_map = rows.table.identifiers[rows.column], joined.boundaries.columns[rows.map_column]
        example = next(
            ((keys[row], on_map[polygon]) for row, polygon in enumerate(rows.quarter.tolist()) if polygon >= 0),
            ("", ""),
        )
        for repair, number in rows.repairs.items():
            values = {"n": number, "in_table": example[0], "on_map": example[1], "column": rows.column}
            findings.setdefault(repair, Finding("info", place(rows.table), f"join.repaired_{repair}", values))
    return list(findings.values())


def _left_over(joined: Joined) -> list[Finding]:
    findings = []
    for rows in joined.rows:
        left = rows.open_rows
        if left:
            examples = ", ".join(rows.wording(row) for row in left[:EXAMPLES])
            values = {"n": len(left), "examples": examples, "map_file": joined.boundaries.file}
            findings.append(Finding("warning", place(rows.table), "join.only_table", values))
    only_map = four_sets(joined).only_map
    if only_map:
        named = [f"{key} {joined.names[joined.ids.index(key)]}" for key in only_map[:EXAMPLES]]
        values = {"n": len(only_map), "examples": ", ".join(named)}
        findings.append(Finding("warning", joined.boundaries.file, "join.only_map", values))
    return findings


def _districts(joined: Joined, layers: Sequence[Boundaries]) -> list[Finding]:
    hierarchy, findings = joined.hierarchy, []
    if hierarchy is not None:
        values = {"n": len(hierarchy.ids), "place": hierarchy.place}
        findings.append(Finding("info", joined.boundaries.file, f"hierarchy.from_{hierarchy.source}", values))
        without = int((hierarchy.parents < 0).sum())
        if without:
            found = {"n": without, "place": hierarchy.place}
            findings.append(Finding("warning", joined.boundaries.file, "hierarchy.without_district", found))
    if all(joined.boundaries is not layer for layer in layers):
        found = {"n": len(joined.ids), "place": joined.boundaries.layer}
        findings.append(Finding("info", joined.boundaries.file, "hierarchy.united", found))
    used = {joined.boundaries.file, hierarchy.place if hierarchy and hierarchy.source == "layer" else None}
    findings += [
        Finding("info", layer.file, "hierarchy.layer_not_used", {"n": len(layer.geometry)})
        for layer in layers
        if layer is not joined.boundaries and layer.file not in used
    ]
    return findings
