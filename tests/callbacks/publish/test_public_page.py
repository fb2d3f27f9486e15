"""What the page of publishing says of a project that is public already."""

from dataclasses import replace

from callbacks.publish import page
from loading.protection import Protection
from tests.loading.project_file.test_public import public_toytown
from texts import load_texts


def test_figures_by_level_are_told_and_the_whole_report_stays_inside() -> None:
    figures = {"by_level": {"quarter": [40, 3], "district": [9, 0]}, "by_indicator": {"X1": [20, 2], "X2": [20, 0]}}
    said = Protection("ba", {"profile": "ba"}, "2026-01-31", 49, 3, figures)
    written = str(page.layout(load_texts("de"), replace(public_toytown(), protection=said)))
    assert all(text in written for text in ("Dt('Quartiere')", "Dd('3 von 40')"))
    assert "Dt('X1'), Dd('2 von 20')" in written
    assert "X2" not in written
    assert "Dieses Projekt ist schon öffentlich." in written
    assert "Aus diesem internen Projekt" not in written
    assert "/publish/" not in written  # the whole report lies with the internal project
