"""Long texts kept as plain paragraphs: headings begin with '# ', blank lines part what stands between."""

from collections.abc import Iterator
from typing import NamedTuple


class Part(NamedTuple):
    """A heading, a paragraph or a list of lines that begin with '- '."""

    kind: str
    text: str
    lines: tuple[str, ...] = ()


def paragraphs(body: str) -> Iterator[Part]:
    """The text in its parts, in order."""
    for block in body.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("# "):
            yield Part("heading", lines.pop(0)[2:])
        if lines and all(line.startswith("- ") for line in lines):
            yield Part("list", "", tuple(line[2:] for line in lines))
        elif lines:
            yield Part("paragraph", " ".join(lines))
