"""Clusters: whether like lies with like, where, and how many people live there.

What the user sees: sentences that say it, or say plainly that there is none; the figures of the test; a switch that
shows it on the map, with outlines; the list of what hangs together; and everything that has to be kept in mind.
"""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.clusters import ContiguousCluster, Guardrail
from callbacks.shared.amounts import amount, share_of
from callbacks.shared.clusters import named, people, percent
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes, empty_state, heading, icon_button
from callbacks.shared.provenance import provenance
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import drawn, still
from layers.categories.clusters import LOOKS
from layers.clusters import MARKS, ClusterAnalysis, cluster_refusal, clusters_of_view
from layers.clusters.asked import options_of
from layers.clusters.in_words import settings_in_words
from layers.kept_secret import secret_or
from layers.view import matching_rate, years_with_values
from texts import Texts

_LISTED = 8
_MOST = 100
_SIDES = {"moran": (1, 3), "bivariate": (1, 3), "gi": (1, 2), "geary": (1, 2), "join": (1, 0)}


def refused(asked: Question) -> Component | None:
    """Say why no clusters are looked for, and offer the rate in place of a count; None where they are."""
    why = cluster_refusal(asked.atlas, asked.view)
    if not why:
        return None
    key = f"clusters.refused.{why}"
    fields = {"indicator": asked.local(asked.indicator.title)} if why == "counts" else {}
    said = asked.texts(f"{key}.problem", **fields), asked.texts(f"{key}.repair")
    state = empty_state(*(said if why == "counts" else secret_or(asked.texts, asked.atlas, asked.view, said)))
    rate = matching_rate(asked.atlas, asked.view.level, asked.indicator) if why == "counts" else None
    if rate is None:
        return state
    years = " ".join(map(str, years_with_values(asked.atlas, asked.view.level, rate.id)))
    offer = html.Button(
        asked.texts("clusters.rate", rate=asked.local(rate.title)),
        className="button is-small",
        type="button",
        **attributes(data_view_indicator=rate.id, data_years=years),
    )
    return html.Div([state, offer], className="clusters-refused")


def whole(asked: Question, found: ClusterAnalysis) -> str:
    """Say what the global test says about the city as a whole."""
    pair, city = found.pair, found.city
    p, above = (pair.p, pair.z > 0) if pair else (city.p, city.statistic > city.expected)
    # p is that of one tail; before the data were seen both were open.
    outcome = "chance" if not 2 * p <= found.options.alpha else "alike" if above else "unlike"
    if not pair:
        return asked.texts(f"clusters.whole.{outcome}")
    names = {"indicator": asked.local(asked.indicator.short), "second": asked.local(asked.second.short)}
    return asked.texts(f"clusters.whole.pair_{outcome}", **names)


def _side(asked: Question, found: ClusterAnalysis, key: str, kind: int) -> str:
    """Say how many clusters of one side there are; nothing where there are none."""
    those = [one for one in found.gathered if one.kind == kind]
    if not those:
        return ""
    areas = asked.texts(f"map.levels.{asked.view.level}", n=sum(len(one.members) for one in those))
    living, share = sum(one.residents for one in those), sum(one.residents_share for one in those)
    if key == "low" or share != share:
        return asked.texts(f"clusters.{key}" if key == "low" else "clusters.high_unknown", n=len(those), areas=areas)
    least = any("residents" in one.at_least for one in those)
    told = {"people": people(asked, living, least), "share": percent(asked, share, least)}
    return asked.texts("clusters.high", n=len(those), areas=areas, **told)


def sentences(asked: Question, found: ClusterAnalysis) -> list[str]:
    """Say what was found: in the city as a whole, and where."""
    high, low = _SIDES[found.options.method]
    told = [_side(asked, found, "high", high), _side(asked, found, "low", low)]
    if found.gathered:
        if not told[0] and found.options.method != "bivariate":
            told[0] = asked.texts("clusters.no_high")
        return [*(one for one in told if one), whole(asked, found)]
    p = found.pair.p if found.pair else found.city.p
    pattern = [asked.texts("clusters.no_place")] if 2 * p <= found.options.alpha else []
    return [asked.texts("clusters.no_cluster"), whole(asked, found), *pattern]


def figures(asked: Question, found: ClusterAnalysis) -> Component:
    """List the figures of the test, each with what it was computed from."""
    texts, city, pair = asked.texts, found.city, found.pair
    there = found.weights.among(found.values == found.values)
    counts = there.counts
    reach = {"mean": texts.number(float(counts.mean()), 1), "least": int(counts.min()), "most": int(counts.max())}
    exact = found.options.method == "join"
    listed = [
        ("pair", texts.number(pair.statistic, 3)) if pair else ("moran", texts.number(city.statistic, 3)),
        ("expected", "" if pair else texts.number(city.expected, 3)),
        ("z", texts.number(pair.z if pair else city.z_rand, 2)),
        ("p", texts.number(pair.p if pair else city.p, 3)),
        ("permutations", texts.number((pair or city).permutations)),
        ("local", texts("clusters.figures.exact") if exact else texts.number(found.options.permutations)),
        ("n", texts.number(found.n)),
        ("has", texts.number(int(found.result.has.sum())) if found.result.has is not None else ""),
        ("marked", texts.number(int((found.marks > 0).sum()))),
        ("neighbours", texts("clusters.figures.reach", **reach)),
        ("isolates", texts.number(len(there.isolates))),
    ]
    pairs = [
        html.Div([html.Dt(texts(f"clusters.figures.{name}")), html.Dd(value)]) for name, value in listed if value != ""
    ]
    made = attributes(aria_label=texts("clusters.figures.title"), data_permutations=str(found.options.permutations))
    return html.Dl(pairs, className="clusters-figures", **made)


def _limit(asked: Question, found: ClusterAnalysis) -> list[Component]:
    """Say from where on an area counts as concerned, for joins."""
    limit = found.result.limit
    if found.result.has is None or limit != limit:
        return []
    written = amount(asked, asked.indicator, limit)
    key = "upper" if limit > 0 else "any"
    return [html.P(asked.texts(f"clusters.limit.{key}", limit=written), className="quiet")]


def _row(asked: Question, found: ClusterAnalysis, one: ContiguousCluster) -> Component:
    ids = asked.atlas.levels[asked.view.level].ids
    name = MARKS[found.options.method][one.kind]
    names = named(asked, one.members)
    least = {name: name in one.at_least for name in ("residents", "group")}
    facts = [people(asked, one.residents, least["residents"])]
    if one.residents_share == one.residents_share:
        facts += [asked.texts("clusters.list.share", share=percent(asked, one.residents_share, least["residents"]))]
    if one.group_share == one.group_share:
        group = percent(asked, one.group_share, least["group"])
        facts += [asked.texts("clusters.list.group", group=group, of_people=share_of(asked, asked.indicator))]
    alone = len(one.members) == 1 and name in asked.texts.entry("clusters.list.alone")
    category = asked.texts(f"clusters.list.alone.{name}" if alone else f"categories.clusters.{name}")
    swatch = html.Span(className="legend-swatch", style={"background": LOOKS[found.options.method][name]})
    areas = asked.texts(f"map.levels.{asked.view.level}", n=len(one.members))
    told = [
        html.Span(names, className="clusters-names"),
        html.Span(f"{category} · {areas}", className="clusters-kind"),
        *([html.Span(" · ".join(facts), className="clusters-facts")] if one.residents > 0 else []),
    ]
    button = html.Button(
        [swatch, html.Span(told, className="clusters-told")],
        className="clusters-row",
        type="button",
        title=asked.texts("clusters.list.select", names=names),
        **attributes(data_quarters="~".join(ids[position] for position in one.members)),
    )
    return html.Li(button)


def listing(asked: Question, found: ClusterAnalysis) -> list[Component]:
    """List what hangs together, and apart from it the areas that stand out from their neighbours."""
    gathered, texts = found.gathered[:_MOST], asked.texts
    rows = [_row(asked, found, one) for one in gathered]
    parts: list[Component] = []
    if rows:
        title = html.H3(texts("clusters.list.title"), className="clusters-head")
        parts = [title, html.P(texts("clusters.list.core"), className="quiet"), html.Ul(rows[:_LISTED])]
    if len(rows) > _LISTED:
        more = html.Summary(texts("clusters.list.more", n=len(rows) - _LISTED))
        parts.append(html.Details([more, html.Ul(rows[_LISTED:])], className="clusters-more"))
    inside = {position for one in found.gathered for position in one.members}
    islands = [one for one in found.clusters if not inside.issuperset(one.members)]
    if islands:
        n = sum(len(one.members) for one in islands)
        summary = html.Summary(texts("clusters.list.islands", n=n))
        alone = html.Ul([_row(asked, found, one) for one in islands[:_MOST]])
        parts.append(html.Details([summary, alone], className="clusters-more"))
    return parts


def _guardrail(asked: Question, rail: Guardrail) -> str:
    about = {"reason": asked.texts(f"reasons.{rail.reason}")} if rail.reason else {}
    plain = rail.code in ("few_areas", "few_permutations")
    areas = rail.n if plain else asked.texts(f"map.levels.{asked.view.level}", n=rail.n)
    needed = asked.texts.number(rail.n)
    return asked.texts(
        f"clusters.notes.{rail.code}", n=areas, names=named(asked, rail.quarters), needed=needed, **about
    )


def notes(asked: Question, found: ClusterAnalysis) -> list[str]:
    """Say what has to be kept in mind, the weightiest first."""
    options, wanted = found.options, options_of(asked.view)
    told = [_guardrail(asked, rail) for rail in found.guardrails]
    further = {
        "uncontrolled": not options.controlled,
        "fewer": options.method != "join" and options.permutations < (wanted.permutations or 99_999),
        "not_smoothed": wanted.smoothed and not options.smoothed,
        "distance": options.weights in ("k_nearest", "distance_band"),
    }
    fields = {
        "chance": round((1 if options.method == "join" else 2) * options.alpha * found.tested),
        "tested": found.tested,
        "permutations": options.permutations,
    }
    return [*told, *(asked.texts(f"clusters.notes.{name}", **fields) for name, applies in further.items() if applies)]


def content(asked: Question) -> Component:
    """Build what was found for a question."""
    refusal = refused(asked)
    if refusal:
        return html.Div([refusal], className="clusters-content")
    found = clusters_of_view(asked.atlas, asked.view)
    told, texts = sentences(asked, found), asked.texts
    copied = f"{' '.join(told)} ({provenance(asked, asked.indicator)}; {settings_in_words(asked.texts, found)})"
    copy = icon_button("clusters-copy", "copy", texts("clusters.copy"), **attributes(data_copy=copied))
    first = html.Div(
        [html.P(told[0], className="sentence"), *(html.P(one) for one in told[1:])], className="clusters-sentences"
    )
    kept = notes(asked, found)
    minded = [
        html.H3(texts("clusters.notes.title"), className="clusters-head"),
        html.Ul([html.Li(one) for one in kept]),
    ]
    return html.Div(
        [
            html.Div([first, copy], className="finding is-first clusters-said"),
            figures(asked, found),
            html.P(settings_in_words(asked.texts, found), className="quiet"),
            *_limit(asked, found),
            *listing(asked, found),
            *([html.Div(minded, className="clusters-notes")] if kept else []),
        ],
        className="clusters-content",
    )


def _map_buttons(texts: Texts) -> Component:
    """Lay out the switch between classes and clusters on the map, and that of the outlines."""
    segments = [
        html.Button(
            texts(f"clusters.map.{name}"),
            className="segment",
            type="button",
            **attributes(data_view_show=show, aria_pressed="false"),
        )
        for name, show in (("plain", ""), ("clusters", "clusters"))
    ]
    title = texts("clusters.map.title")
    group = html.Div(segments, className="segments is-small", role="group", **attributes(aria_label=title))
    outlines = html.Button(
        texts("clusters.map.outlines"),
        className="clusters-toggle",
        type="button",
        **attributes(data_clusters_outlines="", aria_pressed="true"),
    )
    return still(html.Div([html.Span(title, className="quiet"), group, outlines], className="row clusters-map"))


def layout(texts: Texts) -> Component:
    """Lay out the empty part."""
    return html.Section(
        [
            heading(texts("clusters.title")),
            _map_buttons(texts),
            html.P(texts("clusters.waiting"), className="quiet clusters-waiting", role="status"),
            html.Div(id="clusters-found", className="still"),
        ],
        className="part clusters",
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to what was found; nothing is computed while another tab is open."""

    @app.callback(Output("clusters-found", "data-tree"), Input("choropleth", "data"), Input(TABS, "value"))
    def show(answer: Mapping[str, Any], tab: str) -> str:
        only_while_open(tab, "clusters")
        return drawn(content(question(services, answer)))
