"""What the browser is told of base maps."""

import json

from callbacks.shared.basemaps import carried, described
from loading.basemaps.basemap import Basemap
from texts import load_texts

FAR = Basemap(
    "luft", {"de": "Luftbild", "en": "Aerial"}, "wms", "https://a.org/wms", "<b>Amt</b>", "a.org", "https://a.org", "l"
)
NEAR = Basemap("plan", {"de": "Älterer Plan"}, "file", "/basemap/plan/{z}/{x}/{y}?v=1", "", zooms=(8, 14))


def test_base_maps_are_named_in_the_language_of_the_page_and_sorted_by_it() -> None:
    assert [one["title"] for one in described(load_texts("en"), [NEAR, FAR])] == ["Aerial", "Älterer Plan"]


def test_the_browser_learns_no_path_of_this_machine() -> None:
    assert "path" not in described(load_texts("de"), [NEAR])[0]


def test_nothing_is_carried_where_there_is_none() -> None:
    assert carried(load_texts("de"), []) == ""


def test_what_is_carried_is_data() -> None:
    (one,) = json.loads(carried(load_texts("de"), [FAR]))
    assert (one["host"], one["attribution"], one["layers"]) == ("a.org", "<b>Amt</b>", "l")
