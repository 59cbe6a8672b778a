"""Two texts beside one another, the letters that differ marked; only plain texts of some likeness are cut up."""

from difflib import SequenceMatcher
from typing import Any

from markupsafe import Markup

ALIKE = 0.4


def differing_parts(old: Markup | None, new: Markup | None) -> tuple[Any, Any]:
    """Each as [(text, changed), …] where both are there and look alike, else as it is."""
    if old is None or new is None:
        return old, new
    before, after = old.striptags(), new.striptags()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if len(before) > 200 or len(after) > 200 or matcher.ratio() < ALIKE:
        return [(before, True)], [(after, True)]
    olds, news = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if a < b:
            olds.append((before[a:b], kind != "equal"))
        if c < d:
            news.append((after[c:d], kind != "equal"))
    return olds, news
