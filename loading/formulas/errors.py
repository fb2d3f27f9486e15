"""What is wrong with a formula, and where."""


class FormulaError(Exception):
    """A formula that cannot be understood or computed.

    The wording stands in ``texts/<language>/formulas.json`` under ``<code>.text`` and ``<code>.repair``.

    Parameters
    ----------
    code : str
        ``"formulas.<what>"``.
    start, end : int
        The characters it is about, from 0; ``end`` is the first one behind. Equal where something is missing.
    **found : object
        Fills the text.

    Examples
    --------
    >>> str(FormulaError("formulas.unclosed", 4, 5, sign="("))
    'formulas.unclosed at 4 (sign=()'
    """

    def __init__(self, code: str, start: int, end: int, **found: object) -> None:
        self.code, self.start, self.end, self.found = code, start, end, found
        details = ", ".join(f"{name}={value}" for name, value in found.items())
        super().__init__(f"{code} at {start}" + (f" ({details})" if details else ""))
