"""What was recognised in files, as plain data for the command line and for other programs."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from loading.atlas import Atlas, Cube, Indicator
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
        Ready for JSON: ``quarters`` {n, crs, key, level, vintage}; ``join`` {matched: number, only_table,
        only_map, duplicates: keys}; ``indicators`` [{id, title, unit, years, count_or_rate}]; ``blanks``
        {reason: number of cells, in years in which the indicator was delivered}; ``totals`` [rows
        recognised as totals]; ``findings`` [{severity, place, text, repair}]; ``files`` [{name, format,
        encoding, layers or sheets}].
    """
    atlas = found if isinstance(found, Atlas) else atlas_of(found)
    quarters = atlas.levels["quarter"]
    return {
        "quarters": {
            "n": len(quarters),
            "crs": _crs(quarters.crs.to_epsg(), quarters.crs.name),
            "key": atlas.join.key,
            "level": quarters.level,
            "vintage": atlas.vintage,
        },
        "join": {
            "matched": len(atlas.join.matched),
            "only_table": list(atlas.join.only_table),
            "only_map": list(atlas.join.only_map),
            "duplicates": list(atlas.join.duplicates),
        },
        "indicators": [_indicator(atlas, position, language) for position in range(len(atlas.indicators))],
        "blanks": _blanks(atlas.cubes["quarter"]),
        "totals": list(atlas.join.totals),
        "findings": [
            {
                "severity": finding.severity,
                "place": finding.place,
                "text": wording(finding.text_key, **finding.values),
                "repair": wording(finding.repair_key, **finding.values),
            }
            for finding in atlas.findings
        ],
        "files": [
            {
                "name": note.name,
                "format": note.format,
                "encoding": note.encoding,
                "sheets" if note.is_table else "layers": list(note.parts),
            }
            for note in atlas.files
        ],
    }


def _crs(code: int | None, name: str) -> str:
    return f"EPSG:{code}" if code else name


def _indicator(atlas: Atlas, position: int, language: str) -> dict[str, Any]:
    indicator: Indicator = atlas.indicators[position]
    filled = np.isfinite(atlas.cubes["quarter"].value[:, position]).any(axis=0)
    return {
        "id": indicator.id,
        "title": indicator.title.get(language, ""),
        "unit": indicator.unit.get(language, ""),
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
