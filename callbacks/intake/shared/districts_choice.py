"""The choice of where districts come from: from another layer, from columns, from the keys, or none at all.

``assets/intake_boundaries.js`` lays out the list and turns what is chosen into a decision.
"""

import json

import msgspec
from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.read import Read
from callbacks.shared.pieces import attributes
from loading.choices.districts import DistrictChoice
from loading.joining.hierarchy import Hierarchy, possible_hierarchies
from texts import Texts

NONE = DistrictChoice("none")


def districts_choice(texts: Texts, found: Read) -> list[Component]:
    """Give the place of the list; none where there is nothing to choose."""
    possible = _possible(found)
    chosen = found.choices.districts
    if not possible and chosen is None:
        return []
    options = [["", texts("boundaries_card.districts_automatic")]]
    options += [[_written(_choice(one)), wording(texts, one)] for one in possible]
    options.append([_written(NONE), texts("boundaries_card.without_districts")])
    data = {
        "shown": _written(chosen) if chosen else "",
        "options": options,
        "words": {
            "label": texts("boundaries_card.choose_districts"),
            "step": texts.entry("boundaries_card.step_districts"),
        },
    }
    return [html.Div(**attributes(data_boundaries_districts=json.dumps(data, ensure_ascii=False)))]


def wording(texts: Texts, hierarchy: Hierarchy) -> str:
    """Say how many districts there are, and where they come from."""
    return texts(f"boundaries_card.districts_{hierarchy.source}", n=len(hierarchy.ids), place=hierarchy.place)


def _possible(found: Read) -> list[Hierarchy]:
    joined = found.recognition.joined
    layer = joined.side.layer if joined.side else joined.boundaries
    others = [one for one in found.recognition.delivery.layers if one is not layer]
    return possible_hierarchies(layer, joined.key, others)


def _choice(one: Hierarchy) -> DistrictChoice:
    return DistrictChoice(one.source, one.place, len(one.ids))


def _written(choice: DistrictChoice) -> str:
    return json.dumps(msgspec.to_builtins(choice), ensure_ascii=False, sort_keys=True)
