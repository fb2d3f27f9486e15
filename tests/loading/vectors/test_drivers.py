"""Only four drivers may open a file, and no text can make them open another one."""

import json
import subprocess
import sys
from pathlib import Path

import pyogrio
import pytest

from loading.errors import DataFileError
from loading.vectors.drivers import ALLOWED_DRIVERS, FORBIDDEN_DRIVERS, read_features, vector_reader
from tests.loading.made_files import refusal, shapefile

VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>
</OGRVRTDataSource>"""
CHECK = "import sys; sys.path.insert(0, {root!r}); from loading.vectors.drivers import vector_reader; vector_reader()"


def test_gdal_knows_no_other_driver() -> None:
    vector_reader()
    assert set(pyogrio.list_drivers()) <= ALLOWED_DRIVERS
    assert not ALLOWED_DRIVERS & set(FORBIDDEN_DRIVERS)


def test_a_process_that_met_pyogrio_first_refuses_to_read() -> None:
    root = str(Path(__file__).parents[3])
    command = [sys.executable, "-c", "import pyogrio; " + CHECK.format(root=root)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert "allow-list is not in force" in outcome.stderr


@pytest.mark.parametrize("name", ["karte.geojson", "karte.json", "karte.csv"])
def test_a_vrt_under_any_name_is_refused_and_reads_nothing(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("password\nhunter2\n", encoding="utf-8")
    path = tmp_path / name
    path.write_text(VRT.format(secret=secret), encoding="utf-8")
    error = refusal(path)
    assert error.problem == "opening.other_map_format"
    assert "hunter2" not in str(error)


def test_gdal_itself_cannot_open_a_vrt_or_another_files_content(tmp_path: Path) -> None:
    path = tmp_path / "karte.geojson"
    path.write_text(VRT.format(secret=shapefile(tmp_path / "a.shp")), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_features(path, "karte.geojson")
    assert caught.value.problem == "opening.unreadable"


def test_a_pipeline_of_gdal_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "karte.geojson"
    path.write_text(json.dumps({"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"}), encoding="utf-8")
    assert refusal(path).found["format"] == "GDALG"


def test_reading_maps_does_without_the_libraries_of_data_frames() -> None:
    root = Path(__file__).parents[3]
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "from loading.vectors.drivers import vector_reader\n"
        "vector_reader()\n"
        "print([name for name in ('geopandas', 'pandas') if name in sys.modules])\n"
        "import pandas"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["[]"]
