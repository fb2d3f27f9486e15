"""One slide in the making: shapes with ids of their own, in the order in which they are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from layers.slides.lettering import fitted
from layers.slides.markup import (
    INK,
    PAPER,
    TEXT,
    Box,
    Run,
    attribute,
    body,
    fill,
    line,
    paragraph,
    transform,
)

_FIRST_FREE = 10  # title and the like have the ids below
_LONGEST_NAME, _LONGEST_TOLD = 250, 1500
_ORNAMENT = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class Chart:
    """A chart on a slide.

    Attributes
    ----------
    box : Box
    name, told : str
        Its name, and its alternative text.
    markup : str
        DrawingML of the chart, without the reference to its workbook.
    workbook : bytes
        XLSX with what the chart shows.
    """

    box: Box
    name: str
    told: str
    markup: str
    workbook: bytes


@dataclass
class Slide:
    """Shapes of one slide.

    Attributes
    ----------
    title, subtitle : str
    language : str
    shapes : list of str
        DrawingML.
    charts : list of Chart
    notes : list of str
        What the speaker reads: everything in full, however much of it the slide shows.
    """

    title: str
    subtitle: str
    language: str
    shapes: list[str] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    last: int = _FIRST_FREE

    def head(self, name: str, told: str = "", kind: str = "sp", more: str = "", *, ornament: bool = False) -> str:
        """Begin a shape: its id, its name, its alternative text; an ornament is passed over by who cannot see it."""
        self.last += 1
        described = f" descr={attribute(_short(told, _LONGEST_TOLD))}" if told else ""
        called, whole = attribute(_short(name, _LONGEST_NAME)), f"{kind[0].upper()}{kind[1:]}Pr"
        inside = f">{_ORNAMENT}</p:cNvPr>" if ornament else "/>"
        return (
            f'<p:nv{whole}><p:cNvPr id="{self.last}" name={called}{described}{inside}'
            f"<p:cNv{whole}{more}/><p:nvPr/></p:nv{whole}>"
        )

    def text(
        self,
        name: str,
        box: Box,
        texts: Sequence[str | Sequence[Run]],
        sizes: Sequence[float],
        *,
        colour: str = TEXT,
        anchor: str = "t",
        gap: float = 0.0,
        background: str = "",
        inset: float = 0.0,
    ) -> float:
        """Write paragraphs into a box, as large as they fit; they are shortened where none of the sizes is enough.

        A box with a background ends where its text ends. Gives the height of the text in inches.
        """
        plain = ["".join(run.text for run in one) if not isinstance(one, str) else one for one in texts]
        wide, high = box.points
        room = (wide - 144 * inset, high - 144 * inset)
        is_bold = any(not isinstance(one, str) and any(run.bold for run in one) for one in texts)
        found = fitted(plain, room, sizes, gap=gap, bold=is_bold)
        used = found.height / 72
        if background:
            box = replace(box, height=min(box.height, used + 2 * inset + 0.02))
        written = "".join(
            paragraph(_runs(given, kept, colour), found.size, self.language, before=gap * found.size if at else 0.0)
            for at, (given, kept) in enumerate(zip(texts, found.texts, strict=False))
        )
        self.shapes.append(
            f'<p:sp>{self.head(name, more=TEXT_BOX)}<p:spPr>{transform(box.emu)}<a:prstGeom prst="rect"><a:avLst/>'
            f"</a:prstGeom>{fill(background)}{line('')}</p:spPr>{body(written, anchor=anchor, inset=inset)}</p:sp>"
        )
        return used

    def label(self, text: str, box: Box, size: float) -> None:
        """Write a name onto the map, on a pale ground: not every program draws the halo that would keep it readable."""
        written = paragraph([Run(text, bold=True, colour=INK)], size, self.language, align="ctr")
        ground = fill(PAPER).replace("/></a:solidFill>", '><a:alpha val="72000"/></a:srgbClr></a:solidFill>')
        self.shapes.append(
            f'<p:sp>{self.head(text, more=TEXT_BOX)}<p:spPr>{transform(box.emu)}<a:prstGeom prst="roundRect"><a:avLst/>'
            f"</a:prstGeom>{ground}</p:spPr>{body(written, anchor='ctr', wrap='none')}</p:sp>"
        )

    def form(self, name: str, box: Box, preset: str, colour: str, edge: str = "", points: float = 0.75) -> None:
        """Draw a simple form, such as "rect" or "ellipse"."""
        self.shapes.append(
            f"<p:sp>{self.head(name, ornament=True)}<p:spPr>{transform(box.emu)}"
            f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>{fill(colour)}{line(edge, points)}</p:spPr></p:sp>'
        )

    def grouped(self, name: str, told: str, shapes: Sequence[str], place: tuple[int, int, int, int]) -> None:
        """Draw shapes as a group; their places are those on the slide."""
        if shapes:
            head = self.head(name, told, kind="grpSp", ornament=not told)
            self.shapes.append(
                f"<p:grpSp>{head}<p:grpSpPr>{transform(place, group=True)}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
            )


TEXT_BOX = ' txBox="1"'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _runs(given: str | Sequence[Run], kept: str, colour: str) -> list[Run]:
    """Give the runs of a paragraph as far as the text that was kept."""
    if isinstance(given, str):
        return [Run(kept, colour=colour)]
    found, rest = [], kept
    for run in given:
        if rest:
            found.append(Run(rest[: len(run.text)], run.bold, run.colour))
            rest = rest[len(run.text) :]
    if rest and found:  # the ellipsis, where the cut lies at the end of a run
        found[-1] = Run(found[-1].text + rest, found[-1].bold, found[-1].colour)
    return found
