"""The house keeps its order: who may import whom, how long things are, and what no file contains."""

import ast
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

from jinja2 import select_autoescape

from factcheck.paths import PACKAGE, resource

PROJECT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(path for path in resource("templates").rglob("*") if path.is_file())
COMMITTED = ("factcheck", "templates", "migrations", "seeds", "tests", "bench", "requirements", ".ci")
EDGES = {"web", "api", "cli", "app"}
# What each pure room may import of ours besides itself.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "clock": set(),
    "paths": set(),
    "splitter": {"errors"},
    "ledger": {"errors"},
    "badges": {"errors"},
    "fetching": {"errors"},
}
# What the others never import: the rooms above them.
NEVER_IMPORTS: dict[str, set[str]] = {
    "db": {"models", "services", "schemas"} | EDGES,
    "models": {"services", "schemas"} | EDGES,
    "services": {"schemas"} | EDGES,
    "schemas": {"services"} | EDGES,
}
FRAMEWORKS = {
    "flask",
    "werkzeug",
    "flask_login",
    "flask_wtf",
    "flask_limiter",
    "marshmallow",
    "jinja2",
    "click",
}
# A stranger copies this one file and runs it alone, so it cannot be split.
LONGEST = {"factcheck/ledger/verify_export.py": 551}
BELOW_THE_EDGE = {"splitter", "ledger", "badges", "fetching", "db", "models", "services"}
# Flask escapes these, and nothing else.
ESCAPED = select_autoescape(["html", "htm", "xml", "xhtml", "svg"], default=False)


def test_a_pure_room_imports_nothing_of_ours_but_errors() -> None:
    found = {named(path): ours(path) - MAY_IMPORT[room(path)] for path in in_rooms(MAY_IMPORT)}

    assert only_filled(found) == {}


def test_a_room_imports_no_room_above_it() -> None:
    found = {named(path): ours(path) & NEVER_IMPORTS[room(path)] for path in in_rooms(NEVER_IMPORTS)}

    assert only_filled(found) == {}


def test_what_lies_below_the_edge_knows_no_framework() -> None:
    found = {
        named(path): {name.split(".")[0] for name in imports(path)} & FRAMEWORKS
        for path in in_rooms(BELOW_THE_EDGE)
    }

    assert only_filled(found) == {}


def test_a_schema_takes_nothing_but_enums_from_the_models() -> None:
    found = {
        named(path): {name for name in imports(path) if is_of_models(name) and not is_enum(name)}
        for path in in_rooms({"schemas"})
    }

    assert only_filled(found) == {}


def test_services_and_models_leave_the_commit_to_the_unit_of_work() -> None:
    found = {
        named(path): calls(path) & {"commit", "begin", "transaction"}
        for path in in_rooms({"services", "models"})
        if path.name != "replays.py"  # A restored copy is a database of its own.
    }

    assert only_filled(found) == {}


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST.get(name, 300)} == {}


def test_no_function_is_longer_than_thirty_lines() -> None:
    lengths = {f"{named(path)}: {name}": length for path in MODULES for name, length in functions(path)}

    assert {name: length for name, length in lengths.items() if length > 30} == {}


def test_every_module_says_what_it_is_for() -> None:
    trees = {named(path): parsed(path) for path in MODULES}

    assert [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_every_template_is_escaped_by_its_extension() -> None:
    assert [named(path) for path in TEMPLATES if not ESCAPED(path.name)] == []


def test_no_template_switches_escaping_off() -> None:
    assert matching(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b") == {}


def test_every_attribute_filled_by_a_template_is_quoted() -> None:
    assert matching(r"\s[\w-]+=\{\{") == {}


def test_no_template_needs_an_unsafe_content_policy() -> None:
    assert matching(r"<[^>]*\sstyle\s*=|<style\b") == {}
    assert matching(r"<[^>]*\son[a-z]+\s*=|javascript:") == {}
    assert matching(r"<script\b(?![^>]*(?:\ssrc=|json\"))") == {}


def test_the_project_names_no_folder_of_one_machine() -> None:
    folder = re.compile(rb"(?<![\w}>./-])/(?:" + b"work|root" + rb")/")

    assert [named(path) for path in committed() if folder.search(path.read_bytes())] == []


def room(path: Path) -> str:
    """Return the folder of `factcheck` that a module is in, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def in_rooms(names: Iterable[str]) -> list[Path]:
    return [path for path in MODULES if room(path) in set(names)]


def named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def only_filled(found: dict[str, set[str]]) -> dict[str, set[str]]:
    return {name: names for name, names in found.items() if names}


def ours(path: Path) -> set[str]:
    """Return the rooms of ours, other than its own, that a module takes something from."""
    names = {name.split(".")[1] for name in imports(path) if name.startswith("factcheck.")}
    return names - {room(path), "__version__"}


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of all that a module imports, at its top or anywhere else."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{origin(path, node)}.{alias.name}" for alias in node.names)


def origin(path: Path, node: ast.ImportFrom) -> str:
    """Return the module that names are imported from, with the leading dots resolved."""
    package = [PACKAGE.name, *path.relative_to(PACKAGE).parts[:-1]]
    above = package[: len(package) - node.level + 1] if node.level else []
    return ".".join([*above, *filter(None, [node.module])])


def is_of_models(name: str) -> bool:
    return name.startswith("factcheck.models.")


def is_enum(name: str) -> bool:
    module, _, thing = name.rpartition(".")
    found = getattr(import_module(module), thing, None)
    return isinstance(found, type) and issubclass(found, Enum)


def calls(path: Path) -> set[str]:
    """Return the names of all methods that a module calls."""
    return {
        node.func.attr
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function's name and the lines of its body, without the docstring."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
            yield node.name, (node.end_lineno or first.lineno) - first.lineno + 1


def matching(pattern: str) -> dict[str, str]:
    """Return the first place in each template, comments aside, that has what the pattern forbids."""
    texts = {named(path): re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL) for path in TEMPLATES}
    found = {name: re.search(pattern, text) for name, text in texts.items()}
    return {name: match.group() for name, match in found.items() if match}


def committed() -> list[Path]:
    """Return the project's own files, text or not."""
    inside = (path for name in COMMITTED for path in (PROJECT / name).rglob("*"))
    everything = [path for path in [*PROJECT.iterdir(), *inside] if path.is_file()]
    return [
        path
        for path in everything
        if path.suffix not in {".pyc", ".sqlite", ".db"} and ".coverage" not in path.name
    ]
