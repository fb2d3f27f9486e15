"""The one call that protects: rules, additional suppression or rounding, proof."""

from analysis.protection.cells import Cells
from analysis.protection.protected import Protected
from analysis.protection.relations import Relations
from analysis.protection.rules import Rules


def protect(cells: Cells, relations: Relations, rules: Rules) -> Protected:
    """Protect everything that is published together.

    Parameters
    ----------
    cells : Cells
    relations : Relations
        All that adds up among the cells and is known to the public, over as many cells. Where delivered numbers do
        not add up, the attacker is taken to know by how much.
    rules : Rules

    Returns
    -------
    Protected
        Publish it only where ``unproven`` is empty.

    Raises
    ------
    ValueError
        If cells and relations do not fit.
    """
    raise NotImplementedError
