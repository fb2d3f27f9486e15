"""No published table or map is taken for persons or a register: schools, sports grounds and statistics come in."""

from collections.abc import Iterator
from pathlib import Path

from loading.errors import DataFileError
from loading.files.opening import opened
from loading.maps.boundaries import read_layers
from loading.maps.facilities import grids_of, has_points
from loading.persons.columns import Columns
from loading.persons.recognition import case_number, columns_of, traces
from loading.registers.recognition import register_of_grid, register_of_layer

ENDINGS = {".csv", ".xlsx", ".xls", ".zip", ".geojson", ".json", ".shp"}
FEWEST = 100


def taken(path: Path) -> Iterator[tuple[Columns, bool]]:
    """Columns of every sheet and layer of a file, and whether it was taken for a register."""
    for file in opened([path]):
        if file.is_table:
            yield from ((columns_of(grid), register_of_grid(grid, []) is not None) for grid in grids_of(file))
            continue
        for layer in read_layers(file):
            columns = Columns(tuple(layer.columns), tuple(layer.columns.values()))
            yield columns, has_points(layer) and register_of_layer(layer) is not None


def test_nothing_that_was_published_is_taken_for_persons(shared_data: Path) -> None:
    looked_at, wrong = 0, []
    for path in sorted(one for one in shared_data.rglob("*") if one.suffix.lower() in ENDINGS):
        try:
            for columns, is_register in taken(path):
                looked_at += 1
                if traces(columns) or case_number(columns) is not None or is_register:
                    wrong.append(path.name)
        except DataFileError:  # broken in other ways, which other tests are about
            continue
    assert not wrong
    assert looked_at > FEWEST
