"""How code here reads, as far as a machine can tell (style)."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.laws.house import functions, product_modules, templates, text_of, tracked, tree_of
from tests.support.ground import HOUSE

COMMIT_SITE = Path("core/database/transaction.py")
BROAD = {"Exception", "BaseException"}
OPEN_ENDS = re.compile(r"# XXX|\b(TODO|FIXME|NotImplementedError)\b|pytest\.(mark\.)?(skip|xfail)")


def test_imports_follow_the_arrows():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-logo"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_place_commits():
    sites = {
        str(file)
        for file in product_modules()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }
    assert sites == {str(COMMIT_SITE)}


def test_nobody_catches_everything():
    broad = [
        f"{file}:{node.lineno}"
        for file in product_modules()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or BROAD & set(ast.unparse(node.type).split(", ")))
    ]
    assert not broad


def test_public_functions_of_the_domain_say_what_they_mean():
    silent = [
        f"{file}:{function.lineno} {function.name}"
        for file in product_modules()
        if file.parts[0] == "core"
        for function in tree_of(file).body
        if isinstance(function, ast.FunctionDef)
        and not function.name.startswith("_")
        and not ast.get_docstring(function)
    ]
    assert not silent


def test_every_module_says_what_it_is():
    files = [file for file in product_modules() if text_of(file).strip()]
    assert not [str(file) for file in files if not ast.get_docstring(tree_of(file))]


def test_process_packages_begin_with_their_etom_number():
    processes = ("identify_contact", "maintain_contact", "track_lead", "evaluate_lead", "manage_prospect")
    docs = {name: ast.get_docstring(tree_of(Path(f"core/{name}/__init__.py"))) or "" for name in processes}
    assert not [name for name, doc in docs.items() if not re.search(r"1\.1\.11\.\d", doc.split("\n")[0])]


def test_the_domain_looks_at_no_clock():
    """Time comes in as an argument."""
    clocks = [
        f"{file}:{node.lineno}"
        for file in product_modules()
        if file.parts[0] == "core" and file.name != "clock.py"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"datetime.now", "datetime.utcnow", "date.today"}
    ]
    assert not clocks


def test_templates_trust_nothing_and_hold_no_style_or_script():
    forbidden = {
        r"\|\s*safe\b": "|safe",
        r"\sstyle\s*=": "an inline style",
        r"<script(?![^>]*\bsrc=)(?![^>]*json)": "an inline script",
        r"\son[a-z]+\s*=\s*[\"']": "a handler",
        r"autoescape\s+false": "autoescape off",
    }
    pages = [file for file in templates() if "email" not in file.parts]
    found = [f"{file}: {name}" for file in pages for law, name in forbidden.items() if re.search(law, text_of(file))]
    assert not found


def test_nothing_is_skipped_or_left_open():
    files = [file for file in tracked() if file.suffix == ".py" and file != Path("tests/laws/test_code.py")]
    found = {str(file): OPEN_ENDS.findall(text_of(file)) for file in files}
    assert not {name: ends for name, ends in found.items() if ends}


def test_names_say_something():
    vague = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py", "data.py", "info.py"}
    assert not [str(file) for file in tracked() if file.name in vague]
    assert not [f"{file}:{f.lineno}" for file in product_modules() for f in functions(file) if "helper" in f.name]
