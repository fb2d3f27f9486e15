"""The stand-alone page: one file, no address outside, no markup from names."""

import datetime
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from layers.derived import with_derived
from layers.folium_page import folium_page, script_safe
from layers.packed import unpacked
from layers.view import View
from loading.atlas import Atlas
from tests.toytown import toytown
from texts import LANGUAGES, load_texts

DAY = datetime.date(2025, 3, 9)
HOSTILE = (
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "[[content]]",
    "\u2028'\"&amp;",
    "[[policy]]",
    "<!--<script>",
    "Nord-Ost",
)


def hostile_town() -> Atlas:
    """Toytown whose names, title, indicator and facilities attack the page."""
    atlas = toytown()
    indicator = replace(
        atlas.indicators[0], title={"de": HOSTILE[0], "en": HOSTILE[0]}, source=HOSTILE[1], unit={"de": HOSTILE[1]}
    )
    return replace(
        atlas,
        project="hostile-export",
        title="[[policy]]" + HOSTILE[1],
        levels={**atlas.levels, "quarter": replace(atlas.levels["quarter"], names=HOSTILE)},
        indicators=(indicator, *atlas.indicators[1:]),
    )


def _page(atlas: Atlas, language: str = "de", /, **query: str) -> str:
    return folium_page(atlas, View.from_query(query, atlas), load_texts(language), DAY).decode()


def _content(page: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="quartierblick-content">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", ["A1", "F1", "population"])
def test_the_page_refers_to_nothing_outside_itself(language: str, indicator: str) -> None:
    page = _page(toytown(), language, i=indicator)
    assert not re.search(
        r"""(src|href)\s*=\s*["']?(?!#)(https?:|//|\w)""", re.sub(r"<script.*?</script>", "", page, flags=re.S)
    )
    assert "url(images" not in page
    assert "@import" not in page
    assert "sourceMappingURL" not in page
    assert f'<html lang="{language}">' in page


def test_every_placeholder_was_filled_or_belongs_to_nobody() -> None:
    assert not re.findall(r"\[\[\w+\]\]", re.sub(r"<script.*?</script>", "", _page(toytown()), flags=re.S))


def test_the_policy_allows_no_request_and_only_the_pages_own_scripts() -> None:
    page = _page(toytown())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "script-src 'sha256-" in policy[1]
    assert policy[1].count("'sha256-") == page.count("<script>")
    assert page.index("Content-Security-Policy") < page.index("<script>")


def test_names_stay_text_whatever_they_contain() -> None:
    page = _page(hostile_town())
    written = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert "<img" not in written
    assert "49" not in re.findall(r'<th scope="row">(.*?)</th>', written)
    assert [area["name"] for area in _content(page)["areas"]] == list(HOSTILE)
    assert page.count("<script") == _page(toytown()).count("<script")


def test_the_policy_of_a_hostile_page_stands_in_its_head_alone() -> None:
    page = _page(hostile_town())
    assert page.count("Content-Security-Policy") == 1
    assert page.index("Content-Security-Policy") < page.index("</head>")


def test_json_in_a_script_cannot_end_it() -> None:
    text = script_safe({"a": "</script><!--\u2028&"})
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == {"a": "</script><!--\u2028&"}


def test_suppressed_numbers_are_not_in_the_page() -> None:
    area = _content(_page(toytown(), i="A1", y="2023"))["areas"][7]
    assert area["fill"] == "url(#blank-suppressed)"
    assert ["Grund", "geheim gehalten"] in area["rows"]  # type: ignore[operator]
    assert not any(row[0] in ("Wert", "Anzahl", "Rang", "Bereich") for row in area["rows"])  # type: ignore[attr-defined]


def test_legend_and_ranking_are_written_for_readers_without_script() -> None:
    written = re.sub(r"<script.*?</script>", "", _page(toytown(), i="A1", y="2023"), flags=re.S)
    for text in ("über 20,0 bis 30,0", "nicht geliefert", "geheim gehalten", "genau null", "Süd-Ost", "54,0\xa0%"):
        assert text in written
    assert written.index("Süd-Ost") < written.index("Süd-Mitte") < written.index(">West<")


def test_the_same_view_gives_the_same_bytes() -> None:
    assert _page(toytown()) == _page(toytown())


def test_folium_is_not_imported_before_a_page_is_asked_for() -> None:
    script = (
        "import sys, layers.folium_page, layers.workbook\n"
        "print([name for name in ('folium', 'xlsxwriter', 'jinja2') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_wide_unit_stands_once_above_the_values_and_not_in_every_row() -> None:
    atlas = toytown()
    wide = replace(atlas.indicators[0], unit={"de": "je 1.000", "en": "per 1,000"})
    rows = re.sub(
        r"<script.*?</script>",
        "",
        _page(replace(atlas, project="wide-unit", indicators=(wide, *atlas.indicators[1:])), i="A1", y="2023"),
        flags=re.S,
    )
    ranking = rows[rows.index('class="ranking"') : rows.index("<footer>")]
    assert ranking.count("je 1.000") == 1
    assert "Wert (je 1.000)" in ranking


def test_selected_areas_are_outlined_as_one_and_strange_ids_passed_over() -> None:
    atlas = toytown()
    first, second, *_ = atlas.levels["quarter"].ids
    view = View.from_query({}, atlas)
    page = folium_page(atlas, view, load_texts("de"), DAY, (first, second, "<gone>")).decode()
    chosen = unpacked(_content(page)["chosen"])
    both = unpacked(_content(page)["areas"][0]["shape"]).union(unpacked(_content(page)["areas"][1]["shape"]))
    assert chosen.equals(both)
    assert _content(folium_page(atlas, view, load_texts("de"), DAY).decode())["chosen"] == []


def test_a_smoothed_map_says_so_in_its_title_and_explains_it() -> None:
    atlas = with_derived(toytown(), "eb:A1")
    page = folium_page(atlas, View.from_query({"i": "eb:A1", "y": "2024"}, atlas), load_texts("de"), DAY).decode()
    title = "SGB II-Quote, geglättet (empirische Bayes-Schätzung, zur Stadt hin) 2024"
    assert f"<title>{title}</title>" in page
    assert f"<h1>{title}</h1>" in page
    assert "nicht die gelieferten Zahlen" in page
    assert "60,0\N{NO-BREAK SPACE}% (56,9–63,0)" in page
