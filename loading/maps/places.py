"""What a map file holds: quarters, facilities, scenery."""

from dataclasses import dataclass

from loading.choices import Choices
from loading.errors import Finding
from loading.files.opened_file import OpenedFile
from loading.maps.boundaries import boundaries_of, has_polygons, kinds_found, read_layers, without_polygons
from loading.maps.facilities import facilities_of, has_points
from loading.maps.scenery import scenery_kind, scenery_of
from loading.persons.recognition import columns_of_layer, require_no_persons
from loading.recognised import Boundaries, Facility, Scenery
from loading.registers.recognition import Register, register_of_layer
from loading.vectors.layer import VectorLayer


@dataclass(frozen=True)
class Places:
    """The layers of one map file by what they mean.

    Attributes
    ----------
    boundaries : tuple of Boundaries
    facilities : tuple of Facility
        Not yet compared with the quarters, see :func:`loading.maps.facilities.outside_findings`.
    scenery : tuple of Scenery
    findings : tuple of Finding
        About facilities and scenery; boundaries carry their own.
    encoding : str or None
        Of the attributes, whatever the layers mean.
    registers : tuple of Register
        Layers with one point for each case.
    """

    boundaries: tuple[Boundaries, ...] = ()
    facilities: tuple[Facility, ...] = ()
    scenery: tuple[Scenery, ...] = ()
    findings: tuple[Finding, ...] = ()
    encoding: str | None = None
    registers: tuple[Register, ...] = ()


def read_places(file: OpenedFile, choices: Choices | None = None) -> Places:
    """Read a map file and sort its layers: scenery by name, points are facilities, polygons are quarters.

    Parameters
    ----------
    file : OpenedFile
    choices : Choices, optional
        What was decided about its layers; one that is not wanted is left out.

    Returns
    -------
    Places

    Raises
    ------
    DataFileError
        ``boundaries.no_polygons`` if no layer is any of these; ``persons.<kind>`` if one holds persons; otherwise what
        the readers raise.
    """
    layers = read_layers(file, choices)
    if not layers:
        return Places()
    for layer in layers:
        require_no_persons(columns_of_layer(layer), file.name, layer.place)
    kinds = [(layer, scenery_kind(layer)) for layer in layers]
    background = [(layer, kind) for layer, kind in kinds if kind is not None]
    others = [layer for layer, kind in kinds if kind is None]
    quarters = [layer for layer in others if has_polygons(layer)]
    points = [layer for layer in others if has_points(layer)]
    if not (background or quarters or points):
        raise without_polygons(file, layers)
    registers = {id(layer): register for layer in points if (register := _register(layer, choices)) is not None}
    facilities = [facilities_of(layer) for layer in points if id(layer) not in registers]
    left_out = [layer for layer in others if not (has_polygons(layer) or has_points(layer))]
    findings = (
        *(finding for layer, _ in background for finding in layer.findings),
        *(finding for _, findings in facilities for finding in findings),
        *(
            Finding("warning", layer.place, "boundaries.layer_left_out", {"found": kinds_found([layer])})
            for layer in left_out
        ),
    )
    return Places(
        tuple(one for layer in quarters for one in boundaries_of(layer, choices)),
        tuple(place for places, _ in facilities for place in places),
        tuple(one for layer, kind in background for one in scenery_of(layer, kind)),
        findings,
        next((layer.encoding for layer in layers if layer.encoding), None),
        tuple(registers.values()),
    )


def _register(layer: VectorLayer, choices: Choices | None) -> Register | None:
    choice = choices.of_register(layer.file, layer.layer) if choices else None
    return None if choice is not None and choice.use == "as_it_is" else register_of_layer(layer)
