"""Which layer holds the quarters: asked where several fit equally well; levels of one layer become districts."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity

from loading.choices import Choices
from loading.joining.join import join
from loading.load import load_atlas
from loading.questions import OpenQuestion
from loading.recognised import Boundaries
from tests.loading.corpus.boundaries.making import NAMES, levels
from tests.loading.squares import squares, table

KEYS = [f"{number:02d}" for number in range(1, 10)]
NUMBERS = table({"Nr": KEYS}, {"Arbeitslose": [float(number) for number in range(9)]})


def layer(name: str, east: float = 0.0) -> Boundaries:
    made = squares({"NR": KEYS, "NAME": [f"Quartier {key}" for key in KEYS]})
    moved = [shapely.affinity.translate(one, east) for one in made.geometry]
    return replace(made, layer=name, geometry=np.array(moved, dtype=object))


def test_two_layers_that_fit_equally_well_are_asked_about() -> None:
    with pytest.raises(OpenQuestion) as asked:
        join([layer("2019"), layer("2023", 150.0)], [NUMBERS])
    answers = [option.answer[0] for option in asked.value.options]
    assert [(one.layer, one.use) for one in answers] == [("2019", True), ("2023", True)]
    assert asked.value.options[0].reasons[0] == ("questions.layer_matches", {"matched": 9, "n": 9})


def test_the_layer_that_was_chosen_is_taken() -> None:
    chosen = replace(layer("2023", 150.0), use=True)
    assert join([layer("2019"), chosen], [NUMBERS]).boundaries is chosen


def test_the_same_map_delivered_twice_is_no_question() -> None:
    assert join([layer("a"), layer("b")], [NUMBERS]).boundaries.layer in ("a", "b")


def test_districts_in_the_layer_of_their_quarters_stand_above_them(tmp_path: Path) -> None:
    numbers = tmp_path / "zahlen.csv"
    rows = "".join(f"{key};{100 + number}\n" for number, key in enumerate(KEYS))
    numbers.write_text(f"Nr;Arbeitslose 2024\n{rows}", encoding="utf-8")
    atlas = load_atlas([*levels(with_column=False)(tmp_path), numbers], Choices())
    assert atlas.levels["quarter"].names == NAMES
    assert atlas.levels["district"].names == ("Süden", "Mitten", "Norden")
    assert atlas.levels["quarter"].parents == (0, 0, 0, 1, 1, 1, 2, 2, 2)
