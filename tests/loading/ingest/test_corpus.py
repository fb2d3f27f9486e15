"""Maps that are broken or lie in wait, one trick each: what comes of each, and that nothing else was read or asked."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loading.delivery import Delivery
from loading.errors import DataFileError
from loading.ingest.apart import read_apart
from loading.ingest.form import Arrays
from loading.ingest.typed import form_of
from tests.loading.corpus.maps.archives import ARCHIVES
from tests.loading.corpus.maps.bait import SECRET, laid
from tests.loading.corpus.maps.geojson_texts import GEOJSON
from tests.loading.corpus.maps.geopackages import GEOPACKAGES
from texts import LANGUAGES, load_texts

MADE = {**ARCHIVES, **GEOPACKAGES, **GEOJSON}
TABLE = "Nr;Arbeitslose\n01;31\n02;42\n03;53\n"
SECONDS = 12.0
REFUSED = {
    "001-names-upwards": "opening.zip_path",
    "002-absolute-path": "opening.zip_path",
    "003-drive": "opening.zip_path",
    "004-link": "opening.zip_link",
    "005-encrypted": "opening.password",
    "006-truncated": "opening.damaged_zip",
    "007-empty": "opening.empty_zip",
    "008-zip-in-zip": "opening.zip_in_zip",
    "009-bomb": "opening.zip_bomb",
    "010-lying-size": "opening.damaged_zip",
    "011-overlapping": "opening.zip_overlap",
    "012-many-members": "opening.too_many_members",
    "019-no-shx": "opening.missing_part",
    "020-no-dbf": "opening.missing_part",
    "021-no-prj": "opening.missing_prj",
    "023-no-shp": "opening.missing_shp",
    "024-dbf-claims-rows": "opening.damaged_part",
    "025-shx-header-huge": "opening.damaged_part",
    "027-sparse-shx": "opening.damaged_part",
    "028-prj-is-a-link": "crs.unreadable",
    "030-same-stem-twice": "opening.same_name_twice",
    "033-virtual-ogr": "geopackage.virtual_table",
    "034-sqlite-as-geojson": "opening.plain_sqlite",
    "038-no-contents": "geopackage.damaged",
    "040-still-open": "opening.geopackage_in_use",
    "042-vrt": "opening.other_map_format",
    "043-gdalg": "geojson.other_format",
    "044-header-file": "opening.other_map_format",
    "045-crs-link": "crs.unreadable",
    "046-crs-name-is-a-link": "crs.unreadable",
    "049-metres-without-crs": "geojson.metres_without_crs",
    "055-empty-geometries": "ingest.all_outlines_broken",
    "055b-all-broken": "ingest.all_outlines_broken",
    "056-no-features": "geojson.no_features",
    "057-zero-bytes": "opening.empty",
    "058-truncated": "geojson.broken",
    "071-deep": "load.no_boundaries",
    "071b-deeper": "load.no_boundaries",
    "072-200000-properties": "geojson.too_wide",
    "073-4-million-vertices": "ingest.too_many_vertices",
    "074-250-megabytes": "opening.too_large",
    "075-topojson": "geojson.other_format",
}
# Number of areas of the first layer, and what the owner is told about the map.
READ: dict[str, tuple[int, set[str]]] = {
    "013-two-layers": (3, set()),
    "014-in-a-folder": (3, set()),
    "015-macosx": (3, set()),
    "016-upper-case": (3, set()),
    "017-mixed-case": (3, set()),
    "018-cp850-name": (3, set()),
    "022-no-cpg": (3, set()),
    "026-shp-claims-points": (2, {"boundaries.without_area"}),
    "029-wrong-cpg": (3, {"attributes.wrong_encoding"}),
    "031-endless-view": (3, {"geopackage.view"}),
    "032-trigger": (3, set()),
    "035-view-with-readfile": (3, {"geopackage.view"}),
    "036-blob-claims-points": (2, {"boundaries.without_area"}),
    "037-deep-collection": (2, {"boundaries.without_area"}),
    "039-sixty-layers": (3, set()),
    "041-aspatial-first": (3, set()),
    "047-old-crs-25832": (3, set()),
    "048-old-crs-31467": (3, set()),
    "050-swapped-axes": (3, {"crs.swapped_axes"}),
    "051-heights": (3, set()),
    "052-nan-coordinate": (2, {"boundaries.without_area"}),
    "053-endless-coordinate": (2, {"boundaries.without_area"}),
    "054-nan-properties": (3, set()),
    "059-bow-tie": (3, {"boundaries.repaired"}),
    "060-open-ring": (3, {"geojson.open_rings"}),
    "061-two-point-ring": (2, {"boundaries.without_area"}),
    "062-mixed-types": (2, {"boundaries.without_area"}),
    "063-key-twice": (3, {"geojson.repeated"}),
    "064-changing-types": (3, set()),
    "065-property-geometry": (3, set()),
    "066-proto": (3, set()),
    "067-script": (3, set()),
    "068-mark": (3, set()),
    "069-latin-1": (3, set()),
    "070-utf-16": (3, set()),
    "070b-utf-16-without-mark": (3, set()),
    "076-single-feature": (1, set()),
    "077-overlapping": (3, {"boundaries.same_outline", "outlines.overlap"}),
    "078-nowhere": (3, {"boundaries.same_outline", "outlines.at_zero"}),
}


class Listener:
    """An address on this machine that notes whoever asks."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port, self.asked = self._server.getsockname()[1], 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.asked += 1
            connection.close()

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


class Nowhere(Arrays):
    """Arrays hold numbers and outlines; no text that could give anything away."""

    def keep(self, array: object) -> int:
        assert array is not None
        return 0


def read(folder: Path, listener: Listener, make: Callable[[Path], Path]) -> Delivery:
    """Read a made map beside a good table, in time; nothing outside was read, nobody was asked."""
    laid(folder, listener.port)
    (folder / "zahlen.csv").write_text(TABLE, encoding="utf-8")
    path, told = make(folder), ""
    began = time.monotonic()
    try:
        found = read_apart([path, folder / "zahlen.csv"])
        told = json.dumps(form_of(Delivery).pack(found, Nowhere()))
        return found
    except DataFileError as error:
        told = str(error)
        raise
    finally:
        assert time.monotonic() - began < SECONDS
        assert SECRET not in told
        assert listener.asked == 0


def test_every_case_says_what_must_come_of_it() -> None:
    assert set(MADE) == {*REFUSED, *READ}
    assert not set(REFUSED) & set(READ)


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_plain_words(tmp_path: Path, listener: Listener, case: str) -> None:
    with pytest.raises(DataFileError) as caught:
        read(tmp_path, listener, MADE[case])
    assert caught.value.problem == REFUSED[case]
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            wording = load_texts(language)(f"{caught.value.problem}.{part}", **caught.value.found)
            assert "{" not in wording
            assert str(tmp_path) not in wording


@pytest.mark.parametrize("case", READ)
def test_it_is_read_and_everything_that_was_changed_is_told(tmp_path: Path, listener: Listener, case: str) -> None:
    areas, codes = READ[case]
    found = read(tmp_path, listener, MADE[case])
    assert len(found.layers[0].geometry) == areas
    assert {finding.code for finding in found.findings} == codes


def test_a_property_named_like_the_geometry_is_kept(tmp_path: Path, listener: Listener) -> None:
    columns = read(tmp_path, listener, MADE["065-property-geometry"]).layers[0].columns
    assert set(columns["geometry"]) == {"eckig"}


@pytest.mark.parametrize("case", ["067-script", "066-proto"])
def test_what_a_browser_would_run_stays_text(tmp_path: Path, listener: Listener, case: str) -> None:
    columns = read(tmp_path, listener, MADE[case]).layers[0].columns
    assert {"067-script": "<script>alert(1)</script>", "066-proto": "x"}[case] in {
        value for values in columns.values() for value in values
    }


@pytest.mark.parametrize("case", ["069-latin-1", "070-utf-16", "070b-utf-16-without-mark", "068-mark"])
def test_umlauts_survive_every_encoding(tmp_path: Path, listener: Listener, case: str) -> None:
    assert read(tmp_path, listener, MADE[case]).layers[0].columns["Name"] == ("Brück", "Süd", "Öst")
