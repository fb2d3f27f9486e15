"""The sample city Ahrenfurt, fictional, delivered the way a town hall delivers."""

from pathlib import Path

FILES = (
    "ahrenfurt_statistische_bezirke.zip",
    "ahrenfurt_sozialmonitoring_2015-2024.xlsx",
    "ahrenfurt_einrichtungen.csv",
    "ahrenfurt_gewaesser.geojson",
)


def sample_files() -> list[Path]:
    """Give the delivered files: boundaries, workbook, facilities, water.

    Examples
    --------
    >>> [path.suffix for path in sample_files()]
    ['.zip', '.xlsx', '.csv', '.geojson']
    """
    folder = Path(__file__).parent
    return [folder / name for name in FILES]
