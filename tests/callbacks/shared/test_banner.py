"""The banner names the rules first; the figures are what a telephone has no room for."""

from callbacks.shared.banner import banner
from tests.callbacks.questions import having, text
from tests.loading.project_file.test_public import public_toytown
from tests.toytown import toytown
from texts import load_texts


def test_the_rules_stand_before_the_figures() -> None:
    drawn = banner(load_texts("de"), public_toytown())
    (more,) = having(drawn, "banner-more")
    assert text(more).startswith(", Mindestfallzahl 3")
    assert text(drawn).startswith("öffentlich – geschützt nach BA-Profil")


def test_an_internal_project_is_told_whole_and_leads_to_publishing() -> None:
    drawn = banner(load_texts("de"), toytown())
    assert having(drawn, "banner-more") == []
    assert text(drawn) == "intern – nicht weitergeben Veröffentlichen"
