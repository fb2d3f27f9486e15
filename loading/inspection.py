"""What was recognised in files, as plain data for the command line and for other programs."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyproj

from loading.atlas import Atlas, Cube, FileNote, Indicator, RepairNote
from loading.declaring.measures import headings
from loading.delivery import Delivery
from loading.errors import Finding
from loading.joining.keys_on_map import doubled_keys
from loading.load import Recognition, atlas_of
from loading.reasons import Reason

Wording = Callable[..., str]


def inspection(found: Recognition | Atlas, wording: Wording, language: str = "de") -> dict[str, Any]:
    """Say what was recognised, joined and doubted.

    Parameters
    ----------
    found : Recognition or Atlas
    wording : callable
        Gives the text of a key with its fields filled: ``wording("join.same_row_twice.text", key="01")``.
    language : {"de", "en"}
        Of titles and units.

    Returns
    -------
    dict
        Ready for JSON: ``quarters`` {n, crs, key, level, vintage}, and crs_wkt where the system has no number;
        ``join`` {matched: number, only_table,
        only_map, duplicates: keys, repairs [{place, repair, reason, rows, matched_without, matched_with, state}] with
        state "used", "refused" or "proposed", vintages {map, tables {place: as it says}}};
        ``indicators`` [{id, title, unit, years, count_or_rate}]; ``blanks``
        {reason: number of cells, in years in which the indicator was delivered}; ``totals`` [rows
        recognised as totals]; ``findings`` [{severity, place, text, repair, ignored: reason or None, mark}];
        ``files`` [{name, format, encoding, layers or sheets}]; of a Recognition also ``columns_without_indicator``,
        by their place.
    """
    atlas = found if isinstance(found, Atlas) else atlas_of(found)
    unused = [] if isinstance(found, Atlas) else [series.place for series in found.declared.unused()]
    quarters = atlas.levels["quarter"]
    return {
        "quarters": {
            "n": len(quarters),
            **_crs(quarters.crs, wording),
            "key": atlas.join.key,
            "level": quarters.level,
            "vintage": atlas.vintage,
        },
        "join": {
            "matched": len(atlas.join.matched),
            "only_table": list(atlas.join.only_table),
            "only_map": list(atlas.join.only_map),
            "duplicates": list(atlas.join.duplicates),
            "repairs": [_repair(note, wording) for note in atlas.join.repaired],
            "vintages": {"map": atlas.vintage, "tables": dict(atlas.join.vintages)},
        },
        "indicators": [_indicator(atlas, position, language) for position in range(len(atlas.indicators))],
        **({} if isinstance(found, Atlas) else {"columns_without_indicator": unused}),
        "blanks": _blanks(atlas.cubes["quarter"]),
        "totals": list(atlas.join.totals),
        "findings": _findings(atlas.findings, wording),
        "files": _files(atlas.files),
    }


def refused_inspection(delivery: Delivery, wording: Wording) -> dict[str, Any]:
    """Say what was recognised before a delivery was refused.

    Parameters
    ----------
    delivery : Delivery
        What could be read; perhaps nothing.
    wording : callable
        As in :func:`inspection`.

    Returns
    -------
    dict
        ``quarters`` (of the first layer; None without one), ``join`` with the keys that stand on several polygons,
        ``findings`` and ``files``, as in :func:`inspection`.
    """
    layer = next(iter(delivery.layers), None)
    key, doubled, notes = doubled_keys(layer) if layer else ("", {}, [])
    quarters = layer and {
        "n": len(layer.geometry),
        **_crs(layer.crs, wording),
        "key": key,
        "level": "quarter",
        "vintage": layer.vintage,
    }
    return {
        "quarters": quarters,
        "join": {"matched": 0, "only_table": [], "only_map": [], "duplicates": list(doubled)},
        "findings": _findings([*notes, *delivery.findings], wording),
        "files": _files(delivery.files),
    }


def _findings(findings: Iterable[Finding], wording: Wording) -> list[dict[str, str | None]]:
    return [
        {
            "severity": finding.severity,
            "place": _place(finding, wording),
            "text": wording(finding.text_key, **finding.values),
            "repair": wording(finding.repair_key, **finding.values),
            "ignored": finding.ignored or None,
            "mark": finding.mark,
        }
        for finding in findings
    ]


def _repair(note: RepairNote, wording: Wording) -> dict[str, Any]:
    return {
        "place": note.place,
        "repair": note.repair,
        "reason": wording(f"doctor.repairs.{note.repair}.reason"),
        "rows": note.rows,
        "matched_without": note.matched_without,
        "matched_with": note.matched_with,
        "state": "used" if note.wanted else "proposed" if note.needs_a_yes else "refused",
    }


def _place(finding: Finding, wording: Wording) -> str:
    line = finding.values.get("line")
    return wording("checks.part.line", place=finding.place, line=line) if line else finding.place


def _files(files: Iterable[FileNote]) -> list[dict[str, Any]]:
    return [
        {
            "name": note.name,
            "format": note.format,
            "encoding": note.encoding,
            "sheets" if note.is_table else "layers": list(note.parts),
        }
        for note in files
    ]


def _crs(crs: pyproj.CRS, wording: Wording) -> dict[str, str]:
    """Name a reference system; of one without a number, which its name may resemble, the definition itself too."""
    code = crs.to_epsg()
    if code:
        return {"crs": f"EPSG:{code}"}
    return {"crs": wording("crs.own_system", name=crs.name), "crs_wkt": crs.to_wkt()}


def _indicator(atlas: Atlas, position: int, language: str) -> dict[str, Any]:
    indicator: Indicator = atlas.indicators[position]
    counted: dict[str, str] = headings()["own"]["count_unit"]
    filled = np.isfinite(atlas.cubes["quarter"].value[:, position]).any(axis=0)
    return {
        "id": indicator.id,
        "title": indicator.title.get(language, ""),
        "unit": indicator.unit.get(language, "") or (counted[language] if indicator.kind == "count" else ""),
        "years": _years(atlas.years, filled),
        "count_or_rate": indicator.kind,
    }


def _years(years: Sequence[int], filled: np.ndarray) -> list[int]:
    return [year for year, has_number in zip(years, filled, strict=True) if has_number and year]


def _blanks(cube: Cube) -> dict[str, int]:
    """Count the cells of quarters by their reason, in the years in which an indicator was delivered at all."""
    told = ~np.isin(cube.reason, (Reason.NOT_DELIVERED, Reason.NOT_JOINED))
    reasons = np.moveaxis(cube.reason, 0, -1)[told.any(axis=0)]
    return {reason.label: int((reasons == reason).sum()) for reason in Reason if reason is not Reason.VALUE}
