"""Small enough to be read whole (architecture, rule 9); what is larger says why in exemptions.toml."""

import tomllib

import pytest

from tests.laws.house import functions, is_view, length, product_modules, templates, text_of
from tests.support.ground import HOUSE

MODULE, FUNCTION, VIEW, TEMPLATE = 200, 30, 15, 80
EXEMPT = tomllib.loads((HOUSE / "tests" / "laws" / "exemptions.toml").read_text())


def too_long_modules() -> dict[str, int]:
    sizes = {str(file): text_of(file).count("\n") for file in product_modules()}
    return {name: lines for name, lines in sizes.items() if lines > MODULE}


def too_long_functions(*, views: bool) -> dict[str, int]:
    limit = VIEW if views else FUNCTION
    return {
        f"{file}::{function.name}": length(function)
        for file in product_modules()
        for function in functions(file)
        if is_view(function) is views and length(function) > limit
    }


def too_long_templates() -> dict[str, int]:
    sizes = {str(file): text_of(file).count("\n") for file in templates() if "email" not in file.parts}
    return {name: lines for name, lines in sizes.items() if lines > TEMPLATE}


FOUND = {
    "modules": too_long_modules,
    "functions": lambda: too_long_functions(views=False),
    "views": lambda: too_long_functions(views=True),
    "templates": too_long_templates,
}


@pytest.mark.parametrize("kind", FOUND)
def test_everything_is_small_or_says_why(kind: str):
    found = FOUND[kind]()
    assert not {name: lines for name, lines in found.items() if name not in EXEMPT[kind]}


@pytest.mark.parametrize("kind", FOUND)
def test_no_exemption_is_left_over_or_without_a_reason(kind: str):
    assert not set(EXEMPT[kind]) - set(FOUND[kind]())
    assert all(len(reason) >= 20 for reason in EXEMPT[kind].values())
