"""Text that a spreadsheet takes for text: every CSV that leaves the program goes through here."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
_BLANKS = " \N{NO-BREAK SPACE}"


def defused(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula, as OWASP advises: an apostrophe before it.

    Examples
    --------
    >>> defused("=1+1"), defused("Altstadt"), defused("  @SUM(A1)")
    ("'=1+1", 'Altstadt', "'  @SUM(A1)")
    """
    risky = text.lstrip(_BLANKS).startswith(_STARTS_A_FORMULA) or text.startswith(_STARTS_A_FORMULA)
    return f"'{text}" if risky else text
