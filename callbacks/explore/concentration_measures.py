"""The measures of concentration: each with its value, its range, its meaning, and what it was computed from.

What the user sees: a table of seven measures, where they were computed from, beside it for poor children the 44 cities
of a published comparison, and how everything was computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from analysis.concentration import CityBenchmark, Concentration, Range, quarter_of_cities
from callbacks.shared.amounts import share_of
from callbacks.shared.forms import SMOOTHED, form
from callbacks.shared.panel import TABS, only_while_open
from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import still
from layers.concentration import benchmark_for, concentration, reach
from layers.totals import at_least
from loading.atlas import Indicator
from texts import Texts

_LIVING = ("people", "households")  # of these alone is said that they live somewhere


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes
    ----------
    name : str
        Key of its wording.
    value : float
        Fraction of 1.
    spread : Range or None
        None where no range is drawn for it.
    decimals : int or None
        None for per cent with one decimal.
    fields : mapping
        For its sentence.
    """

    name: str
    value: float
    spread: Range | None
    decimals: int | None
    fields: Mapping[str, Any]


def measures(found: Concentration) -> list[Measure]:
    """List the measures of a concentration that was not refused, the most used one first."""
    chance, parts = found.chance, found.hierarchy
    reach = _spreads(found)
    by_chance = (
        {"expected": 100 * chance.expected, "low": 100 * chance.low, "high": 100 * chance.high} if chance else {}
    )
    whole = parts.total if parts else 0.0
    inside = {"between": 100 * parts.between / whole, "within": 100 * parts.within / whole} if parts and whole else {}
    listed = [
        Measure("dissimilarity", found.dissimilarity, reach.get("dissimilarity"), None, by_chance),
        Measure("adjusted", found.dissimilarity_adjusted, reach.get("adjusted"), None, {}),
        Measure("gini", found.gini, reach.get("gini"), 2, {}),
        Measure("isolation", found.isolation, reach.get("isolation"), None, {"city": 100 * found.share}),
        Measure("eta", found.eta_squared, reach.get("eta"), 3, {}),
        Measure("theil_parts" if inside else "theil", found.theil, reach.get("theil"), 3, inside),
        Measure("boundary", found.boundary_adjusted, reach.get("boundary"), None, {}),
    ]
    return [one for one in listed if one.value == one.value]


def _spreads(found: Concentration) -> dict[str, Range]:
    drawn = found.ranges
    if drawn is None:
        return {}
    listed = {
        "dissimilarity": drawn.dissimilarity_raw,
        "adjusted": drawn.dissimilarity,
        "gini": drawn.gini,
        "isolation": drawn.isolation,
        "eta": _less_city(drawn.isolation, found.share),
        "theil": drawn.theil,
    }
    return {**listed, "boundary": drawn.boundary_adjusted} if drawn.boundary_adjusted else listed


def _less_city(isolation: Range, share: float) -> Range:
    """Turn isolation into eta squared, which is the isolation with the city's share taken out."""
    return Range(
        *((one - share) / (1 - share) for one in (isolation.value, isolation.adjusted, isolation.low, isolation.high))
    )


def _number(texts: Texts, measure: Measure, value: float, *, unit: bool = True) -> str:
    if measure.decimals is not None:
        return texts.number(value, measure.decimals)
    return texts.number(100 * value, 1) + ("\N{NO-BREAK SPACE}%" if unit else "")


def _row(asked: Question, measure: Measure, indicator: Indicator, areas: str) -> Component:
    texts, spread = asked.texts, measure.spread
    living = "living" if indicator.counts in _LIVING else "counted"
    meaning = texts(
        f"concentration.measure.{measure.name}.{living}", of_people=share_of(asked, indicator), **measure.fields
    )
    name = [
        html.Span(texts(f"concentration.measure.{measure.name}.name"), className="measure-name"),
        html.Span(meaning, className="measure-meaning"),
    ]
    reach = texts("concentration.no_range")
    if spread:
        low, high = _number(texts, measure, spread.low, unit=False), _number(texts, measure, spread.high)
        reach = texts("concentration.range", low=low, high=high)
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(_number(texts, measure, measure.value), className="measure-value"),
            html.Td(reach, className="measure-range" if spread else "measure-range is-none"),
            html.Td(areas, className="measure-areas"),
        ]
    )


def table(asked: Question, found: Concentration, indicator: Indicator) -> Component:
    """Lay out the measures."""
    texts = asked.texts
    areas = texts(f"concentration.of_areas.{asked.view.level}", n=found.n)
    head = [
        html.Th(texts(f"concentration.column.{name}"), scope="col") for name in ("measure", "value", "range", "areas")
    ]
    rows = [_row(asked, one, indicator, areas) for one in measures(found)]
    title = html.Caption(texts("concentration.caption"), className="visually-hidden")
    return html.Table([title, html.Thead(html.Tr(head)), html.Tbody(rows)], className="measures")


def base(asked: Question, found: Concentration, indicator: Indicator) -> Component:
    """Say how many people of how many the measures are about, and that they are counts where the map smooths them."""
    texts = asked.texts
    known = reach(asked.atlas, asked.view.level, asked.view.indicator, asked.view.year)
    group, total = (at_least(texts, texts.number(n), known.hidden > 0) for n in (found.group, found.total))
    areas = texts(f"concentration.areas.{asked.view.level}", n=found.n)
    fields = {"of_people": share_of(asked, indicator), "areas": areas, "share": 100 * found.share}
    said = texts("concentration.about", group=group, total=total, **fields)
    smoothed = texts("concentration.as_delivered") if form(asked) in SMOOTHED else ""
    return html.P(" ".join(part for part in (said, _without(asked), smoothed) if part), className="quiet")


def _without(asked: Question) -> str:
    """Say how many areas are missing because they are suppressed; empty where none is."""
    view = asked.view
    hidden = reach(asked.atlas, view.level, view.indicator, view.year).hidden
    return asked.texts("concentration.without_hidden", n=hidden) if hidden else ""


def beside_cities(asked: Question, found: Concentration, cities: CityBenchmark) -> Component:
    """Draw where the adjusted D lies among the cities of a published comparison."""
    texts, value = asked.texts, found.dissimilarity_adjusted
    marks = [cities.first_quartile, cities.median, cities.third_quartile]
    low, high = min(cities.lowest, value), max(cities.highest, value)

    def left(at: float) -> dict[str, str]:
        return {"left": f"{100 * (at - low) / (high - low):.2f}%"}

    def written(at: float) -> str:
        return texts.number(100 * at, 1)

    middle = {**left(marks[0]), "right": f"{100 * (high - marks[2]) / (high - low):.2f}%"}
    strip = [
        html.Span(className="cities-middle", style=middle),
        *(html.Span(className="cities-mark", style=left(at)) for at in marks),
        *(
            html.Span(written(at), className="cities-number", style=left(at))
            for at in (cities.lowest, marks[0], marks[2], cities.highest)
        ),
        html.Span(written(cities.median), className="cities-number is-median", style=left(cities.median)),
        html.Span(className="cities-own", style=left(value)),
    ]
    fields = {"cities": cities.cities, "year": str(cities.year), "d": 100 * value}
    said = texts(f"concentration.cities.place.{quarter_of_cities(value)}", **fields)
    caveats = [texts(f"concentration.cities.{one}", least=cities.least_residents) for one in cities.caveats]
    return html.Div(
        [
            html.H3(texts("concentration.cities.title", **fields)),
            html.P(said, className="sentence"),
            html.Div(strip, className="cities-strip", role="img", **attributes(aria_label=_said_aloud(texts, cities))),
            html.P(" ".join([*caveats, _without(asked)]).strip(), className="quiet"),
            html.P(texts("concentration.cities.source", source=cities.source), className="quiet"),
        ],
        className="cities",
    )


def _said_aloud(texts: Texts, cities: CityBenchmark) -> str:
    names = ("lowest", "first_quartile", "median", "third_quartile", "highest")
    return texts("concentration.cities.strip", **{name: 100 * getattr(cities, name) for name in names})


def method(asked: Question, found: Concentration) -> Component:
    """Say how everything was computed and what it assumes."""
    texts, ranges = asked.texts, found.ranges
    drawn = {"draws": ranges.draws, "seed": ranges.seed} if ranges else {"draws": 0, "seed": 0}
    points = [
        texts(f"concentration.method.{name}", **drawn) for name in texts.entry("concentration.method_order").split()
    ]
    listed = html.Ul([html.Li(point) for point in points])
    return html.Details(
        [html.Summary(texts("concentration.method.title")), listed], className="quiet concentration-how"
    )


def content(asked: Question) -> Component | None:
    """Give table, comparison and method; None where nothing is measured."""
    view = asked.view
    about = concentration(asked.atlas, view.level, view.indicator, view.year)
    found = about.found
    if about.refused or found is None:
        return None
    indicator = asked.atlas.indicators[asked.atlas.indicator_position(about.indicator)]
    cities = benchmark_for(view.level, about.indicator)
    parts = [
        html.H2(asked.texts("concentration.measures"), className="heading"),
        base(asked, found, indicator),
        table(asked, found, indicator),
        beside_cities(asked, found, cities) if cities else None,
        method(asked, found),
    ]
    return html.Div([part for part in parts if part])


def layout(texts: Texts) -> Component:
    """Lay out the place of the table, and what stands there while it is computed."""
    waiting = html.P(texts("concentration.waiting"), className="quiet concentration-waiting")
    return html.Section([html.Div(id="concentration-measures"), waiting], className="part concentration-measures")


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the table."""

    @app.callback(Output("concentration-measures", "children"), Input("choropleth", "data"), Input(TABS, "value"))
    def show(answer: Mapping[str, Any], tab: str) -> Component | None:
        only_while_open(tab, "concentration")
        found = content(question(services, answer))
        return still(found) if found else None
