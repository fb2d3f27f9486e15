"""Disclosure control of an Atlas: the one gate that everything public passes.

How it is used::

    preview(atlas, RuleBook())               # what rules cost, before they are chosen
    book = RuleBook.from_json({"profile": "municipal", "indicators": {"A1": {"minimum_numerator": 10}}})
    published = publish(atlas, book)         # Published(atlas, audit); refuses what it cannot prove
    published.atlas.protection               # what the public is told: rules and figures
    published.audit.entries                  # which cells, by which rule: for inside only
    audit_workbook(published.audit, words, names)   # the report as XLSX

The public Atlas is stored as a project of its own: :func:`loading.project_file.public.write_public` writes one file,
:meth:`loading.projects.named_projects.NamedProjects.publish` puts it on the shelf. It holds no sources, no choices, no
earlier state; ``Atlas.protection`` tells it from an internal one wherever it is opened.
"""

from layers.protection.audit import NOT_COVERED, Audit, Entry, OfIndicator, Preview, Price
from layers.protection.audit_workbook import audit_workbook
from layers.protection.gate import Published, preview, publish
from layers.protection.rule_book import OVERRIDABLE, RuleBook

__all__ = [
    "NOT_COVERED",
    "OVERRIDABLE",
    "Audit",
    "Entry",
    "OfIndicator",
    "Preview",
    "Price",
    "Published",
    "RuleBook",
    "audit_workbook",
    "preview",
    "publish",
]
