"""Numbers on the map: placed, added up, combined to indicators, with a reason for every blank."""
