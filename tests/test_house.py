"""The architecture: who imports whom, where state may live, how large and how named things may be."""

import ast
import re
import statistics
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.sources import PRODUCT, ROOT, TEXT_ENDINGS, imported, own_files, parsed, place

MAY_IMPORT = {
    "loading": set(),
    "analysis": set(),
    "texts": set(),
    "sample_data": set(),
    "run": set(),
    "layers": {"loading", "analysis"},
    "callbacks": {"loading", "analysis", "layers", "texts"},
    "commands": {"loading", "analysis", "layers", "texts", "sample_data"},
    "app": {"loading", "analysis", "layers", "callbacks", "commands", "texts", "sample_data"},
}
OURS = {*MAY_IMPORT, "benchmarks", "tests"}
SLOW_TO_IMPORT = {"libpysal", "esda", "mapclassify", "folium", "xlsxwriter", "scipy", "geopandas", "pptx", "typst"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "constants", "misc", "ids"}
MUTATORS = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "clear", "remove", "discard"}
CONTAINERS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

MODULES = [path for path in own_files(".py") if place(path).partition("/")[0].removesuffix(".py") in MAY_IMPORT]


def each(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Make one test of a rule for every file: thousands of tests would take longer to collect than to run."""

    def decorate(rule: Callable[[Path], None]) -> Callable[[], None]:
        def holds() -> None:
            broken = {}
            for path in paths:
                try:
                    rule(path)
                except AssertionError as error:
                    broken[place(path)] = str(error).splitlines()[0]
            assert not broken

        holds.__name__ = rule.__name__
        return holds

    return decorate


every_module = each(MODULES)


def folder(path: Path) -> str:
    return place(path).partition("/")[0].removesuffix(".py")


def forbidden_imports(path: str, tree: ast.Module) -> list[str]:
    """Imports that the line does not allow: sample_data - loading - analysis - layers - callbacks - app.

    Inside callbacks a part imports what is shared, never another part; a folder's __init__ joins its parts.
    """
    home = path.partition("/")[0].removesuffix(".py")
    joined = path.removesuffix("__init__.py").replace("/", ".") if path.endswith("__init__.py") else "nothing"
    wrong = []
    for name in imported(tree):
        top = name.partition(".")[0]
        breaks = (
            name.startswith("."),
            top in OURS and top != home and top not in MAY_IMPORT[home],
            (top == "plotly" or top.startswith("dash")) and home not in ("callbacks", "app"),
            home == top == "callbacks" and "shared" not in name.split(".") and not name.startswith(joined),
        )
        wrong += [name] if any(breaks) else []
    return wrong


@pytest.mark.parametrize(
    ("path", "source", "wrong"),
    [
        ("loading/a.py", "from layers.view import View", ["layers.view.View"]),
        ("loading/a.py", "from loading.errors import Finding\nimport numpy", []),
        ("analysis/a.py", "def f():\n    import loading", ["loading"]),
        ("layers/a.py", "import plotly.graph_objects", ["plotly.graph_objects"]),
        ("layers/a.py", "from dash_leaflet import Map", ["dash_leaflet.Map"]),
        ("callbacks/map.py", "from callbacks.legend import layout", ["callbacks.legend.layout"]),
        ("callbacks/map.py", "from callbacks import legend", ["callbacks.legend"]),
        ("callbacks/map.py", "from callbacks.shared.selection import SELECTED\nimport dash", []),
        ("callbacks/intake/drop.py", "from callbacks.intake.doctor import rows", ["callbacks.intake.doctor.rows"]),
        ("callbacks/intake/__init__.py", "from callbacks.intake import doctor, drop", []),
        ("callbacks/intake/__init__.py", "from callbacks.explore import map", ["callbacks.explore.map"]),
        ("callbacks/map.py", "from . import shared", [".shared"]),
        ("app.py", "from callbacks import map\nimport dash", []),
        ("commands/a.py", "from callbacks import map", ["callbacks.map"]),
    ],
)
def test_the_import_rule_finds_what_it_forbids(path: str, source: str, wrong: list[str]) -> None:
    assert forbidden_imports(path, ast.parse(source)) == wrong


@every_module
def test_imports_only_look_left(path: Path) -> None:
    assert not forbidden_imports(place(path), parsed(path))


@each([path for path in MODULES if folder(path) in (*PRODUCT, "app")])
def test_slow_libraries_are_imported_where_they_are_used(path: Path) -> None:
    at_start = ast.Module([node for node in parsed(path).body if isinstance(node, (ast.Import, ast.ImportFrom))], [])
    assert not [name for name in imported(at_start) if name.partition(".")[0] in SLOW_TO_IMPORT]


def module_state(tree: ast.Module) -> Iterator[str]:
    """Module variables that are assigned or changed after import."""
    modules = {alias.asname or alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assigned = [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value]
    shared = {
        target.id
        for node in assigned
        if isinstance(node.value, CONTAINERS)
        or (isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in {"dict", "list", "set", "defaultdict"})
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)):
        inside = list(ast.walk(function))
        own = {node.id for node in inside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        own |= {node.arg for node in inside if isinstance(node, ast.arg)}
        for node in inside:
            if isinstance(node, ast.Global):
                yield f"global {', '.join(node.names)}"
            changed = ""
            if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
                changed = ast.unparse(node.value)
                if isinstance(node, ast.Attribute) and changed in modules - own:
                    yield ast.unparse(node)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
                changed = ast.unparse(node.func.value)
            if changed in shared - own:
                yield changed


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A = 1\ndef f():\n    global A\n    A = 2", ["global A"]),
        ("A = {}\ndef f():\n    A['x'] = 2", ["A"]),
        ("A: list[int] = []\ndef f():\n    A.append(2)", ["A"]),
        ("A = []\ndef f(A):\n    A.append(2)", []),
        ("import layers.view\nimport state\ndef f():\n    state.x = 2", ["state.x"]),
        ("A = {1: 2}\ndef f():\n    return A[1]", []),
    ],
)
def test_the_state_rule_finds_what_it_forbids(source: str, found: list[str]) -> None:
    assert list(module_state(ast.parse(source))) == found


@every_module
def test_no_module_variable_changes_after_import(path: Path) -> None:
    assert not list(module_state(parsed(path)))


@every_module
def test_callbacks_have_one_writer_and_are_registered_on_an_app(path: Path) -> None:
    tree = parsed(path)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "allow_duplicate"]
    decorators = [
        ast.unparse(mark) for node in tree.body if isinstance(node, FUNCTIONS) for mark in node.decorator_list
    ]
    assert not [mark for mark in decorators if re.match(r"(dash\.)?(callback|clientside_callback)\b", mark)]
    assert not {"dash.callback", "dash.clientside_callback"} & set(imported(tree))


@each(own_files(".py", ".js", ".css"))
def test_a_module_has_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_are_short() -> None:
    nodes = [node for path in MODULES for node in ast.walk(parsed(path))]
    sizes = [lines_of_code(node) for node in nodes if isinstance(node, FUNCTIONS)]
    assert statistics.median(sizes) <= 12
    assert sum(size < 40 for size in sizes) >= 0.9 * len(sizes)


def test_every_name_says_what_is_inside() -> None:
    named = {part for path in own_files(".py", ".js", ".css") for part in Path(place(path)).with_suffix("").parts}
    assert not named & NAMES_THAT_SAY_NOTHING


def test_only_known_names_stand_at_the_top() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    unknown = {name for name in folders if not name.startswith((".", "__"))} - {*PRODUCT, *OURS, "assets", "projects"}
    assert not unknown
    assert {path.stem for path in ROOT.glob("*.py")} <= {"app", "run"}


@each(own_files(*TEXT_ENDINGS))
def test_no_file_knows_the_machine_it_was_written_on(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"(?<![\w.])/(?:home|root|work|Users|opt)/\w+|[A-Z]:\\+Users", text)


@each(own_files(".py", ".js", ".css"))
def test_nothing_is_put_off_or_switched_off(path: Path) -> None:
    words = ("pytest." + "skip", "pytest." + "xfail", "mark." + "skip", "mark." + "xfail", "TO" + "DO", "FIX" + "ME")
    text = path.read_text(encoding="utf-8")
    assert not [word for word in words if word in text]
