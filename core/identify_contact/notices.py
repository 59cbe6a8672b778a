"""Notices: the operator's texts by version and language, and who accepted which (IC-16)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.identify_contact.answers import NoticeAnswers
from core.model import Notice, NoticeAcceptance, NoticeKind, Party

FALLBACK = "en"


def current_notice(db: Session, kind: NoticeKind, *, language: str) -> Notice:
    """The newest version, in the reader's language or else in English. Raises NotFound when there is none."""
    newest = select(func.max(Notice.version)).where(Notice.kind == kind).scalar_subquery()
    found = db.scalars(select(Notice).where(Notice.kind == kind, Notice.version == newest)).all()
    by_language = {notice.language: notice for notice in found}
    notice = by_language.get(language) or by_language.get(FALLBACK) or next(iter(found), None)
    if notice is None:
        raise NotFound("notice_not_found")
    return notice


def accepting(db: Session, *, language: str) -> NoticeAnswers:
    """What somebody accepts who accepts now: the current privacy notice and terms, as read in their language."""
    newest = select(Notice.kind, func.max(Notice.version)).group_by(Notice.kind)
    versions = {kind: version for kind, version in db.execute(newest)}  # noqa: C416 -- a Row is no pair to mypy
    return NoticeAnswers(
        language=language, privacy=versions.get(NoticeKind.PRIVACY, 0), terms=versions.get(NoticeKind.TERMS, 0)
    )


def accept_notices(db: Session, party: Party, answers: NoticeAnswers, *, now: datetime) -> None:
    """Keeps which versions a party accepted, and when."""
    for kind, version in ((NoticeKind.PRIVACY, answers.privacy), (NoticeKind.TERMS, answers.terms)):
        db.add(NoticeAcceptance(party_id=party.id, kind=kind, version=version, language=answers.language, at=now))
