"""Charts as DrawingML: native, with their numbers in a workbook, in the calm look of the slides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.palettes import is_dark
from layers.slides.chart_book import SHEET, Series, column_of
from layers.slides.lettering import FONT
from layers.slides.markup import INK, LINE, PAPER, QUIET, TAGS, TEXT, attribute, content, fill, line, look

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORIES, _VALUES = 111_111_111, 222_222_222
_GRID, _RANGE = "#e6eaee", "#7d8a97"
_SIZE = 14.0


@dataclass(frozen=True)
class Axis:
    """The axis of the numbers.

    Attributes
    ----------
    low, high, step : float
        Its ends and the distance of its lines.
    number_format, of_labels : str
        Of the numbers, and of the labels of the axis.
    """

    low: float
    high: float
    step: float
    number_format: str
    of_labels: str


@dataclass(frozen=True)
class Bars:
    """One row of bars.

    Attributes
    ----------
    labels : tuple of str
        Names of the bars, topmost first.
    series : Series
    minus, plus : Series or None
        How far the range reaches to both sides.
    colours : tuple of str
        Of the bars.
    """

    labels: tuple[str, ...]
    series: Series
    colours: tuple[str, ...]
    minus: Series | None = None
    plus: Series | None = None


@dataclass(frozen=True)
class Line:
    """One line: its numbers, its colour, its width in points, its dash, and whether its last number is written."""

    series: Series
    colour: str
    points: float
    dash: str
    is_labelled: bool


def bar_chart(bars: Bars, axis: Axis, language: str) -> str:
    """Write horizontal bars with their numbers and, where there are any, their ranges."""
    values = bars.series.values
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{fill(colour)}{line('#8a97a3', 0.5)}</c:spPr></c:dPt>"
        for at, colour in enumerate(bars.colours)
    )
    labels = "".join(_bar_label(at, float(value), bars.colours[at], axis) for at, value in enumerate(values))
    written = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser>'
        f"{_named(0, bars.series)}<c:spPr>{fill(bars.colours[0])}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}'
        f'<c:dLbls>{labels}{_label_look(axis, INK)}<c:dLblPos val="outEnd"/>{_only_values()}</c:dLbls>'
        f"{_ranges(bars)}<c:cat>{_texts(bars.labels)}</c:cat>"
        f"<c:val>{_numbers(bars.series, 1, axis.number_format)}</c:val></c:ser>"
        f'<c:gapWidth val="35"/><c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
    )
    categories = (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line(LINE)}</c:spPr>{_text(_SIZE, TEXT)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    drawn = _room(0.36, 0.005, 0.6, 0.91) + written + categories + _value_axis(axis, "b", "max")
    return _space(drawn, language, legend=False)


def line_chart(lines: Sequence[Line], days: Sequence[int], axis: Axis, language: str, every: int) -> str:
    """Write lines over years; a year without a number is a gap in its line.

    Parameters
    ----------
    lines : sequence of Line
    days : sequence of int
        First days of the years, as Excel counts them.
    axis : Axis
    language : str
    every : int
        Years from one label of the axis to the next.
    """
    series = "".join(_line(number, one, days, axis) for number, one in enumerate(lines))
    written = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:lineChart>'
    )
    years = (
        f'<c:dateAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="yyyy" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line(LINE)}</c:spPr>{_text(_SIZE, QUIET)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/>'
        f'<c:baseTimeUnit val="years"/><c:majorUnit val="{every}"/><c:majorTimeUnit val="years"/></c:dateAx>'
    )
    drawn = _room(0.09, 0.02, 0.81, 0.76) + written + years + _value_axis(axis, "l", "autoZero")
    return _space(drawn, language, legend=True)


def _line(number: int, one: Line, days: Sequence[int], axis: Axis) -> str:
    known = np.flatnonzero(np.isfinite(one.series.values))
    label = ""
    if one.is_labelled and len(known):
        label = (
            f'<c:dLbls><c:dLbl><c:idx val="{known[-1]}"/>{_label_look(axis, one.colour, bold=True)}'
            f'<c:dLblPos val="r"/>{_only_values()}</c:dLbl>{_only_values(shown=0)}</c:dLbls>'
        )
    return (
        f"<c:ser>{_named(number, one.series)}<c:spPr>{line(one.colour, one.points, dash=one.dash)}</c:spPr>"
        f'<c:marker><c:symbol val="circle"/><c:size val="7"/>'
        f"<c:spPr>{fill(one.colour)}{line(PAPER, 0.75)}</c:spPr></c:marker>{label}"
        f"<c:cat>{_dates(days)}</c:cat><c:val>{_numbers(one.series, number + 1, axis.number_format)}</c:val>"
        '<c:smooth val="0"/></c:ser>'
    )


def _bar_label(at: int, value: float, colour: str, axis: Axis) -> str:
    """Write the number at the foot of its bar, where no range lies over it; beside a bar too short for it."""
    is_short = abs(value) < 0.14 * (axis.high - axis.low)
    ink = INK if is_short or not is_dark(colour) else PAPER
    place, ground = ("outEnd", PAPER) if is_short else ("inBase", "")
    looks = _label_look(axis, ink, bold=True, ground=ground)
    return f'<c:dLbl><c:idx val="{at}"/>{looks}<c:dLblPos val="{place}"/>{_only_values()}</c:dLbl>'


def _label_look(axis: Axis, colour: str, *, bold: bool = False, ground: str = "") -> str:
    return (
        f'<c:numFmt formatCode={attribute(axis.number_format)} sourceLinked="0"/>'
        f"<c:spPr>{fill(ground)}{line('')}</c:spPr>{_text(_SIZE, colour, bold=bold)}"
    )


def _only_values(shown: int = 1) -> str:
    others = ("showCatName", "showSerName", "showPercent", "showBubbleSize")
    rest = "".join(f'<c:{one} val="0"/>' for one in others)
    return f'<c:showLegendKey val="0"/><c:showVal val="{shown}"/>{rest}'


def _ranges(bars: Bars) -> str:
    if bars.minus is None or bars.plus is None:
        return ""
    plus, minus = (_numbers(one, at, "General") for one, at in ((bars.plus, 3), (bars.minus, 2)))
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus><c:spPr>{line(_RANGE, 1.5)}</c:spPr></c:errBars>"
    )


def _named(number: int, series: Series) -> str:
    place = f"{SHEET}!${column_of(number + 1)}$1"
    return (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{place}</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{content(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _texts(labels: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{content(one)}</c:v></c:pt>' for at, one in enumerate(labels))
    place = f"{SHEET}!$A$2:$A${len(labels) + 1}"
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(labels)}"/>{points}</c:strCache></c:strRef>'


def _dates(days: Sequence[int]) -> str:
    return _cached("A", np.array(days, dtype=np.float64), "yyyy")


def _numbers(series: Series, column: int, number_format: str) -> str:
    return _cached(column_of(column), series.values, number_format)


def _cached(column: str, values: NDArray[np.float64], number_format: str) -> str:
    known = [(at, value) for at, value in enumerate(values.tolist()) if value == value]
    points = "".join(f'<c:pt idx="{at}"><c:v>{value:.15g}</c:v></c:pt>' for at, value in known)
    place = f"{SHEET}!${column}$2:${column}${len(values) + 1}"
    return (
        f"<c:numRef><c:f>{place}</c:f><c:numCache><c:formatCode>{content(number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _room(left: float, top: float, wide: float, high: float) -> str:
    """Place the bars or lines themselves: names beside them have the room they were measured for."""
    ends = "".join(f'<c:{key} val="{value}"/>' for key, value in zip("xywh", (left, top, wide, high), strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{modes}{ends}</c:manualLayout></c:layout>"


def _value_axis(axis: Axis, side: str, crosses: str) -> str:
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{axis.high:.15g}"/><c:min val="{axis.low:.15g}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:majorGridlines><c:spPr>{line(_GRID)}</c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode={attribute(axis.of_labels)} sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{line('')}</c:spPr>{_text(12.0, QUIET)}"
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{axis.step:.15g}"/></c:valAx>'
    )


def _text(size: float, colour: str, *, bold: bool = False) -> str:
    looks = look(size, bold=bold, colour=colour, tag="a:defRPr")
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{looks}</a:pPr><a:endParaRPr/></a:p></c:txPr>"


def _space(drawn: str, language: str, *, legend: bool) -> str:
    named = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(_SIZE, TEXT)}</c:legend>' if legend else ""
    font = f'<a:defRPr sz="1400"><a:latin typeface="{FONT}"/></a:defRPr>'
    end = f'<a:endParaRPr lang="{TAGS[language]}"/>'
    return (
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{TAGS[language]}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{drawn}<c:spPr>{fill("")}</c:spPr></c:plotArea>'
        f'{named}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{fill('')}{line('')}</c:spPr>"
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{font}</a:pPr>{end}</a:p></c:txPr>"
        "</c:chartSpace>"
    )
