"""What every list is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Row = tuple[str, str, str, str] | tuple[str, str, str, str, dict[str, Any]]
"""Code, label in English, Chinese (simplified) and Arabic, and attributes where the code has any."""


@dataclass(frozen=True)
class Term:
    """One entry of a list as it is first written; afterwards it is the operator's data."""

    kind: str
    code: str
    position: int
    labels: dict[str, str]
    attributes: dict[str, Any] = field(default_factory=dict)


def terms_of(lists: dict[str, tuple[Row, ...]]) -> Iterator[Term]:
    """The rows of some lists as terms, in their order from 1."""
    for kind, rows in lists.items():
        for position, (code, english, chinese, arabic, *attributes) in enumerate(rows, start=1):
            yield Term(
                kind=kind,
                code=code,
                position=position,
                labels={"en": english, "zh": chinese, "ar": arabic},
                attributes=dict(attributes[0]) if attributes else {},
            )
