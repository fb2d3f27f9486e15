"""What no proof covers is said with the names of indicators, and only where there is something to name."""

from callbacks.publish.routes import limits_told
from texts import load_texts

NOT_COVERED = ["insiders", "contained", "unjudged_shares", "decided"]


def test_limits_name_indicators_and_leave_out_what_finds_nothing() -> None:
    audit = {"not_covered": NOT_COVERED, "unjudged": [], "decided": ["A2"], "pairs": "A2 numerator – X1 denominator"}
    told = limits_told(load_texts("de"), audit, {"A2": "Kinderarmut"})
    assert len(told) == 3
    assert "Kinderarmut (Zähler) – X1 (Nenner)." in told[1]
    assert told[2].endswith(": Kinderarmut.")
    bare = {"not_covered": NOT_COVERED, "unjudged": [], "decided": [], "pairs": ""}
    assert len(limits_told(load_texts("en"), bare, {})) == 1
