"""Notices: the operator's texts as readers get them (IC-16)."""

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from core.model import Notice, NoticeKind


def latest_notice(db: Session, kind: NoticeKind, *, language: str) -> Notice | None:
    """The newest version in the reader's language, in English where it was not translated; None: never published."""
    theirs_first = case((Notice.language == language, 0), else_=1)
    return db.scalar(
        select(Notice)
        .where(Notice.kind == kind, Notice.language.in_([language, "en"]))
        .order_by(theirs_first, Notice.version.desc())
        .limit(1)
    )
