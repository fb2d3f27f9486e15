"""The indicators of a delivery, one row each, why each was recognised, and the columns that became none.

``assets/intake_rows.js`` draws the rows, ``assets/intake_declare.js`` the sheet of one of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from callbacks.intake.shared.read import Read
from callbacks.intake.shared.reasons_given import offered, reasons_given
from callbacks.intake.shared.summary import years_of, years_text
from loading.atlas import Indicator
from loading.choices import Choices, OwnIndicator
from loading.declaring.catalogue import Definition, definition_of, definitions
from loading.declaring.declaration import Declaration
from loading.declaring.indicators import Declared
from loading.declaring.measures import coordinates
from loading.declaring.merging import Series
from loading.declaring.proposals import Proposal, by_quantity, proposals
from loading.declaring.wording import slug
from loading.recognised import Table
from texts import Texts

MOST_OFFERED = 3
_WORDS = ("columns", "kinds", "directions", "include_label", "title_label", "kind_label", "direction_label")
_OF_DECLARING = ("edit", "edit_label", "copy", "copy_label", "copied_title", "remove", "remove_label")
_FURTHER = ("take", "take_label", "unused_make", "unused_make_label", "steps", "form")
_FIELDS = ("reference_date", "source", "holder", "lowest_level", "dimension", "direction", "decimals", "factor", "kind")
_IN_LANGUAGES = ("title", "short", "unit", "numerator", "denominator", "note")


def rows(texts: Texts, found: Read) -> dict[str, Any]:
    """Give all that the table and the sheets show.

    Returns
    -------
    dict
        Ready for JSON: ``words``; ``groups`` of rows by dimension, own ones that cannot be computed last;
        ``unused``: columns without indicator; ``columns`` for formulas; ``catalogue`` for choosing.
    """
    declared, choices = found.recognition.declared, found.choices
    groups: dict[str, list[dict[str, Any]]] = {}
    own = {one.id: one for one in choices.own}
    years = {one.proposed: years_of(found.atlas, position) for position, one in enumerate(declared.wanted)}
    for one in _in_order(declared):
        row = _own_row(texts, one, own[one.proposed]) if one.formula else _row(texts, one, declared, choices)
        row["years"] = years_text(texts, years.get(one.proposed) or _years(one, declared.series))
        groups.setdefault(one.indicator.dimension, []).append(row)
    computed = {one.proposed for one in declared.wanted}
    broken = [_broken_row(texts, one) for one in choices.own if one.id not in computed]
    listed = [{"title": texts(f"dimensions.{dimension}"), "rows": of} for dimension, of in groups.items()]
    listed += [{"title": texts("declare.not_computed"), "rows": broken}] if broken else []
    return {
        "words": {
            **{name: texts.entry(f"intake.{name}") for name in _WORDS},
            **{name: texts.entry(f"declare.{name}") for name in (*_OF_DECLARING, *_FURTHER)},
            "dimensions": texts.entry("dimensions"),
        },
        "groups": listed,
        "unused": unused(texts, declared, found.recognition.tables),
        "columns": [_column(texts, series) for series in declared.series],
        "catalogue": [_entry(texts, definition) for definition in definitions()],
    }


def unused(texts: Texts, declared: Declared, tables: Sequence[Table]) -> list[dict[str, str]]:
    """List the columns that no indicator shows, and what they are used for, if anything."""
    listed = []
    for series in declared.unused():
        of = [_said(texts, one.indicator.title) for one in declared.wanted if set(one.denominator) & set(series.refs)]
        use = texts("declare.unused_denominator", titles=", ".join(of[:3])) if of else texts("declare.unused_nothing")
        listed.append({"title": series.title, "place": series.place, "use": use, "formula": _written(series)})
    known = {ref for series in declared.series for ref in series.refs}
    for number, table in enumerate(tables):
        east_north = coordinates(table)
        for at, measure in enumerate(table.measures):
            if not any(ref.table == number and ref.measure == at for ref in known):
                use = texts(f"declare.unused_{'coordinate' if at in east_north else 'empty'}")
                listed.append({"title": measure.title, "place": table.file, "use": use, "formula": ""})
    return listed


def _in_order(declared: Declared) -> list[Declaration]:
    """Give wanted and unwanted indicators together, so that an unticked one stays where it is."""
    place = {proposed: number for number, proposed in enumerate(declared.order)}
    return sorted([*declared.wanted, *declared.left_out], key=lambda one: place[one.proposed])


def _row(texts: Texts, one: Declaration, declared: Declared, choices: Choices) -> dict[str, Any]:
    indicator, choice = one.indicator, choices.of(one.proposed)
    series = next((found for found in declared.series if found.refs == (one.value or one.numerator)), None)
    column = series.title if series else ""
    current = _definition(one, choice.catalogue)
    known = [current.indicator.id] if current else []
    found = proposals(series, by_quantity(declared.series), known) if series else ()
    mine = next((proposal for proposal in found if current and proposal.definition is current), None)
    others = [proposal for proposal in found if proposal is not mine]
    taken = {other.indicator.id for other in declared.wanted}
    maybe = next((proposal for proposal in others if proposal.is_likely), None)
    open_question = current is None and choice.catalogue is None and not one.denominator
    asked = open_question and maybe is not None and maybe.definition.indicator.id not in taken
    return {
        **_common(texts, one),
        "note": _note(texts, indicator, current),
        "why": reasons_given(texts, mine, column, chosen=choice.catalogue is not None) if mine else "",
        "maybe": offered(texts, maybe, column)
        if maybe and asked and maybe.definition.indicator.id not in taken
        else None,
        "left_out": choice.leave_out,
        "catalogue": current.indicator.id if current else "",
        "proposals": [_proposal(texts, proposal, column) for proposal in found[:MOST_OFFERED]],
    }


def _definition(one: Declaration, chosen: str | None) -> Definition | None:
    """Give the indicator of the catalogue that a declaration is; a change of one is none of its own."""
    if chosen:
        found = definition_of(chosen)
        return found if found and one.indicator.id.startswith(found.indicator.id) else None
    return None if chosen == "" else definition_of(one.proposed)


def _own_row(texts: Texts, one: Declaration, own: OwnIndicator) -> dict[str, Any]:
    note = texts("declare.own_note", formula=own.formula)
    return {**_common(texts, one), "note": note, "why": "", "own": msgspec.structs.asdict(own)}


def _broken_row(texts: Texts, own: OwnIndicator) -> dict[str, Any]:
    plain = msgspec.structs.asdict(own)
    note = texts("declare.own_note", formula=own.formula)
    return {"id": own.id, "title": own.title, "years": "", "note": note, "why": "", "own": plain, "broken": True}


def _common(texts: Texts, one: Declaration) -> dict[str, Any]:
    indicator = one.indicator
    fields: dict[str, Any] = {name: getattr(indicator, name) for name in _FIELDS}
    fields |= {name: _said(texts, getattr(indicator, name)) for name in _IN_LANGUAGES}
    return {
        "id": one.proposed,
        "title": fields["title"] or indicator.id,
        "kind": indicator.kind,
        "direction": indicator.direction,
        "fields": fields,
    }


def _years(one: Declaration, found: Sequence[Series]) -> list[int]:
    """Give the years that have a number: of a rate those of both columns."""
    of = [series for series in found if series.refs in (one.numerator, one.denominator, one.value) and series.refs]
    common = set.intersection(*(set(series.years) for series in of)) if of else set()
    return sorted(common)


def _note(texts: Texts, indicator: Indicator, current: Definition | None) -> str:
    source = texts("intake.of_catalogue", id=current.indicator.id) if current else texts("intake.of_file")
    unit = _said(texts, indicator.unit)
    return f"{source} · {unit}" if unit else source


def _proposal(texts: Texts, proposal: Proposal, column: str) -> dict[str, str]:
    indicator = proposal.definition.indicator
    label = f"{indicator.id} {_said(texts, indicator.title)}"
    return {"id": indicator.id, "label": label, "why": reasons_given(texts, proposal, column)}


def _column(texts: Texts, series: Series) -> dict[str, str]:
    nature = texts(f"declare.form.natures.{series.nature}")
    return {"title": series.title, "written": _written(series), "nature": nature, "place": series.place}


def _written(series: Series) -> str:
    """Write a column as a formula calls it: by its title, or its name where the title has brackets itself."""
    return f"[{slug(series.title)}]" if set(series.title) & set("[]") else f"[{series.title}]"


def _entry(texts: Texts, definition: Definition) -> dict[str, str]:
    indicator = definition.indicator
    return {"id": indicator.id, "label": f"{indicator.id} {_said(texts, indicator.title)}"}


def _said(texts: Texts, wording: Mapping[str, str]) -> str:
    return wording.get(texts.language) or next(iter(wording.values()), "")
