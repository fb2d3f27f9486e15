"""Quarters that are pieces of one of another vintage tell each other, and together a count of real people."""

import json
from pathlib import Path

import numpy as np
import shapely

from analysis.protection import PROFILES
from layers.protection import publish
from layers.protection.quantities import quantities
from layers.protection.sums.split_areas import split_areas
from loading.atlas import Atlas
from loading.choices import Choices
from loading.choices.rows import RepairChoice
from loading.load import load_atlas
from tests.layers.protection.made_town import QUARTERS, town

SHARES = np.array([0.3, 0.7])


def _converted_town(*, small: float = 2.0) -> Atlas:
    """Counts of 2023 are of old quarters, the first of which was divided in two; those of 2024 are of today's."""
    rng = np.random.default_rng(4)
    counts = {name: np.round(rng.uniform(20, 90, (QUARTERS, 2))) for name in ("supported", "single", "moved")}
    living = np.round(rng.uniform(1500, 9000, (QUARTERS, 2)))
    for numbers, whole in zip((*counts.values(), living), (small, 61.0, 47.0, 3331.0), strict=True):
        numbers[:2, 0] = SHARES * whole
        numbers[2:4, 0] += SHARES * 33  # two that other quarters were added to
    return town(counts, living)


def test_pieces_are_told_by_their_proportion_in_the_years_that_were_converted() -> None:
    pieces = split_areas(quantities(_converted_town()))
    assert {year: [group.tolist() for group in groups] for year, groups in pieces.items()} == {0: [[0, 1]]}


def test_a_town_whose_numbers_are_whole_has_no_pieces() -> None:
    atlas = _converted_town()
    for cube in atlas.cubes.values():
        for array in (cube.numerator, cube.value, cube.residents):
            array.setflags(write=True)
            np.round(array, out=array)
    assert split_areas(quantities(atlas)) == {}


def test_a_small_count_that_was_divided_is_no_rest_of_its_district() -> None:
    """0.6 and 1.4 are hidden; were they the only ones of their district, it would tell that they are 2."""
    published = publish(_converted_town(), PROFILES["municipal"])
    hidden = np.isnan(published.atlas.cubes["quarter"].numerator[:, 0, 0])
    assert hidden[:2].all()
    assert hidden[2:6].any() or np.isnan(published.atlas.cubes["district"].numerator[0, 0, 0])
    assert published.audit.relations["vintages"] == 1
    assert "vintages" not in published.audit.figures()["relations"]


def test_a_piece_that_is_not_small_goes_with_the_one_that_is() -> None:
    """Of 12 people, divided 3.6 and 8.4, whoever reads the second knows the first."""
    published = publish(_converted_town(small=12.0), PROFILES["municipal"])
    cube = published.atlas.cubes["quarter"]
    assert published.audit.relations["vintages"] == 1
    assert np.isnan(cube.numerator[:2, 0, 0]).all()
    assert np.isnan(cube.numerator[2:6, 0, 0]).any() or np.isnan(published.atlas.cubes["district"].numerator[0, 0, 0])
    assert not np.isnan(cube.numerator[:2, 0, 1]).any()


def test_counts_that_a_crosswalk_divides_stay_counts_and_are_protected(tmp_path: Path) -> None:
    """Two unemployed of an old quarter are 0.6 and 1.4 of today's: no amounts that nobody judges."""
    keys = [f"{at + 1:04d}" for at in range(12)]
    shapes = [shapely.box(6.9 + at / 100, 50.9, 6.91 + at / 100, 50.91) for at in range(12)]
    squares = [
        {"type": "Feature", "properties": {"PLR": key}, "geometry": shapely.geometry.mapping(shape)}
        for key, shape in zip(keys, shapes, strict=True)
    ]
    rows = [f"{key};{2000 + 7 * at};{2 if at == 0 else 30 + at};{100 + 3 * at}" for at, key in enumerate(keys[1:])]
    rows[0] = rows[0].replace("0002", "9001")
    ways = ["9001;0001;0.3", "9001;0002;0.7", *(f"{key};{key};1" for key in keys[2:])]
    names = ("karte.geojson", "zahlen.csv", "umsteiger.csv")
    texts = (
        json.dumps({"type": "FeatureCollection", "features": squares}),
        "\n".join(["PLR;Einwohner;Arbeitslose;Kinder", *rows]),
        "\n".join(["PLR_alt;PLR_neu;Anteil", *ways]),
    )
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    accepted = Choices(repairs=(RepairChoice(place="zahlen.csv", repair="crosswalk", wanted=True),))
    atlas = load_atlas([tmp_path / name for name in names], accepted)
    at = next(at for at, one in enumerate(atlas.indicators) if one.title["de"] == "Arbeitslose")
    assert atlas.indicators[at].kind == "count"
    assert np.allclose(atlas.cubes["quarter"].numerator[:2, at, 0], [0.6, 1.4])
    public = publish(atlas, PROFILES["municipal"]).atlas
    at = public.indicator_position(atlas.indicators[at].id)
    assert np.isnan(public.cubes["quarter"].value[:2, at]).all()


def test_a_piece_hidden_for_the_sake_of_others_takes_its_other_pieces_along() -> None:
    """18.3 of 61 goes with a small number of its district; 42.7 in another district would give it back."""
    rng = np.random.default_rng(4)
    counts = {name: np.round(rng.uniform(60, 90, (QUARTERS, 2))) for name in ("supported", "single", "moved")}
    living = np.round(rng.uniform(1500, 9000, (QUARTERS, 2)))
    for numbers, whole in zip((*counts.values(), living), (61.0, 53.0, 47.0, 3331.0), strict=True):
        numbers[[0, 6], 0] = SHARES * whole
    counts["supported"][1, 0] = 2
    atlas = town(counts, living)
    assert [group.tolist() for group in split_areas(quantities(atlas))[0]] == [[0, 6]]
    cube = publish(atlas, PROFILES["municipal"]).atlas.cubes["quarter"]
    assert np.isnan(cube.numerator[[0, 1, 6], 0, 0]).all()
    assert np.isfinite(cube.numerator[2:6, 0, 0]).all()
    assert np.isfinite(cube.numerator[:, 1:, 0]).all()
