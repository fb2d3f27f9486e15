"""The findings of a view: what the figures say, worded, with the view that shows it; for the page and the command."""

from layers.findings.reading import judged_areas, statements
from layers.findings.target import target
from layers.findings.told import Told, told
from layers.findings.wording import method, wording

__all__ = ["Told", "judged_areas", "method", "statements", "target", "told", "wording"]
