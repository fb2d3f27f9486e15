"""What a source says about a number goes with it: onto the map, into the project file, into table and export."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from layers.columns import details_bytes
from layers.container import read_container
from layers.flags import flags
from loading.atlas import Atlas, Indicator
from loading.choices import Choices
from loading.choices.rows import PairChoice
from loading.cubes.flagging import flagged_numbers
from loading.cubes.placing import Numbers, Placed
from loading.declaring.declaration import Declaration
from loading.declaring.measures import MeasureRef
from loading.flags import Flag, FlaggedNumbers
from loading.joining.rows import Rows
from loading.load import load_atlas
from loading.project_file.reading import read_project
from loading.project_file.saving import save
from tests.callbacks.delivered_towns import town_files
from tests.loading.project_file.made_projects import differences, project_of
from tests.loading.squares import table

HEADS = "Schlüssel;Name;Einwohner 2022;Arbeitslose 2022;Einwohner 2023;Arbeitslose 2023"


def town(folder: Path, cells: Mapping[int, str], every: str = "{n}") -> list[Path]:
    """A town whose unemployed of 2023 are written as given, by the position of the quarter."""
    boundaries, numbers = town_files(folder, "Lindenau", "30", 6)
    keys = [line.split(";")[0] for line in numbers.read_text(encoding="utf-8").splitlines()[1:13]]
    rows = [
        f"{key};Ort {chr(65 + at)};{1000 + at};{40 + at};{1100 + at};{cells.get(at, every.format(n=50 + at))}"
        for at, key in enumerate(keys)
    ]
    numbers.write_text("\n".join([HEADS, *rows]), encoding="utf-8")
    return [boundaries, numbers]


def told(atlas: Atlas, year: int = 2023) -> dict[str, Mapping[str, tuple[int, ...]]]:
    found = {one.id: flags(atlas, "quarter", one.id, year) for one in atlas.indicators}
    return {name: of_one for name, of_one in found.items() if of_one}


def test_a_flag_stands_at_the_count_and_at_every_rate_made_of_it(tmp_path: Path) -> None:
    atlas = load_atlas(town(tmp_path, {1: "p 51", 4: "(54)", 5: "r 55"}))
    expected = {"provisional": (1,), "revised": (5,), "limited": (4,)}
    assert len(told(atlas)) >= 2
    assert all(dict(of_one) == expected for of_one in told(atlas).values())
    assert told(atlas, 2022) == {}


def test_a_delivery_without_flags_has_none_and_its_details_are_as_before(tmp_path: Path) -> None:
    atlas = load_atlas(town(tmp_path, {}))
    assert atlas.flagged == ()
    header, _ = read_container(details_bytes(atlas, "quarter", atlas.indicators[0].id, 2023))
    assert "flags" not in header


def test_the_browser_is_told_with_the_details(tmp_path: Path) -> None:
    atlas = load_atlas(town(tmp_path, {2: "52 s", 3: "53 p"}))
    header, _ = read_container(details_bytes(atlas, "quarter", next(iter(told(atlas))), 2023))
    assert header["flags"] == {"provisional": [3], "estimated": [2]}
    assert flags(atlas, "city", next(iter(told(atlas))), 2023) == {}


def test_a_blank_is_never_flagged(tmp_path: Path) -> None:
    atlas = load_atlas(town(tmp_path, {1: "p 51", 2: "."}))
    assert all(dict(of_one) == {"provisional": (1,)} for of_one in told(atlas).values())


def test_flags_come_back_from_a_project_file(tmp_path: Path) -> None:
    project = project_of(town(tmp_path, {1: "p 51"}))
    path = tmp_path / "town.qb.gpkg"
    saved = save(path, project, 0)
    assert saved.atlas.flagged
    assert differences(saved, read_project(path)[0], "project") == []


def test_a_pair_made_by_hand_brings_the_flag_along(tmp_path: Path) -> None:
    files = town(tmp_path, {1: "p 51"})
    lines = files[1].read_text(encoding="utf-8").splitlines()
    key = lines[2].split(";")[0]
    lines[2] = lines[2].replace(key, "Sonderfall", 1)
    files[1].write_text("\n".join(lines), encoding="utf-8")
    pair = PairChoice(files[1].name, "Sonderfall", key)
    atlas = load_atlas(files, Choices(pairs=(pair,)))
    assert {(1,)} == {of_one["provisional"] for of_one in told(atlas).values()}


def test_a_sum_of_two_rows_carries_the_flags_of_both() -> None:
    of_file = np.array([Flag.PROVISIONAL, Flag.LIMITED, 0], dtype=np.uint8).reshape(3, 1, 1)
    longer = replace(table({"NR": ["1", "2", "3", "1 + 2"]}, {"Anzahl": [5, 6, 7, 11]}), flags=of_file)
    rows = Rows(longer, "NR", "NR", np.array([-1, -1, 1, 0]), {}, {}, {}, parts={3: (0, 1)})
    quarters = Numbers(np.array([[[11.0]], [[7.0]]]), np.zeros((2, 1, 1), dtype=np.uint8))
    placed = Placed(quarters, quarters, quarters, np.zeros((1, 1)))
    one = Declaration(Indicator("n", {"de": "n"}, {"de": "n"}, "own", "count"), numerator=(MeasureRef(0, 0),))
    found = flagged_numbers([rows], {0: placed}, [one], [2024], quarters.reasons)
    assert found == (
        FlaggedNumbers("n", 2024, Flag.PROVISIONAL, (0,)),
        FlaggedNumbers("n", 2024, Flag.LIMITED, (0,)),
    )
