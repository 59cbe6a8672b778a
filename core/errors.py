"""What can go wrong, as codes and facts; `web` words them in the reader's language."""

# ruff: noqa: N818 -- an error is named for what happened: NotFound reads better than NotFoundError

import dataclasses
from typing import ClassVar, Self


class FoyerError(Exception):
    """Something a person can be told. `code` names it, `facts` are the figures its sentence needs.

    Facts hold no secrets and no personal data: they may be logged.
    """

    status: ClassVar[int] = 500

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotAllowed(FoyerError):
    """The acting person lacks the right, and may know that the thing exists."""

    status = 403


class NotFound(FoyerError):
    """Absent, or not for this person: both look alike (R44)."""

    status = 404


class Conflict(FoyerError):
    """Right in form, but not as things stand now."""

    status = 409


class WrongStatus(Conflict):
    """The record's state does not permit this act."""


class StaleVersion(Conflict):
    """Somebody saved the record since it was read (R63)."""


class AlreadyTaken(Conflict):
    """Somebody else was quicker, or the value belongs to another."""


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing to mend in one field. `field` is the form's name for it, or "" for the whole form."""

    field: str
    code: str
    facts: dict[str, object] = dataclasses.field(default_factory=dict)


class Invalid(FoyerError):
    """What was given cannot be taken as it is; says which field and why."""

    status = 422

    def __init__(self, *problems: Problem) -> None:
        super().__init__("invalid")
        self.problems = problems

    @classmethod
    def one(cls, field: str, code: str, /, **facts: object) -> Self:
        """The commonest case: one problem in one field."""
        return cls(Problem(field, code, facts))


class _Later(FoyerError):
    """Not now; `retry_after` is in seconds and becomes the Retry-After header."""

    def __init__(self, code: str, /, *, retry_after: int = 5, **facts: object) -> None:
        super().__init__(code, retry_after=retry_after, **facts)
        self.retry_after = retry_after


class TooMany(_Later):
    """Too many tries or requests (R23-R27)."""

    status = 429


class Unavailable(_Later):
    """Something this needs is down or overloaded (R65, R68); nothing was changed."""

    status = 503


class Unreadable(FoyerError):
    """A stored value cannot be decrypted or fails its checksum: wrong key, moved or damaged (R51, R58)."""

    status = 500
