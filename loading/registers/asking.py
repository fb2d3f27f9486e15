"""What shall become of a register is its owner's to say: the question and its answers, and what follows from them."""

from collections.abc import Sequence
from dataclasses import replace

from loading.choices import Choices
from loading.choices.layers import LayerChoice
from loading.choices.registers import RegisterChoice, Use
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.persons.recognition import (
    AT_A_GLANCE,
    PROBLEMS,
    Trace,
    case_number,
    columns_of,
    refusal,
    require_no_persons,
    traces,
)
from loading.questions import OpenQuestion, Option
from loading.recognised import Boundaries
from loading.registers.counting import Counted, counted
from loading.registers.recognition import Register, register_in_doubt, register_of_grid
from loading.tables.grid import Grid

Settled = tuple[Counted, tuple[Finding, ...]]
_ABOUT_ROWS = (PROBLEMS, "registers.")


def is_about_rows(code: str) -> bool:
    """Tell whether a refusal, question or finding is about rows of persons or cases.

    Nothing of a file that is refused or asked about so may be kept.

    Examples
    --------
    >>> is_about_rows("persons.names"), is_about_rows("tables.empty")
    (True, False)
    """
    return code.startswith(_ABOUT_ROWS)


def settled_table(
    file: OpenedFile, grids: Sequence[Grid], layers: Sequence[Boundaries], choices: Choices, *, alone: bool
) -> Settled | None:
    """Refuse a table of persons, ask about a register, count it where that was decided.

    Parameters
    ----------
    file : OpenedFile
    grids : sequence of Grid
        Its sheets.
    layers : sequence of Boundaries
    choices : Choices
    alone : bool
        No other sheet of the file is a table, and in its archive is nothing else.

    Returns
    -------
    tuple of Counted and findings, or None
        None where the table is neither.

    Raises
    ------
    OpenQuestion
        ``registers.question``.
    DataFileError
        ``persons.<kind>``, ``registers.<code>``.
    """
    for grid in grids:
        glance = columns_of(grid, AT_A_GLANCE)
        if traces(glance, at_a_glance=True):
            require_no_persons(columns_of(grid), file.name, grid.place)
        choice = choices.of_register(file.name, grid.sheet)
        if choice is not None and choice.use == "as_it_is":
            continue
        register = register_of_grid(grid, layers)
        if register is not None:
            return settled(register, file, layers, choice, alone=alone)
        columns = columns_of(grid) if case_number(glance) is not None else glance
        numbered = case_number(columns)
        if numbered is not None:
            filled = sum(map(bool, columns.cells[numbered]))
            raise refusal(columns, [Trace("case_numbers", numbered, filled)], file.name, grid.place)
    return None


def settled_in_doubt(
    file: OpenedFile, grids: Sequence[Grid], layers: Sequence[Boundaries], choices: Choices, *, alone: bool
) -> Settled | None:
    """Ask about a table of points that are not clearly facilities, or carry out what was decided about it.

    Parameters, returns and raises as :func:`settled_table`; the question is ``registers.doubtful``, or
    ``registers.doubtful_with_others``.
    """
    for grid in grids:
        choice = choices.of_register(file.name, grid.sheet)
        if choice is not None and choice.use == "as_it_is":
            continue
        register = register_in_doubt(grid, layers)
        if register is not None:
            return settled(register, file, layers, choice, alone=alone)
    return None


def require_harmless_sheets(file: OpenedFile, hidden: Sequence[Grid], layers: Sequence[Boundaries]) -> None:
    """Refuse a workbook that hides persons or cases: it would be kept with all of its sheets.

    Raises
    ------
    DataFileError
        ``persons.<kind>``, ``registers.with_others``.
    """
    for grid in hidden:
        require_no_persons(columns_of(grid), file.name, grid.place)
        register = register_of_grid(grid, layers)
        if register is not None:
            raise DataFileError(file.name, "registers.with_others", rows=register.rows)


def settled(
    register: Register,
    file: OpenedFile,
    layers: Sequence[Boundaries],
    choice: RegisterChoice | None,
    *,
    alone: bool,
) -> Settled:
    """Ask about a register, or carry out what was decided about it; see :func:`settled_table`."""
    register = replace(register, file=file.name)  # an archive is counted, and goes, as a whole
    if not alone:
        if register.is_doubtful and choice is None:
            raise _question_of_some(register)
        raise DataFileError(file.name, "registers.with_others", rows=register.rows)
    if choice is None:
        raise _question(register)
    if choice.use == "leave_out":
        return Counted(register.file), (Finding("info", register.file, "registers.left_out", {"rows": register.rows}),)
    if not layers:
        raise DataFileError(register.file, "registers.without_map")
    table, told = counted(register, choice, layers)
    return table, (told,)


def _question(register: Register) -> OpenQuestion:
    year = next(iter(register.years), None)
    ways: list[tuple[str, str | None, str | None]] = [("plain", None, None)]
    if year:
        ways.append(("by_year", year, None))
    for category in register.categories:
        ways.append(("by_category", None, category))
        if year:
            ways.append(("by_both", year, category))
    options = [
        _option(register, f"registers.{code}", {"year": dated, "category": told_apart}, "count", dated, told_apart)
        for code, dated, told_apart in ways
    ]
    options.append(_option(register, "registers.discard", {}, "leave_out"))
    options.append(_option(register, "registers.no_cases", {}, "as_it_is"))
    return _asked(register, "registers.doubtful" if register.is_doubtful else "registers.question", options)


def _question_of_some(register: Register) -> OpenQuestion:
    """Ask about points beside other data: they cannot be counted, but may be facilities."""
    return _asked(register, "registers.doubtful_with_others", [_option(register, "registers.no_cases", {}, "as_it_is")])


def _asked(register: Register, code: str, options: Sequence[Option]) -> OpenQuestion:
    return OpenQuestion(
        register.file,
        code,
        options,
        LayerChoice(register.file, register.layer),
        rows=register.rows,
    )


def _option(
    register: Register,
    code: str,
    values: dict[str, object],
    use: Use,
    year: str | None = None,
    category: str | None = None,
) -> Option:
    answer = RegisterChoice(register.file, register.layer, use, year, category)
    return Option(code, values, (), registers=(answer,))
