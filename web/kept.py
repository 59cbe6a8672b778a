"""Parts of pages that are alike for many readers, written once for all of them: the office's side, a list's filters."""

from collections.abc import Callable, Hashable

from flask import current_app
from jinja2.utils import LRUCache
from markupsafe import Markup

from web.languages import language

MOST = 1000
_PARTS = LRUCache(MOST)


def kept(*depends: Hashable, when: bool = True, caller: Callable[[], Markup]) -> Markup:
    """The part that is written in the block, written again only when something that it `depends` on is new.

    For what has nothing of the reader or of a session in it: `{% call kept("side", rights) %}…{% endcall %}`. The
    language and the face are always counted in; the first of `depends` is the part's name. Where it is as others see
    it only now and then, like a form before anything was typed, `when` says so.
    """
    if not when:
        return caller()
    key = (current_app.extensions["foyer.face"].kind, language(), depends)
    part = _PARTS.get(key)
    if part is None:
        part = _PARTS[key] = caller()
    return part
