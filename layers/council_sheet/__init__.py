"""A view as one sheet of paper for the council: findings, map, legend, ranking, source and method as PDF."""

from layers.council_sheet.sheet import council_sheet

__all__ = ["council_sheet"]
