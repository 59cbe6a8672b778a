"""A change as it is asked for, and what it comes to beside what is on file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, TypeVar

from sqlalchemy.orm import Session

from core.access import Actor
from core.errors import Invalid, StaleVersion
from core.model import Authority, Customer

Act = Literal["add", "change", "remove"]
Answers = TypeVar("Answers")


class Subject(StrEnum):
    """Kinds of records that an ordinary order reaches."""

    PARTY = "party"
    CONTACT = "contact"
    ADDRESS = "address"
    PREFERENCE = "preference"
    CONSENT = "consent"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked for: one record and the fields it shall hold; fields left out stay as they are.

    `subject_id` is the record's public id, None for a new one and for what the customer has once. `values` are named
    as in core.identify_contact.answers: of an address (AddressAnswers), a contact (ContactAnswers, with `methods`),
    preferences (PreferenceAnswers); a title (`title`), a consent (`purpose`, `channel`, `given`). `prefix` stands
    before the names of fields in problems, where a form holds several changes.
    """

    subject: Subject
    act: Act = "change"
    subject_id: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    prefix: str = ""

    @property
    def version_key(self) -> str:
        """Under which the version that the person saw is given: "address:<public id>", "preference", "party"."""
        return f"{self.subject}:{self.subject_id}" if self.subject_id else self.subject.value


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one record, before and after, as plain JSON values; None where there was, or will be, nothing."""

    subject: Subject
    subject_id: int | None
    act: Act
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a change comes to. `apply` writes it and returns the key of the record, which a new one only gets then."""

    differences: list[Difference]
    apply: Callable[[], int | None]
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Whose order it is, by whom and when, and which versions the person saw."""

    db: Session
    customer: Customer
    by: Actor
    channel: str
    now: datetime
    seen: Mapping[str, int]
    authority: Authority
    """Of the contact who asks for it."""

    def is_stale(self, change: Change, version: int) -> bool:
        """Whether somebody saved the record since it was read (R63); a version not given at all counts as such."""
        return self.seen.get(change.version_key) != version


def read_values(answers: type[Answers], before: Mapping[str, Any], values: Mapping[str, Any]) -> Answers:
    """What is on file with the asked values over it. Raises Invalid for a field that does not exist (R45)."""
    try:
        return answers(**{**before, **values})
    except TypeError as unknown:
        raise Invalid.one("", "field_not_ordinary") from unknown


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any], *, subject: Subject, subject_id: int | None, act: Act
) -> list[Difference]:
    """Only what differs; an empty text and nothing are the same."""
    return [
        Difference(subject, subject_id, act, name, before.get(name), after.get(name))
        for name in after
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def stale(prepared: list[tuple[Change, Prepared]]) -> None:
    """Names every field that somebody else may have changed meanwhile; raises StaleVersion. Values are the page's."""
    fields = [
        f"{change.prefix}{difference.field}"
        for change, ready in prepared
        if ready.stale
        for difference in ready.differences
    ]
    if fields or any(ready.stale for _change, ready in prepared):
        raise StaleVersion("order_conflict", fields=sorted(set(fields)))
