"""The report on a protection as an Excel workbook."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from layers.protection.audit import Audit, Price
from layers.protection.audit_words import Names, limits_told, quantity_told
from layers.words import Words

_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BY_ROUNDING = ("minimum_numerator", "complement", "minimum_denominator")
_RULES = ("minimum_numerator", "complement", "minimum_denominator", "minimum_population", "dominance")
_OPEN = ("zero_is_open", "full_is_open")
_WIDTHS = (46, 22, 22, 22, 22, 30, 40)
Cell = str | int | float | None
Row = Sequence[Cell]


def audit_workbook(audit: Audit, words: Words, names: Names) -> bytes:
    """Write a report as XLSX.

    Parameters
    ----------
    audit : Audit
    words : Words
    names : mapping of id to str
        Short names of indicators, written beside their ids; those without keep their id alone.

    Returns
    -------
    bytes
        Five sheets: what was decided and what it costs, each indicator, the sums found, the hidden numbers with their
        rule (never the numbers), and what is not covered. Every text is written as text.
    """
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        share = book.add_format({"num_format": "0.0%"})
        sheets: dict[str, Iterable[Row]] = {
            "summary": _summary(audit, words),
            "indicators": _indicators(audit, words, names),
            "sums": _sums(audit, words, names),
            "cells": _cells(audit, words, names),
            "limits": _limits(audit, words, names),
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(words(f"audit.sheets.{name}"))
            for at, width in enumerate(_WIDTHS):
                sheet.set_column(at, at, width)
            for number, row in enumerate(rows):
                _write(sheet, number, row, head if number == 0 else None, share)
            if name != "summary":
                sheet.freeze_panes(1, 0)
    return content.getvalue()


def _write(sheet: Any, number: int, row: Row, style: Any, share: Any) -> None:
    for at, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, at, cell, style)
        elif isinstance(cell, float):
            sheet.write_number(number, at, cell, share)
        elif cell is not None:
            sheet.write_number(number, at, cell)


def _summary(audit: Audit, words: Words) -> list[Row]:
    def told(value: Any) -> Cell:
        if value is None or isinstance(value, bool):
            return words(f"audit.{ {None: 'none', True: 'yes', False: 'no'}[value] }")
        return f"{value:g}" if isinstance(value, float) else int(value)

    def by_rounding(name: str) -> list[Cell]:
        return [words("audit.by_rounding")] if name in _BY_ROUNDING and book.general.base > 1 else []

    from layers.protection.rule_book import RuleBook

    book = RuleBook.from_json(audit.rules)
    rules = book.general.to_json()
    rows: list[Row] = [
        [words("audit.title", title=audit.title)],
        [words("audit.rows.published"), audit.published],
        [words("audit.rows.profile"), words(f"audit.profiles.{audit.profile}")],
        [words("audit.rows.method"), words(f"audit.methods.{rules['method']}")],
        *([words(f"audit.rows.{name}"), told(rules[name]), *by_rounding(name)] for name in (*_RULES, *_OPEN)),
    ]
    for part in (book.indicators, book.files):
        for name, fields in part.items():
            rows.append([words("audit.rows.stricter"), name, *(f"{key} = {value}" for key, value in fields.items())])
    heads = [words(f"audit.price.{name}") for name in ("title", "cells", "hidden", "share", "sum")]
    prices = {"price": audit.price, "primary": audit.primary, "blunt": audit.blunt}
    rows += [[], heads, *(_price(words(f"audit.price.{name}"), one) for name, one in prices.items())]
    rows += [[], [words("audit.rule"), words("audit.count"), words("audit.narrowest")]]
    for rule, number in audit.by_rule.items():
        narrow = audit.narrowest.get(rule)
        rows.append([words(f"audit.rules.{rule}"), number, None if narrow is None else int(narrow)])
    rows += [[], [words("audit.relations_title"), words("audit.count")]]
    rows += [[words(f"audit.relations.{kind}"), number] for kind, number in audit.relations.items()]
    return rows


def _price(name: str, price: Price) -> Row:
    return [name, price.cells, price.hidden, float(price.share), float(price.sum_share)]


def _indicator(one: str, names: Names) -> str:
    """Write the id, by which the data can be searched, and the name."""
    return f"{one}: {names[one]}" if names.get(one, one) != one else one


def _indicators(audit: Audit, words: Words, names: Names) -> list[Row]:
    heads = [
        words(f"audit.heads.{name}") for name in ("indicator", "values", "hidden", "share", "decimals", "left_out")
    ]
    rows: list[Row] = [heads]
    for one in audit.by_indicator:
        share = float(one.hidden / one.values) if one.values else None
        left_out = audit.left_out.get(one.indicator, (None,))[0]
        rows.append(
            [
                _indicator(one.indicator, names),
                one.values,
                one.hidden,
                share,
                audit.decimals.get(one.indicator),
                left_out,
            ]
        )
    return rows


def _sums(audit: Audit, words: Words, names: Names) -> list[Row]:
    heads = [words("audit.heads.total"), words("audit.heads.parts")]
    return [heads, *([quantity_told(words, one, names) for one in (total, *parts)] for total, parts in audit.groups)]


def _cells(audit: Audit, words: Words, names: Names) -> Iterable[Row]:
    heads = ("level", "area", "name", "year", "role", "rule", "indicator")
    yield [words(f"audit.heads.{head}") for head in heads]
    for one in audit.entries:
        yield [
            words(f"audit.levels.{one.level}"),
            one.area,
            one.name,
            one.year,
            words(f"audit.roles.{one.role}"),
            words(f"audit.rules.{one.rule}"),
            ", ".join(_indicator(each, names) for each in one.indicators),
        ]


def _limits(audit: Audit, words: Words, names: Names) -> list[Row]:
    said = limits_told(
        words,
        audit.not_covered,
        names,
        unjudged=audit.unjudged,
        decided=audit.decided,
        pairs=audit.pairs,
        nameless=audit.facilities_left_out,
    )
    return [[words("audit.sheets.limits")], [words("audit.inside")], *([text] for text in said)]
