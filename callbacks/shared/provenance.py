"""What makes a copied sentence checkable."""

from callbacks.shared.question import Question
from layers.declaration import source
from loading.atlas import Indicator


def provenance(asked: Question, indicator: Indicator) -> str:
    """Name indicator, year, city, level with its number of areas, and source, in one line."""
    year = str(asked.view.year) if asked.view.year else ""
    areas = asked.texts(f"map.levels.{asked.view.level}", n=len(asked.atlas.levels[asked.view.level]))
    parts = [f"{asked.local(indicator.title)} {year}".strip(), asked.city, areas, source(asked.atlas, indicator)]
    return "; ".join(part for part in parts if part)
