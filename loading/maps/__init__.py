"""Boundaries, places and reference systems: what lies where."""
