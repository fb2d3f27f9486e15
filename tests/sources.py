"""What the tests of the house read: the project's own files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCT = ("loading", "analysis", "layers", "callbacks", "commands", "texts")
FOLDERS = (*PRODUCT, "sample_data", "assets", "benchmarks", "tests", ".ci", "docs")
TEXT_ENDINGS = {".py", ".js", ".css", ".json", ".toml", ".txt", ".md", ".yaml", ".yml", ""}


def own_files(*endings: str) -> list[Path]:
    """All files of the project with these endings, without what is vendored or generated."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(
        path
        for path in found
        if path.suffix in endings and not {"vendor", "__pycache__"} & set(path.parts) and path.name != ".venv.lock"
    )


def place(path: Path) -> str:
    """The path as it is written in the README."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every imported name with its dots, also inside functions; a relative import starts with a dot.

    ``from layers import view`` gives ``layers.view``, since the name may be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (f"{node.module}." if node.module else "")
            yield from (start + alias.name for alias in node.names)
