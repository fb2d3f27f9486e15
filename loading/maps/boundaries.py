"""Polygons of a map file: checked, made valid, and everything that was wrong with them said by name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec
import numpy as np
import shapely

from loading.choices import Choices
from loading.choices.layers import LayerChoice
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.ingest.progress import report
from loading.recognised import Boundaries
from loading.vectors.attributes import examples
from loading.vectors.edges import lonely_edges
from loading.vectors.flaws import Flaw, can_be_mended, changed, flaws_of, mended
from loading.vectors.geojson import read_geojson
from loading.vectors.geopackage import read_geopackage
from loading.vectors.layer import VectorLayer
from loading.vectors.metres import Flat
from loading.vectors.moderate import require_moderate
from loading.vectors.null_island import at_zero
from loading.vectors.outlines import told
from loading.vectors.repair import Repair, identical, polygons_only, valid_polygons
from loading.vectors.row_labels import NOT_A_KEY, row_labels
from loading.vectors.shapefile import read_shapefile
from loading.vectors.splitting import parts_of

_READERS = {"shapefile": read_shapefile, "geopackage": read_geopackage, "geojson": read_geojson}
_VINTAGE_COLUMN = re.compile(
    r"stand|datenstand|stichtag|ausgabe|vintage|vintage_?year|g(ue|ü)ltig_?(ab|von)|valid_?from|jahr|year|beg|begin",
    re.IGNORECASE,
)
_VINTAGE_NAME = re.compile(r"(?<!\d)((?:until|bis|ab|stand|from)?[ _-]?(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?!\d)")
_CODE = re.compile(r"epsg\D?\d+", re.IGNORECASE)
_DATE = re.compile(r"(19|20)\d\d\D|(19|20)\d\d$|\d\d?\.\d\d?\.(19|20)\d\d")


def read_boundaries(file: OpenedFile, choices: Choices | None = None) -> tuple[Boundaries, ...]:
    """Read every layer of polygons of a shapefile, GeoPackage or GeoJSON.

    Parameters
    ----------
    file : OpenedFile
        As :func:`loading.files.opening.opened` hands it on.
    choices : Choices, optional
        What was decided about its layers.

    Returns
    -------
    tuple of Boundaries
        At least one; layers of points and lines are left to :mod:`loading.maps.places`.

    Raises
    ------
    DataFileError
        ``boundaries.no_polygons`` or ``boundaries.no_geometry`` if no layer has a polygon; otherwise what the
        readers raise.
    """
    layers = read_layers(file, choices)
    polygons = tuple(one for layer in layers if has_polygons(layer) for one in boundaries_of(layer, choices))
    if not polygons:
        raise without_polygons(file, layers)
    return polygons


def read_layers(file: OpenedFile, choices: Choices | None = None) -> tuple[VectorLayer, ...]:
    """Read all layers of a map file as delivered, by the reader of its format, but for those that are not wanted.

    Raises
    ------
    ValueError
        If the file is a table.
    DataFileError
        What the readers raise, and those of :func:`loading.vectors.moderate.require_moderate`.
    """
    if file.format not in _READERS:
        raise ValueError(f"{file.label} is no map file but {file.format}")
    layers = _READERS[file.format](file, choices)
    require_moderate(layers)
    return tuple(one for one in layers if choices is None or choices.of_layer(one.file, one.layer).use is not False)


def has_polygons(layer: VectorLayer) -> bool:
    """Tell whether any geometry of the layer is or holds a polygon."""
    return bool(((shapely.get_dimensions(layer.geometry) == 2) & ~shapely.is_empty(layer.geometry)).any())


def without_polygons(file: OpenedFile, layers: Sequence[VectorLayer]) -> DataFileError:
    """Say what a map file holds instead of polygons: other geometries, or none at all."""
    rows = sum(len(layer.geometry) for layer in layers)
    if all(one is None for layer in layers for one in layer.geometry):
        return DataFileError(file.name, "boundaries.no_geometry", n=rows)
    if all(one is None or one.is_empty for layer in layers for one in layer.geometry):
        return DataFileError(file.name, "ingest.all_outlines_broken", n=rows)
    return DataFileError(file.name, "boundaries.no_polygons", found=kinds_found(layers))


def kinds_found(layers: Sequence[VectorLayer]) -> str:
    """Name what a file holds, for a message: "Point (12), LineString (3)"."""
    names = [one.geom_type for layer in layers for one in layer.geometry if one is not None]
    return ", ".join(f"{kind} ({names.count(kind)})" for kind in sorted(set(names))) or "–"


def boundaries_of(layer: VectorLayer, choices: Choices | None = None) -> tuple[Boundaries, ...]:
    """Make one layer of polygons valid, and tell apart the levels or vintages that it holds.

    Parameters
    ----------
    layer : VectorLayer
        With at least one polygon.
    choices : Choices, optional
        What was decided about it.

    Returns
    -------
    tuple of Boundaries
        One, or one for each level. Rows without an area are left out and named by a finding, as is everything that
        was repaired. A level that is not wanted is left out.

    Raises
    ------
    DataFileError
        ``ingest.all_outlines_broken`` if no row has an area.
    """
    report("repairing", layer.place)
    choices = choices or Choices()
    whole = _valid(layer)
    if not len(whole.geometry):
        raise DataFileError(layer.place, "ingest.all_outlines_broken", n=len(layer.geometry))
    flat = Flat.of(whole.geometry, whole.crs)
    edges = lonely_edges(whole.geometry)
    flaws = flaws_of(whole.geometry, whole.crs, flat, edges)
    parts = parts_of(whole.columns, flat, flaws)
    if not parts:
        whole = replace(whole, outline=edges.outline)
        return (_examined(whole, flat, flaws, choices.of_layer(whole.file, whole.layer)),)
    values = {"n": len(parts), "parts": "; ".join(f"{name} ({len(rows)})" for name, rows in parts)}
    split = Finding("info", layer.place, "outlines.levels", values)
    of_whole = choices.of_layer(layer.file, layer.layer)
    levels: list[Boundaries] = []
    for name, rows in parts:
        named = f"{layer.layer}: {name}" if layer.layer else name
        choice = choices.of_layer(layer.file, named)
        if choice.use is False:
            continue
        level = replace(_with_rows(whole, rows), layer=named, findings=() if levels else (split, *whole.findings))
        choice = choice if choice.use is not None else msgspec.structs.replace(choice, use=of_whole.use)
        levels.append(_examined(level, flat.some(rows), flaws_of(level.geometry, level.crs, flat.some(rows)), choice))
    return tuple(levels)


def _valid(layer: VectorLayer) -> Boundaries:
    """Repair outlines, leave out rows without an area and rows that stand twice, and say so."""
    polygons, repairs = valid_polygons(polygons_only(layer.geometry), layer.crs)
    repaired = [repair for repair in repairs if polygons[repair.row] is not None]
    has_area = ~shapely.is_missing(polygons)
    twins, twice = _twins(layer.columns, polygons)
    findings = _remarks(layer, repaired, np.flatnonzero(~has_area), twins, twice)
    rows = np.flatnonzero(has_area & ~np.isin(np.arange(len(polygons)), twins))
    at = {int(row): position for position, row in enumerate(rows)} if repaired else {}
    whole = Boundaries(
        file=layer.file,
        layer=layer.layer,
        format=layer.format,
        encoding=layer.encoding,
        columns=layer.columns,
        geometry=polygons,
        crs=layer.crs,
        vintage=vintage_of(layer.columns, layer.layer or "", layer.file),
        findings=(*layer.findings, *at_zero(layer), *findings),
        flaws=tuple(
            Flaw("repaired", (at[one.row],), 0.0, one.before, one.after, one.problem)
            for one in repaired
            if one.row in at
        ),
    )
    return whole if len(rows) == len(polygons) else _with_rows(whole, rows, renumbered=True)


def _remarks(
    layer: VectorLayer,
    repaired: Sequence[Repair],
    without_area: np.ndarray,
    twins: Sequence[int],
    twice: Sequence[tuple[int, int]],
) -> list[Finding]:
    if not (repaired or len(without_area) or twins or twice):
        return []
    labels = row_labels(layer.columns, len(layer.geometry))
    findings = [_repaired(repair, labels[repair.row], layer.place) for repair in repaired]
    if len(without_area):
        values = {"n": len(without_area), "areas": examples([labels[row] for row in without_area])}
        findings.append(Finding("error", layer.place, "boundaries.without_area", values))
    if twins:
        named = examples([labels[row] for row in twins])
        findings.append(Finding("info", layer.place, "outlines.same_row", {"n": len(twins), "areas": named}))
    return findings + _repeated_outlines(twice, layer.place, labels)


def _repaired(repair: Repair, label: str, place: str) -> Finding:
    is_small = abs(repair.after - repair.before) <= 0.01 * repair.before
    values = {"area": label, "problem": repair.problem, "before": repair.before, "after": repair.after}
    return Finding("info" if is_small else "warning", place, "boundaries.repaired", values)


def _with_rows(whole: Boundaries, rows: np.ndarray, *, renumbered: bool = False) -> Boundaries:
    """Keep some rows; ``renumbered`` where the rows of the flaws are already those of the result."""
    at = {int(row): position for position, row in enumerate(rows)}
    columns = {name: tuple(values[row] for row in rows) for name, values in whole.columns.items()}
    kept = [
        flaw if renumbered else replace(flaw, rows=tuple(at[row] for row in flaw.rows))
        for flaw in whole.flaws
        if renumbered or all(row in at for row in flaw.rows)
    ]
    return replace(whole, columns=columns, geometry=whole.geometry[rows], flaws=tuple(kept), outline=None)


def _examined(whole: Boundaries, flat: Flat, flaws: Sequence[Flaw], choice: LayerChoice) -> Boundaries:
    """Tell what is wrong between the areas; close narrow overlaps and gaps where that is wanted."""
    geometry = np.array(whole.geometry, dtype=object)
    if choice.mend and can_be_mended(flaws):
        geometry = mended(geometry, whole.crs)
        after = Flat.of(geometry, whole.crs)
        flaws = (*changed(flat[:], after[:]), *flaws_of(geometry, whole.crs, after))
        flat = after
        whole = replace(whole, outline=None)
    geometry.setflags(write=False)
    labels = row_labels(whole.columns, len(flat)) if flaws else []
    findings = (*whole.findings, *told(flaws, flat, labels, whole.place))
    return replace(whole, geometry=geometry, findings=findings, flaws=(*whole.flaws, *flaws), use=choice.use)


def vintage_of(columns: Mapping[str, Sequence[str]], *names: str) -> str | None:
    """Find the year or date that boundaries are valid for.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        A column such as STAND decides; where its rows differ, the latest date.
    *names : str
        Layer and file; the first with a year in it is used when no column decides.

    Returns
    -------
    str or None
        As written in the file.

    Examples
    --------
    >>> vintage_of({"STAND": ["2022/01/03", "2022/01/03"]})
    '2022/01/03'
    >>> vintage_of({}, "lor_planungsraeume_until2020.geojson"), vintage_of({}, "Bezirke.shp")
    ('until2020', None)
    """
    for name, values in columns.items():
        if not _VINTAGE_COLUMN.fullmatch(name):
            continue
        dates = {value for value in values if _DATE.match(value)}
        if dates and all(value in dates for value in values if value):
            return max(dates, key=_by_date)
    for name in names:
        found = _VINTAGE_NAME.search(_CODE.sub("", name))
        if found:
            return found.group(1).strip(" _-")
    return None


def _by_date(date: str) -> tuple[str, ...]:
    parts = re.findall(r"\d+", date)
    ordered = parts[:3][::-1] if len(parts) > 2 and len(parts[2]) == 4 else parts
    return tuple(part.zfill(4) for part in ordered)


def _twins(columns: Mapping[str, Sequence[str]], polygons: np.ndarray) -> tuple[list[int], list[tuple[int, int]]]:
    """Give rows that repeat an earlier one in outline and attributes, and pairs that share the outline only."""
    telling = [values for name, values in columns.items() if not NOT_A_KEY.fullmatch(name)]
    pairs = identical(polygons)
    alike = [bool(telling) and all(values[one] == values[other] for values in telling) for one, other in pairs]
    twins = [other for (_, other), same in zip(pairs, alike, strict=True) if same]
    return twins, [pair for pair, same in zip(pairs, alike, strict=True) if not same]


def _repeated_outlines(pairs: Sequence[tuple[int, int]], place: str, labels: Sequence[str]) -> list[Finding]:
    if not pairs:
        return []
    named = [f"{labels[earlier]} = {labels[later]}" for earlier, later in pairs]
    return [Finding("warning", place, "boundaries.same_outline", {"n": len(named), "examples": examples(named)})]
