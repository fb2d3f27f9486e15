"""The workbook inside a chart: what the chart shows, as it is shown, and nothing else."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from layers.slides.markup import plain

SHEET: Final = "Sheet1"  # by which charts are used to name it; never seen on a slide
Cell = str | int
_CREATED: Final = datetime.datetime(2000, 1, 1)


@dataclass(frozen=True, eq=False)
class Series:
    """One column of numbers of a chart.

    Attributes
    ----------
    name : str
    values : float array, shape (categories,)
        Rounded as they are shown; NaN becomes an empty cell.
    """

    name: str
    values: NDArray[np.float64]


def chart_book(
    head: str, categories: Sequence[Cell], series: Sequence[Series], number_format: str, *, dates: bool = False
) -> bytes:
    """Write the sheet that "Edit data" opens.

    Parameters
    ----------
    head : str
        Of the column of categories.
    categories : sequence of str or int
        Days as Excel counts them where ``dates`` is given.
    series : sequence of Series
    number_format : str
    dates : bool
        Show the categories as years.

    Returns
    -------
    bytes
        XLSX with one sheet; texts are texts, whatever they begin with.
    """
    import xlsxwriter

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"author": "", "created": _CREATED})
        sheet = book.add_worksheet(SHEET)
        shown, year = book.add_format({"num_format": number_format}), book.add_format({"num_format": "yyyy"})
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, len(series), 16)
        sheet.write_string(0, 0, plain(head))
        for row, category in enumerate(categories, start=1):
            if dates:
                sheet.write_number(row, 0, category, year)
            else:
                sheet.write_string(row, 0, plain(str(category)))
        for column, one in enumerate(series, start=1):
            sheet.write_string(0, column, plain(one.name))
            for row, value in enumerate(one.values.tolist(), start=1):
                if value == value:
                    sheet.write_number(row, column, value, shown)
    return written.getvalue()


def column_of(position: int) -> str:
    """Name a column of the sheet; the categories are in A, the first series is in B.

    Examples
    --------
    >>> column_of(0), column_of(1)
    ('A', 'B')
    """
    return chr(ord("A") + position)
