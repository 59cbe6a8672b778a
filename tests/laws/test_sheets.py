"""Style sheets are joined, speak of directions by start and end, and every picture that is named exists."""

import re
from pathlib import Path

import pytest

from tests.laws.house import product_modules, templates, text_of
from tools.bundle import BUNDLES, STATIC, joined, sheets

PHYSICAL = re.compile(
    r"(?:^|[;{\s])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|"
    r"left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|text-align:\s*(?:left|right)|float)\s*:",
)
NAMES = {"icons.svg": r'icon(?:_name)?(?:\(|=|": )"([a-z][a-z0-9-]+)"', "drawings.svg": r'drawing\("([a-z][a-z-]+)"\)'}


@pytest.mark.parametrize("name", BUNDLES)
def test_joined_sheets_are_as_new_as_their_parts(name: str):
    assert (STATIC / name).read_text() == joined(BUNDLES[name]), "run python -m tools.bundle"


@pytest.mark.parametrize(
    "sheet", [path for layer in ("base", "components", "portal", "office") for path in sheets(layer)]
)
def test_sheets_know_no_left_and_right(sheet: Path):
    declarations = re.sub(r"/\*.*?\*/|@media[^{]*", "", sheet.read_text(), flags=re.DOTALL)
    assert not PHYSICAL.findall(declarations)


@pytest.mark.parametrize("sprite", NAMES)
def test_every_picture_named_is_in_its_sprite(sprite: str):
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / sprite).read_text()))
    read = [*templates(), *(file for file in product_modules() if file.parts[0] in ("web", "portal", "backoffice"))]
    named = {name: str(file) for file in read for name in re.findall(NAMES[sprite], text_of(file))}
    assert not {name: file for name, file in named.items() if name not in drawn}
