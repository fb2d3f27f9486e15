"""Write the delivered files of the sample city: ``python -m sample_data.make_sample_city [FOLDER]``."""

import sys
from pathlib import Path

from sample_data import FILES
from sample_data.city import city
from sample_data.delivery import write_boundaries, write_facilities, write_water
from sample_data.workbook import write_workbook

__all__ = ["city", "write_sample_city"]


def write_sample_city(folder: Path) -> list[Path]:
    """Write the four files into a folder; the same bytes every time."""
    boundaries, workbook, facilities, water = (folder / name for name in FILES)
    truth = city()
    write_boundaries(boundaries, truth.geometry, truth.district)
    write_workbook(workbook, truth)
    write_facilities(facilities, truth.places)
    write_water(water, truth.water)
    return [boundaries, workbook, facilities, water]


if __name__ == "__main__":
    for path in write_sample_city(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        sys.stdout.write(f"{path.name}\n")
