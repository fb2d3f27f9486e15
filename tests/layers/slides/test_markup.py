"""Pieces of DrawingML: every kind of blank has a pattern of its own, every text is escaped."""

import pytest
from lxml import etree

from layers.palettes import BLANK_LOOKS, PATTERNS
from layers.slides.markup import PRESETS, attribute, content, fill, plain

HOSTILE = "\" descr='x' <&>"


def test_every_pattern_has_a_native_one_of_its_own() -> None:
    assert PRESETS.keys() == PATTERNS.keys()
    assert len(set(PRESETS.values())) == len(PATTERNS)


@pytest.mark.parametrize("label", BLANK_LOOKS)
def test_a_blank_is_filled_with_its_pattern(label: str) -> None:
    written = fill(f"url(#blank-{label})")
    assert f'prst="{PRESETS[BLANK_LOOKS[label].pattern]}"' in written
    assert BLANK_LOOKS[label].fill.removeprefix("#").upper() in written


def test_names_stay_text() -> None:
    assert content("</a:t><a:hlinkClick/>&") == "&lt;/a:t&gt;&lt;a:hlinkClick/&gt;&amp;"
    written = f"<a b={attribute(HOSTILE)}/>"
    assert etree.fromstring(written).attrib == {"b": HOSTILE}
    assert plain("a\x00\ud800\ufffe\u202eb\r\n\tc") == "ab c"
