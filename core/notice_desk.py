"""The notices as an administrator sees them: every version of each text, and the draft of the next (IC-16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.model import Notice, NoticeAsking, NoticeDraft, NoticeKind, Staff


@dataclass(frozen=True, slots=True)
class NoticeText:
    """One language of a version: the text, and what is new in it."""

    body: str
    changes: str = ""


@dataclass(frozen=True, slots=True)
class NoticeVersion:
    """One version with its languages, who published it and from when it is in force."""

    version: int
    in_force_from: datetime
    asking: NoticeAsking
    by: str | None
    texts: Mapping[str, Notice]


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """Everything about one kind of text: all its versions, newest first, and the draft of the next."""

    kind: NoticeKind
    versions: Sequence[NoticeVersion]
    draft: NoticeDraft | None
    now: datetime

    @property
    def in_force(self) -> NoticeVersion | None:
        """What readers get now."""
        return next((each for each in self.versions if each.in_force_from <= self.now), None)

    @property
    def coming(self) -> NoticeVersion | None:
        """The newest version where its day has not come yet."""
        newest = next(iter(self.versions), None)
        return newest if newest and newest.in_force_from > self.now else None

    @property
    def texts(self) -> dict[str, NoticeText]:
        """What the next version begins with: the draft, or else the newest version with nothing new in it."""
        if self.draft:
            return {language: NoticeText(*both) for language, both in self.draft.texts.items()}
        newest = next(iter(self.versions), None)
        return {language: NoticeText(text.body) for language, text in newest.texts.items()} if newest else {}

    @property
    def draft_version(self) -> int:
        """For must_be_version(): 0 where no draft has been saved."""
        return self.draft.version if self.draft else 0


def notice_desks(db: Session, *, by: Actor, now: datetime) -> list[NoticeDesk]:
    """Every kind of text as it stands. Raises NotAllowed."""
    ensure(by, Permission.OPERATOR_MANAGE)
    found = db.execute(
        select(Notice, Staff.name).outerjoin(Staff, Staff.id == Notice.published_by_id).order_by(Notice.version.desc())
    ).all()
    drafts = {draft.kind: draft for draft in db.scalars(select(NoticeDraft))}
    versions: dict[NoticeKind, dict[int, NoticeVersion]] = {kind: {} for kind in NoticeKind}
    for notice, name in found:
        fresh = NoticeVersion(notice.version, notice.published_at, notice.asking, name, {})
        known = versions[notice.kind].setdefault(notice.version, fresh)
        known.texts[notice.language] = notice  # type: ignore[index]
    return [NoticeDesk(kind, list(versions[kind].values()), drafts.get(kind), now) for kind in NoticeKind]


def notice_desk(db: Session, kind: NoticeKind, *, by: Actor, now: datetime) -> NoticeDesk:
    """One kind of text. Raises NotAllowed."""
    return next(desk for desk in notice_desks(db, by=by, now=now) if desk.kind is kind)
