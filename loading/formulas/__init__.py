"""Formulas of own indicators: read, understood, computed on every level; never run as a program."""
