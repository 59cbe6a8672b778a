"""Sentences of our catalogue with data inside them."""

from typing import Any

from markupsafe import Markup


def marked(sentence: str, **facts: Any) -> Markup:
    """A translated sentence with its facts escaped, or left as they are where they are marked up already."""
    return Markup(sentence) % facts  # noqa: S704 -- our own catalogue; the facts are escaped
