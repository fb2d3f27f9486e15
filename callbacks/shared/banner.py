"""The banner of every page: whether what it shows may be passed on, in words, with an icon and a shape of its own."""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon
from layers.told_protection import mode, protection_told, rounded_to
from loading.atlas import Atlas
from texts import Texts

_ICONS = {"internal": "lock", "public": "globe"}


def banner(texts: Texts, atlas: Atlas, *, publishes: bool = True) -> Component:
    """Draw the banner; an internal one leads to the page where a project is published, where there is one."""
    which = mode(atlas)
    first, comma, more = protection_told(atlas, texts).partition(",")
    # A telephone has room for one part: by which rules the project is protected, without the figures.
    figures = html.Span(f"{comma}{more}", className="banner-more") if more else None
    said: list[Component] = [icon(_ICONS[which]), html.Span([first, figures], className="banner-said")]
    if which == "internal" and publishes:
        href = f"/{texts.language}/publish?p={atlas.project}"
        said.append(html.A(texts("protection.publish"), href=href, **attributes(data_visit="page")))
    explained = texts(f"protection.explained.{'rounded' if rounded_to(atlas) > 1 else which}")
    return html.Section(
        said,
        className=f"banner is-{which}",
        title=explained,
        **attributes(aria_label=texts("protection.label")),
    )
