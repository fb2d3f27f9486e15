"""Columns of keys and names looked at as a whole, so that a long column that needs nothing costs next to nothing."""

from collections.abc import Sequence


def is_tidy(values: Sequence[str]) -> bool:
    r"""Tell whether no value holds blanks but single, plain ones between its words, and nothing invisible.

    Examples
    --------
    >>> is_tidy(["Neu Stadt", ""]), is_tidy(["Nord "]), is_tidy(["Neu  Stadt"]), is_tidy(["Neu\tStadt"])
    (True, False, False, False)
    """
    if not "".join(values).isprintable():
        return False
    lines = "\n".join(["", *values, ""])
    return not any(blanks in lines for blanks in ("  ", "\n ", " \n"))


def only_digits(values: Sequence[str]) -> bool:
    """Tell whether every value consists of plain digits, at least one.

    Examples
    --------
    >>> only_digits(["01", "2"]), only_digits(["01", ""]), only_digits(["\N{SUPERSCRIPT TWO}"])
    (True, False, False)
    """
    return "" not in values and digits_or_blank(values)


def digits_or_blank(values: Sequence[str]) -> bool:
    """Tell whether every value consists of plain digits or is empty, as in a column of keys with a row of sums.

    Examples
    --------
    >>> digits_or_blank(["01", ""]), digits_or_blank(["A1"]), digits_or_blank([])
    (True, False, True)
    """
    together = "".join(values)
    return not together or (together.isdigit() and together.isascii())


def all_different(values: Sequence[str]) -> bool:
    """Tell whether every value is filled, and no two are the same.

    Examples
    --------
    >>> all_different(["01", "02"]), all_different(["01", "01"]), all_different([""])
    (True, False, False)
    """
    different = set(values)
    return len(different) == len(values) and "" not in different
