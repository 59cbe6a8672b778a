"""Join the style sheets of each face into the one file its pages link: `python -m tools.bundle`.

A sheet lies in the folder of its cascade layer; base and components serve both faces. The joined files are
committed, and a test says when they are older than their parts.
"""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "web" / "static"
BUNDLES = {"portal.css": ("base", "components", "portal"), "office.css": ("base", "components", "office")}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FIRST = {"tokens.css": 0, "ground.css": 1}


def sheets(layer: str) -> list[Path]:
    """The sheets of one layer, ground first, then by name."""
    return sorted((STATIC / "css" / layer).glob("*.css"), key=lambda path: (FIRST.get(path.name, 2), path.name))


def joined(layers: tuple[str, ...]) -> str:
    """One style sheet of several layers, without comments and empty lines."""
    parts = [f"@layer {', '.join(layers)};"]
    for layer in layers:
        text = COMMENT.sub("", "\n".join(sheet.read_text() for sheet in sheets(layer)))
        lines = [line.rstrip() for line in text.splitlines() if line.strip()]
        parts += [f"@layer {layer} {{", *lines, "}"]
    return "\n".join(parts) + "\n"


def main() -> None:
    for name, layers in BUNDLES.items():
        (STATIC / name).write_text(joined(layers))


if __name__ == "__main__":
    main()
