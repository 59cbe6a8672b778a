"""The notices as an administrator writes them: a draft, a new version from a day on, never edited (IC-16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import Conflict, Invalid, StaleVersion
from core.events import Event
from core.history import record
from core.identify_contact.answers.problems import Problems
from core.identify_contact.notices import ACCEPTED, FALLBACK
from core.model import Notice, NoticeAsking, NoticeDraft, NoticeKind
from core.notice_desk import NoticeDesk, NoticeText, notice_desk
from core.operator import the_operator
from core.submission import claim, settle

LONGEST_TEXT = 60_000
LONGEST_CHANGES = 2_000
_ACT = "publish_notice"


def keep_draft(
    db: Session, kind: NoticeKind, texts: Mapping[str, NoticeText], *, by: Actor, seen_version: int, now: datetime
) -> NoticeDraft:
    """Saves what the next version shall say; nobody reads it before it is published.

    Raises NotAllowed, StaleVersion where somebody else saved meanwhile, Invalid (fields `body_<language>`,
    `changes_<language>`).
    """
    ensure(by, Permission.OPERATOR_MANAGE)
    sound = _examined(texts)
    draft = _draft_of(db, kind)
    if draft is None and seen_version:
        raise StaleVersion("changed_meanwhile", seen=seen_version, now=0)
    if draft is None:
        draft = NoticeDraft(kind=kind, changed_at=now, version=1)
        db.add(draft)
    else:
        draft.must_be_version(seen_version)
    draft.texts = {language: [text.body, text.changes] for language, text in sound.items()}
    draft.changed_at, draft.changed_by_id = now, by.staff_id
    db.flush()
    record(db, Event.NOTICE_DRAFTED, by=by, now=now, facts={"kind": kind.value, "languages": sorted(sound)})
    return draft


def discard_draft(db: Session, kind: NoticeKind, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Throws the draft away. Raises NotAllowed, StaleVersion, Conflict('notice_draft_missing')."""
    ensure(by, Permission.OPERATOR_MANAGE)
    draft = _seen_draft(db, kind, seen_version)
    db.delete(draft)
    record(db, Event.NOTICE_DISCARDED, by=by, now=now, facts={"kind": kind.value})


def publish_notice(
    db: Session,
    kind: NoticeKind,
    *,
    by: Actor,
    seen_version: int,
    asking: NoticeAsking | None,
    from_day: date | None = None,
    now: datetime,
    key: str,
) -> int:
    """Makes the draft the next version, in force from the start of that day at the operator's, or at once.

    Returns the number of the version; from now on nobody can change it, and the same key gives the same again.
    Raises NotAllowed, StaleVersion, Conflict('notice_draft_missing'), Invalid: notice_unchanged,
    notice_changes_missing, notice_asking_missing, day_is_past.
    """
    ensure(by, Permission.OPERATOR_MANAGE)
    if first := claim(db, key, act=_ACT, by=by, now=now):
        return int(first)
    draft = _seen_draft(db, kind, seen_version)
    desk = notice_desk(db, kind, by=by, now=now)
    asks, begins = _asking(desk, asking), _begins(db, from_day, now=now)
    version = max((each.version for each in desk.versions), default=0) + 1
    told = {"kind": kind, "version": version, "published_at": begins, "asking": asks, "published_by_id": by.staff_id}
    for language, text in desk.texts.items():
        db.add(Notice(language=language, body=text.body, changes=text.changes or None, **told))
    db.delete(draft)
    facts = {"kind": kind.value, "version": version, "from": begins.isoformat(), "asking": asks.value}
    record(db, Event.NOTICE_PUBLISHED, by=by, now=now, facts=facts)
    settle(db, key, result=str(version))
    return version


def _examined(texts: Mapping[str, NoticeText]) -> dict[str, NoticeText]:
    """Languages without a text are left out; one alone with what is new lacks its text."""
    problems, sound = Problems(), {}
    for language, text in texts.items():
        body = problems.text(f"body_{language}", text.body, most=LONGEST_TEXT, lines=True)
        changes = problems.text(f"changes_{language}", text.changes, most=LONGEST_CHANGES, lines=True)
        if body:
            sound[language] = NoticeText(body, changes)
        elif changes:
            problems.add(f"body_{language}", "notice_text_missing")
    if FALLBACK not in sound and not texts.get(FALLBACK, NoticeText("")).body.strip():
        problems.add(f"body_{FALLBACK}", "notice_english_missing")
    problems.must_be_none()
    return sound


def _asking(desk: NoticeDesk, asking: NoticeAsking | None) -> NoticeAsking:
    """Who is asked, where the version is fit to be published. Of texts that nobody accepts nobody is asked."""
    if desk.kind not in ACCEPTED:
        asking = NoticeAsking.NOBODY
    if asking is None:
        raise Invalid.one("asking", "notice_asking_missing")
    newest = next(iter(desk.versions), None)
    if newest and _bodies(desk.texts) == _bodies(newest.texts):
        raise Invalid.one("", "notice_unchanged")
    if asking is not NoticeAsking.NOBODY and not desk.texts[FALLBACK].changes:
        raise Invalid.one("asking", "notice_changes_missing")
    return asking


def _bodies(texts: Mapping[str, NoticeText] | Mapping[str, Notice]) -> dict[str, str]:
    return {language: text.body.strip() for language, text in texts.items()}


def _begins(db: Session, from_day: date | None, *, now: datetime) -> datetime:
    zone = ZoneInfo(the_operator(db).zone)
    today = now.astimezone(zone).date()
    if from_day is None or from_day == today:
        return now
    if from_day < today:
        raise Invalid.one("from_day", "day_is_past")
    return datetime.combine(from_day, time(), zone).astimezone(UTC)


def _draft_of(db: Session, kind: NoticeKind) -> NoticeDraft | None:
    return db.scalar(select(NoticeDraft).where(NoticeDraft.kind == kind))


def _seen_draft(db: Session, kind: NoticeKind, seen_version: int) -> NoticeDraft:
    draft = _draft_of(db, kind)
    if draft is None:
        raise Conflict("notice_draft_missing")
    draft.must_be_version(seen_version)
    return draft
