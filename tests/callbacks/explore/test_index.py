"""The layout of the index builder: every choice has its sentence, every id stands once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from flask.testing import FlaskClient

from analysis.index.recipe import Classes, ClassLimits, Recipe
from callbacks.explore.index import CHOICES, builder, layout
from callbacks.shared.services import Services
from texts import LANGUAGES, load_texts


def nodes(tree: Any) -> Iterator[Any]:
    if isinstance(tree, (list, tuple)):
        yield tree
        for child in tree[2]:
            yield from nodes(child)


def test_the_first_page_holds_only_the_empty_place() -> None:
    place = layout(load_texts("de"))
    assert [getattr(part, "id", None) for part in place.children] == [None, "index-parts"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_stands_twice_and_every_label_has_its_field(language: str) -> None:
    found = list(nodes(builder(load_texts(language))))
    ids = Counter(one[1]["id"] for one in found if "id" in one[1])
    assert max(ids.values()) == 1
    assert {one[1]["htmlFor"] for one in found if "htmlFor" in one[1]} <= ids.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_the_procedure_has_a_name_and_a_sentence(language: str) -> None:
    texts = load_texts(language)
    assert CHOICES["classes"] == get_args(Classes)
    assert CHOICES["class_limits"] == get_args(ClassLimits)
    for field, values in CHOICES.items():
        assert field in Recipe.__struct_fields__
        assert all(texts(f"index.{field}.{value}.{part}") for value in values for part in ("name", "text"))


def test_the_tab_is_fetched_by_address(client: FlaskClient, services: Services) -> None:
    project = services.atlas("").project
    found = client.get(f"/index/parts/de/{project}").get_json()
    assert found["tree"][0] == "div"
    assert len(found["colours"]["matrix"]) == 12
    assert {len(found["colours"][one]) for one in ("mss", "quintiles", "deciles")} == {4, 5, 10}
    assert client.get("/index/parts/de/nowhere").status_code == 404
