"""What the list of certificate types says of each: the operator changes it, so none of it stands in code (IC-1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import ReferenceTerm

KIND = "certificate_type"


@dataclass(frozen=True, slots=True)
class TypeRules:
    """Attributes of one type, as core.reference_content.certificates describes them."""

    countries: tuple[str, ...] = ()
    """Issuing states of such documents; empty: every."""
    pattern: str | None = None
    expires: bool = True
    unique: bool = True
    """One holder a number."""
    alone: bool = True
    """Whether it says who somebody is without another document."""
    minors: bool = False
    """For people under age."""
    holder: str = "person"

    @property
    def state(self) -> str:
        """The only state that issues such documents, else ''."""
        return self.countries[0] if len(self.countries) == 1 else ""

    def is_from(self, issuing_state: str) -> bool:
        """Whether that state issues such documents."""
        return not self.countries or issuing_state in self.countries


ANY_TYPE = TypeRules()


def rules_from(attributes: Mapping[str, Any]) -> TypeRules:
    """The rules in an entry's attributes; what it leaves out is as usual."""
    return TypeRules(
        countries=tuple(attributes.get("countries") or ()),
        pattern=attributes.get("pattern"),
        expires=bool(attributes.get("expires", True)),
        unique=bool(attributes.get("unique", True)),
        alone=bool(attributes.get("alone", True)),
        minors=bool(attributes.get("minors", False)),
        holder=str(attributes.get("for", "person")),
    )


def type_rules(db: Session, code: str) -> TypeRules:
    """The rules of one type by its code; the usual ones where the list does not know it."""
    attributes = db.scalar(
        select(ReferenceTerm.attributes).where(ReferenceTerm.kind == KIND, ReferenceTerm.code == code)
    )
    return rules_from(attributes or {})
