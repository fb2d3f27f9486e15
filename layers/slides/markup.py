"""DrawingML in pieces: text, fills, lines, shapes. Whatever was delivered is cleaned and escaped here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from layers.palettes import BLANK_LOOKS
from layers.printable import printable

INK: Final = "#1c2b3a"
TEXT: Final = "#33414f"
QUIET: Final = "#5d6a77"
LINE: Final = "#c5ccd3"
PALE: Final = "#f3f4f4"
PAPER: Final = "#ffffff"
MAIN: Final = "#42669b"
INCH: Final = 914_400
POINT: Final = 12_700
#: Native patterns of shapes for those of ``layers.palettes.PATTERNS``.
PRESETS: Final = {
    "rings": "openDmnd",
    "diagonal": "wdUpDiag",
    "cross": "diagCross",
    "dots": "pct20",
    "dashes": "dashHorz",
    "bars": "narVert",
}
TAGS: Final = {"de": "de-DE", "en": "en-GB"}
_BLANKS = re.compile(r"[\t\n\r]+")


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height in English metric units."""
        left, top, width, height = (round(one * INCH) for one in (self.left, self.top, self.width, self.height))
        return left, top, width, height

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width * INCH / POINT, self.height * INCH / POINT


@dataclass(frozen=True)
class Run:
    """Some words in one look."""

    text: str
    bold: bool = False
    colour: str = TEXT


def plain(text: str) -> str:
    r"""Take out what no slide can hold; breaks of lines become blanks.

    Examples
    --------
    >>> plain("Nul\x00l\x0b \ufffe\ud800 Ende\u202e"), plain("</a:t>\tOst")
    ('Null  Ende', '</a:t> Ost')
    """
    return printable(_BLANKS.sub(" ", text))


def attribute(text: str) -> str:
    r"""Write text as the value of an attribute, with its marks.

    Examples
    --------
    >>> attribute('a"b')
    '\'a"b\''
    """
    return quoteattr(plain(text))


def content(text: str) -> str:
    """Write text as the content of an element."""
    return escape(plain(text))


def fill(colour: str) -> str:
    """Fill with a colour; ``url(#blank-<reason>)`` with the pattern of that kind of blank; nothing for ""."""
    if not colour:
        return "<a:noFill/>"
    if not colour.startswith("url("):
        return f"<a:solidFill>{_colour(colour)}</a:solidFill>"
    look = BLANK_LOOKS[colour.removeprefix("url(#blank-").removesuffix(")")]
    return (
        f'<a:pattFill prst="{PRESETS[look.pattern]}"><a:fgClr>{_colour(look.stroke)}</a:fgClr>'
        f"<a:bgClr>{_colour(look.fill)}</a:bgClr></a:pattFill>"
    )


def line(colour: str, points: float = 0.75, *, tag: str = "a:ln", dash: str = "") -> str:
    """Draw a line of a colour; none for ""."""
    if not colour:
        return f"<{tag}><a:noFill/></{tag}>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<{tag} w="{round(points * POINT)}">{fill(colour)}{dashed}<a:round/></{tag}>'


def look(size: float, *, bold: bool = False, colour: str = TEXT, language: str = "", tag: str = "a:rPr") -> str:
    """Give words their size in points, weight, colour and language."""
    named = f' lang="{TAGS[language]}"' if language else ""
    weight = ' b="1"' if bold else ' b="0"'
    return f'<{tag}{named} sz="{round(size * 100)}"{weight}>{fill(colour)}</{tag}>'


def paragraph(runs: Sequence[Run], size: float, language: str, *, align: str = "l", before: float = 0.0) -> str:
    """Write a paragraph; ``before`` is the room above it in points."""
    written = "".join(
        f"<a:r>{look(size, bold=one.bold, colour=one.colour, language=language)}<a:t>{content(one.text)}</a:t></a:r>"
        for one in runs
    )
    room = f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    end = look(size, language=language, tag="a:endParaRPr")
    return f'<a:p><a:pPr algn="{align}">{room}<a:buNone/></a:pPr>{written}{"" if runs else end}</a:p>'


def body(paragraphs: str, *, anchor: str = "t", inset: float = 0.0, tag: str = "p:txBody", wrap: str = "square") -> str:
    """Write the text of a shape; it shrinks by itself when somebody makes it longer."""
    inside = round(inset * INCH)
    insets = " ".join(f'{side}Ins="{inside}"' for side in "ltrb")
    return (
        f'<{tag}><a:bodyPr wrap="{wrap}" {insets} anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
        f"{paragraphs}</{tag}>"
    )


def transform(place: tuple[int, int, int, int], tag: str = "a:xfrm", *, group: bool = False) -> str:
    """Place something: left, top, width and height in English metric units."""
    left, top, wide, high = place
    inner = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{wide}" cy="{high}"/>' if group else ""
    return f'<{tag}><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/>{inner}</{tag}>'


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'
