"""The ranking of the stand-alone page: all areas with bar and range. Every text is escaped."""

from html import escape

from layers.caption import Caption
from layers.page_markup import paragraphs
from layers.ranked_rows import Ranked, RankedRow, measure_head, ranked_rows
from layers.words import Words


def ranking(ranked: Ranked, words_of: Caption, words: Words) -> str:
    """Write all areas, highest value first, blanks with their reason at the end."""
    rows = "".join(map(_row, ranked_rows(ranked, words)))
    heads = "".join(f'<th scope="col">{escape(words(f"export.columns.{key}"))}</th>' for key in ("rank", "name"))
    measured = measure_head(ranked, words)
    title = words("export.ranking_of", title=words_of.indicator) if ranked.told else words("export.ranking")
    about = [words_of.meaning, words_of.city] if ranked.told else []
    about.append(f"{words('export.ranking_order')} {words('export.ranking_note')}")
    return (
        f'<section class="ranking"><h2>{escape(title)}</h2>{paragraphs(about)}'
        f'<table><thead><tr>{heads}<td></td><th scope="col" class="measure">{escape(measured)}</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def _row(row: RankedRow) -> str:
    beneath = f"<small>{escape(row.beneath)}</small>" if row.beneath else ""
    head = f'<th scope="row">{escape(row.name)}{beneath}</th>'
    start = f'<tr tabindex="0" data-area="{row.at}">'
    if row.blank:
        return f'{start}<td></td>{head}<td colspan="2" class="blank">{escape(row.blank)}</td></tr>'
    ranged = f"<small>{escape(row.ends)}</small>" if row.ends else ""
    return (
        f'{start}<td class="number">{row.place}</td>{head}'
        f'<td class="bar">{_bar(row)}</td><td class="number">{escape(row.value)}{ranged}</td></tr>'
    )


def _bar(row: RankedRow) -> str:
    left, width = row.bar
    bar = f'<i style="left:{left:.1f}%;width:{width:.1f}%;background:{row.colour}"></i>'
    if row.span:
        low, wide = row.span
        bar += f'<b style="left:{low:.1f}%;width:{wide:.1f}%"></b>'
    if row.city is not None:
        bar += f'<u style="left:{row.city:.1f}%"></u>'
    return f'<span aria-hidden="true">{bar}</span>'
