"""An empty presentation in 16:9 with one layout: title, footer, number."""

from typing import Any, Final

from layers.slides.lettering import FONT
from layers.slides.markup import INCH, Box

WIDTH, HEIGHT = 13.333, 7.5
_USELESS: Final = ("printerSettings", "thumbnail", "extended-properties")
_LAYOUT: Final = "Title Only"
_HOLDERS: Final = {"title": 0, "ftr": 1, "sldNum": 2}


def blank_deck(title: Box, footer: Box, number: Box) -> Any:
    """Make it from the library's own: other size, our colours and font, without what a machine has left in it.

    Parameters
    ----------
    title, footer, number : Box
        Where the layout has them.

    Returns
    -------
    pptx.presentation.Presentation
    """
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(round(WIDTH * INCH)), Emu(round(HEIGHT * INCH))
    deck.element.find("{*}sldSz").attrib.pop("type", None)
    for layout in list(deck.slide_layouts):
        if layout.name != _LAYOUT:
            deck.slide_layouts.remove(layout)
    boxes = (title, footer, number)
    for shapes in (deck.slide_master.shapes, deck.slide_layouts[0].shapes):
        for shape in list(shapes):
            kind = shape.element.find(".//{*}ph").get("type")
            if kind not in _HOLDERS:
                shapes.element.remove(shape.element)
                continue
            shape.left, shape.top, shape.width, shape.height = boxes[_HOLDERS[kind]].emu
    _themed(deck)
    for owner in (deck.part, deck.part.package):
        for key, relation in list(_relations(owner)):
            if relation.reltype.rpartition("/")[2] in _USELESS:
                owner.drop_rel(key)
    return deck


def _relations(owner: Any) -> Any:
    """Give the relations of a part, or of the package itself."""
    found = owner.rels if hasattr(owner, "rels") else owner._rels
    return found.items()


def _themed(deck: Any) -> None:
    """Give titles the left side, and the theme the font and the colours of the page; orange is kept for selections."""
    style = deck.slide_master.element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    colours = {
        "1F497D": "2A3F73",
        "EEECE1": "F3F4F4",
        "4F81BD": "42669B",
        "C0504D": "86A7C6",
        "9BBB59": "34745A",
        "8064A2": "5D4691",
        "4BACC6": "559CA4",
        "F79646": "8A97A3",
    }
    theme = deck.slide_master.part.part_related_by(_theme_type())
    text = theme.blob.decode()
    for old, new in colours.items():
        text = text.replace(f'<a:srgbClr val="{old}"/>', f'<a:srgbClr val="{new}"/>')
    text = text.replace('<a:sysClr val="windowText" lastClr="000000"/>', '<a:srgbClr val="1C2B3A"/>')
    theme.blob = text.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>').encode()


def _theme_type() -> str:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    return RELATIONSHIP_TYPE.THEME
