"""The workbook of the social monitoring: title rows, merged headings, sums, symbols, footnotes."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sample_data import names
from sample_data.city import ELECTIONS, City
from sample_data.rows import Row, amounts, rows
from sample_data.sheets import HEADINGS, MAIN_RESIDENCE, SHEETS, Sheet

LEGEND = (
    "Zeichenerklärung:",
    "- = genau Null (nichts vorhanden)",
    ". = Zahlenwert unbekannt oder geheim zu halten (1 oder 2 Fälle)",
    "... = Angabe fällt später an",
    "x = Aussage nicht sinnvoll",
)


class Writer:
    """Writes sheets into one workbook."""

    def __init__(self, path: Path, city: City) -> None:
        self.city = city
        self.book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
        self.book.set_properties(
            {
                "title": f"Sozialmonitoring {names.CITY} 2015-2024",
                "author": f"Stadt {names.CITY}, Fachstelle Statistik (fiktiv)",
                "created": datetime(2025, 2, 14, 9, 30, tzinfo=UTC).replace(tzinfo=None),
            }
        )
        line = {"border": 1, "border_color": "#B0B7C3"}
        self.title = self.book.add_format({"bold": True, "font_size": 13})
        self.small = self.book.add_format({"font_size": 9, "font_color": "#555555"})
        self.head = self.book.add_format(
            {**line, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E4EAF2"}
        )
        self.plain = self.book.add_format({**line, "num_format": "#,##0", "align": "right"})
        self.sum = self.book.add_format({**line, "num_format": "#,##0", "align": "right", "bold": True})
        self.name = self.book.add_format(line)
        self.sum_name = self.book.add_format({**line, "bold": True})

    def contents(self) -> None:
        """Write the first sheet: what stands where."""
        sheet = self.book.add_worksheet("Inhalt")
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, f"Stadt {names.CITY}: Sozialmonitoring 2015 bis 2024", self.title)
        sheet.write_string(
            1, 0, "Fiktive Stadt, erfundene Zahlen. Kleinräumige Angaben nach Statistischen Bezirken.", self.small
        )
        for number, content in enumerate(SHEETS, 3):
            sheet.write_string(number, 0, content.name)
            sheet.write_string(number, 1, content.title)

    def write(self, number: int, content: Sheet) -> None:
        """Write one sheet of the contents."""
        sheet = self.book.add_worksheet(content.name)
        sheet.write_string(0, 0, f"Tabelle {number}: {content.title}", self.title)
        sheet.write_string(1, 0, f"Stadt {names.CITY}, Statistische Bezirke, {self.span(content)}", self.small)
        lines = rows(
            self.city,
            district_keys=number % 4 == 0,
            total_first=content.total_first,
            unassigned=content.from_job_centre,
        )
        last = {"long": self.long, "share": self.share}.get(content.form, self.wide)(sheet, content, lines)
        notes = ("", *LEGEND, "", *content.footnotes, f"Quelle: {content.source}", "© Stadt Ahrenfurt (fiktiv), CC0")
        for offset, note in enumerate(notes):
            sheet.write_string(last + offset, 0, note, self.small)

    def span(self, content: Sheet) -> str:
        """Give the second title row: years and unit."""
        if content.form == "share":
            return "Angaben in %"
        return f"{self.city.years[0]} bis {self.city.years[-1]}, jeweils 31.12., Anzahl"

    def label(self, sheet: Worksheet, at: int, row: Row, joined: bool) -> None:
        """Write key and name of a row, in one cell or in two."""
        style = self.sum_name if row.is_sum else self.name
        if joined:
            sheet.write_string(at, 0, f"{row.key} {row.name}".strip(), style)
        else:
            sheet.write_string(at, 0, row.key, style)
            sheet.write_string(at, 1, row.name, style)

    def wide(self, sheet: Worksheet, content: Sheet, lines: list[Row]) -> int:
        """Write years side by side and give the next free row."""
        first = 1 if content.joined_key else 2
        years = self.city.years
        head = 3
        below = head + (1 if content.form == "lines" else 2)
        self.corner(sheet, content, head, below - 1)
        for number, quantity in enumerate(content.measures):
            left = first + number * len(years)
            heading = heading_of(content, quantity)
            if content.form == "lines":
                for offset, year in enumerate(years):
                    sheet.write_string(head, left + offset, f"{heading} {year}", self.head)
                continue
            sheet.merge_range(head, left, head, left + len(years) - 1, heading, self.head)
            for offset, year in enumerate(years):
                sheet.write_number(head + 1, left + offset, year, self.head)
        at = below
        for row in lines:
            if content.from_job_centre and row.key == names.NO_ROW:
                continue
            cells = [cell for quantity in content.measures for cell in self.cells(content, row, quantity)]
            self.label(sheet, at, row, content.joined_key)
            for offset, cell in enumerate(cells):
                self.cell(sheet, at, first + offset, cell, row)
            at += 1
        sheet.freeze_panes(below, first)
        return at

    def corner(self, sheet: Worksheet, content: Sheet, top: int, bottom: int) -> None:
        """Write the headings of key and name, merged over the header rows."""
        titles = ["Statistischer Bezirk"] if content.joined_key else ["Nr.", "Statistischer Bezirk"]
        for column, title in enumerate(titles):
            if top == bottom:
                sheet.write_string(top, column, title, self.head)
            else:
                sheet.merge_range(top, column, bottom, column, title, self.head)
            sheet.set_column(column, column, 8 if title == "Nr." else 30)

    def cells(self, content: Sheet, row: Row, quantity: str) -> list[float | str]:
        """Give the cells of one measure; on the sheet of texts numbers become texts."""
        if row.name == "nicht zuzuordnen" and quantity not in self.city.unassigned:
            return ["x"] * len(self.city.years)
        shown = amounts(self.city, row, quantity)
        if content.form != "text":
            return shown
        return [cell if isinstance(cell, str) else f"{cell:,.0f}".replace(",", ".") for cell in shown]

    def cell(self, sheet: Worksheet, at: int, column: int, cell: float | str, row: Row) -> None:
        """Write one number or symbol."""
        style = self.sum if row.is_sum else self.plain
        if isinstance(cell, str):
            sheet.write_string(at, column, cell, style)
        else:
            sheet.write_number(at, column, cell, style)

    def long(self, sheet: Worksheet, content: Sheet, lines: list[Row]) -> int:
        """Write a row for each year and quarter and give the next free row."""
        titles = ["Jahr", "Bezirk", "Name", *(HEADINGS[quantity] for quantity in content.measures)]
        for column, title in enumerate(titles):
            sheet.write_string(3, column, title, self.head)
        sheet.set_column(2, 2, 26)
        at = 4
        for offset, year in enumerate(self.city.years):
            for row in lines:
                if row.is_sum and len(row.quarters) < len(self.city.keys):
                    continue
                sheet.write_number(at, 0, year, self.name)
                sheet.write_string(at, 1, row.key, self.name)
                sheet.write_string(at, 2, row.name, self.name)
                for column, quantity in enumerate(content.measures, 3):
                    self.cell(sheet, at, column, amounts(self.city, row, quantity)[offset], row)
                at += 1
        sheet.freeze_panes(4, 3)
        return at

    def share(self, sheet: Worksheet, content: Sheet, lines: list[Row]) -> int:
        """Write the turnout as text with decimal commas and give the next free row."""
        self.corner(sheet, content, 3, 4)
        sheet.merge_range(3, 1, 3, len(ELECTIONS), "Wahlbeteiligung in %", self.head)
        for column, year in enumerate(ELECTIONS, 1):
            sheet.write_number(4, column, year, self.head)
        at = 5
        for row in lines:
            weights = self.city.counts["residents"][row.quarters, -1]
            values = np.nan_to_num(self.city.turnout[row.quarters])
            mean = (values * weights[:, None]).sum(axis=0) / weights.sum() if weights.sum() else values[0] * np.nan
            self.label(sheet, at, row, content.joined_key)
            for column, value in enumerate(mean, 1):
                self.cell(sheet, at, column, "x" if np.isnan(value) else f"{value:.1f}".replace(".", ","), row)
            at += 1
        return at


def heading_of(content: Sheet, quantity: str) -> str:
    """Give the heading of a measure, with the mark of its footnote where it has one."""
    heading = MAIN_RESIDENCE if content.name == "1 Bevölkerung" and quantity == "residents" else HEADINGS[quantity]
    return f"{heading} {dict(content.marks).get(quantity, '')}".strip()


def write_workbook(path: Path, city: City) -> None:
    """Write the workbook; the same bytes every time."""
    writer = Writer(path, city)
    writer.contents()
    for number, content in enumerate(SHEETS, 1):
        writer.write(number, content)
    writer.book.close()
