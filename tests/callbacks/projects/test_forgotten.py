"""A project that is removed lies in the bin, and nowhere else: not in the folder, not in the memory of the program."""

import gc
from pathlib import Path

from flask.testing import FlaskClient

from tests.callbacks.asking import answered
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import PAGE, delivered, project_of, result

NAME = "Xylowald"
PARTS = ("legend-content.children", "ranking-content.children")


def on_disk(folder: Path) -> set[str]:
    """Files that speak of the project: in their name or in their bytes, whatever the case."""
    marks = (NAME.lower().encode(), NAME.lower().encode("utf-16-le"))
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(folder))
        for path in found
        if any(mark in path.read_bytes().lower() for mark in marks) or NAME.lower() in path.name
    }


def in_memory() -> list[str]:
    """Whatever holds a text about a quarter of the project."""
    gc.collect()
    mark = f"{NAME[1:]} 7"  # whether the first letter is large or small
    marks = {str: mark, bytes: mark.encode()}
    return [
        f"{type(one).__name__} of {str(held)[:80]}"
        for one in gc.get_objects()
        for held in gc.get_referents(one)
        if type(held) in marks and marks[type(held)] in held and one is not marks
    ]


def test_a_removed_project_is_in_the_bin_and_nowhere_else(client: FlaskClient, tmp_path: Path) -> None:
    folder = tmp_path / "projects"
    token = delivered(client, town_files(tmp_path / "files", NAME, "30", 6))
    result(client, {"intake": token})
    state = project_of(client, token, {"title": NAME})["intake-project"]["data"]
    (slug,) = [one["slug"] for one in client.get("/projects/list").get_json()["projects"]]
    client.put(f"/projects/{slug}/title", json={"title": f"{NAME} neu", "revision": 1})
    client.post(f"/projects/{slug}/table")
    shown = client.get(f"/answer/de?p={state}").get_json()
    for part in PARTS:
        answered(client, part, {"choropleth": shown, "address-page": PAGE, "address-selection": ["3007"]})
    assert in_memory()
    assert len(on_disk(folder)) > 5

    gone = client.delete(f"/projects/{slug}").get_json()
    assert client.get(f"/answer/de?p={state}").get_json() is None
    assert {Path(name).parts[0] for name in on_disk(folder)} - {f".{slug}.qb.gpkg.lock"} == {"trash"}
    del shown
    assert in_memory() == []

    client.post(f"/projects/bin/{gone['slug']}")
    back = client.get("/projects/list").get_json()["projects"][0]["state"]
    assert client.get(f"/answer/de?p={back}").get_json()["project"] == back
