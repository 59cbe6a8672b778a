"""The files of the house, as the laws look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.ground import HOUSE

PRODUCT = ("core", "web", "portal", "backoffice", "jobs")


@cache
def tracked() -> tuple[Path, ...]:
    """Files that are in the repository or about to be, relative to the house."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return tuple(Path(name) for name in listed.splitlines() if (HOUSE / name).is_file())


def product_modules() -> list[Path]:
    """Python that is delivered."""
    return [file for file in tracked() if file.suffix == ".py" and (file.parts[0] in PRODUCT or len(file.parts) == 1)]


def templates() -> list[Path]:
    """Everything that Jinja reads."""
    return [file for file in tracked() if file.parts[0] == "templates" and file.suffix in {".html", ".txt"}]


@cache
def text_of(file: Path) -> str:
    """Its content."""
    return (HOUSE / file).read_text(encoding="utf-8")


@cache
def tree_of(file: Path) -> ast.Module:
    """Its syntax."""
    return ast.parse(text_of(file))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code from `def` on, its docstring left out."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a route leads to it."""
    return any("route" in ast.unparse(decorator) for decorator in function.decorator_list)
