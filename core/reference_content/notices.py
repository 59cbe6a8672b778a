"""The first version of the notices by language: a heading begins with '# ', blank lines part paragraphs."""

from collections.abc import Iterator
from pathlib import Path

from core.model import NoticeKind

FOLDER = Path(__file__).parent / "notices"


def all_notices() -> Iterator[tuple[NoticeKind, str, str]]:
    """Kind, language and text of each notice; the files are named `<kind>.<language>.txt`."""
    for kind in NoticeKind:
        for file in sorted(FOLDER.glob(f"{kind.value}.*.txt")):
            yield kind, file.suffixes[0].lstrip("."), file.read_text()
