"""Why a column is taken, or offered, as an indicator of the catalogue: in one plain line."""

from math import isnan

from loading.declaring.proposals import Proposal
from texts import Texts


def reasons_given(texts: Texts, proposal: Proposal, column: str, *, chosen: bool = False) -> str:
    """Say what speaks for and against a proposal: name, unit, denominator, range.

    Parameters
    ----------
    texts : Texts
    proposal : Proposal
    column : str
        Title of the column.
    chosen : bool
        Somebody chose it, whatever the name.
    """
    indicator = proposal.definition.indicator
    unit, of = indicator.unit[texts.language], proposal.denominator
    key = "name_chosen" if chosen else "name" if proposal.name == 1 else "name_similar"
    name = texts(f"declare.why.{key}", column=column)
    said = [texts("declare.why.divided", name=name, denominator=of.title) if of else name]
    if proposal.unit is not None and unit:
        said.append(texts(f"declare.why.{'unit' if proposal.unit else 'unit_different'}", unit=unit))
    if proposal.is_count and not of:
        said.append(texts("declare.why.no_denominator", denominator=indicator.denominator[texts.language]))
    said.append(_range(texts, proposal))
    return "; ".join(part for part in said if part)


def offered(texts: Texts, proposal: Proposal, column: str) -> dict[str, str]:
    """Give a proposal as a question that one click answers."""
    indicator = proposal.definition.indicator
    title = indicator.title[texts.language]
    return {
        "id": indicator.id,
        "title": title,
        "text": texts("declare.maybe", id=indicator.id, title=title),
        "why": reasons_given(texts, proposal, column),
    }


def _range(texts: Texts, proposal: Proposal) -> str:
    usual, decimals = proposal.definition.usual, proposal.definition.indicator.decimals
    if usual is None or isnan(proposal.low):
        return ""
    ends = {"low": texts.number(proposal.low, decimals), "high": texts.number(proposal.high, decimals)}
    if not proposal.outside:
        return texts("declare.why.inside", **ends)
    wide = {"from": _plain(texts, usual[0]), "to": _plain(texts, usual[1]), "all": proposal.numbers}
    return texts("declare.why.outside", n=proposal.outside, **ends, **wide)


def _plain(texts: Texts, number: float) -> str:
    return texts.number(number, 0 if number == int(number) else 1)
