"""A view as slides for the council: the map as shapes, charts that can be edited, findings and method in words."""

from layers.slides.deck import slides

__all__ = ["slides"]
