"""Notices as readers get them: the version in force, in their language, and who accepted which (IC-16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.access import Actor
from core.errors import Conflict, NotFound
from core.events import Event
from core.history import record
from core.identify_contact.answers import NoticeAnswers
from core.model import Channel, Customer, Notice, NoticeAcceptance, NoticeAsking, NoticeKind, Party

FALLBACK = "en"
ACCEPTED = (NoticeKind.PRIVACY, NoticeKind.TERMS)
"""The texts that somebody accepts; the others are there to be read."""


def current_notice(db: Session, kind: NoticeKind, *, language: str, now: datetime) -> Notice:
    """The version in force, in the reader's language or else in English. Raises NotFound when there is none."""
    newest = select(func.max(Notice.version)).where(Notice.kind == kind, Notice.published_at <= now).scalar_subquery()
    return _read(db, select(Notice).where(Notice.kind == kind, Notice.version == newest), language=language)


def published_notice(db: Session, kind: NoticeKind, version: int, *, language: str, now: datetime) -> Notice:
    """A version that is or was in force, likewise. Raises NotFound."""
    wanted = select(Notice).where(Notice.kind == kind, Notice.version == version, Notice.published_at <= now)
    return _read(db, wanted, language=language)


def _read(db: Session, query: Select[Notice], *, language: str) -> Notice:
    by_language = {notice.language: notice for notice in db.scalars(query)}
    notice = by_language.get(language) or by_language.get(FALLBACK) or next(iter(by_language.values()), None)
    if notice is None:
        raise NotFound("notice_not_found")
    return notice


def accepting(db: Session, *, language: str, now: datetime) -> NoticeAnswers:
    """What somebody accepts who accepts now: the privacy notice and terms in force, as read in their language."""
    newest = select(Notice.kind, func.max(Notice.version)).where(Notice.published_at <= now).group_by(Notice.kind)
    versions = {kind: version for kind, version in db.execute(newest)}  # noqa: C416 -- a Row is no pair to mypy
    return NoticeAnswers(
        language=language, privacy=versions.get(NoticeKind.PRIVACY, 0), terms=versions.get(NoticeKind.TERMS, 0)
    )


def accept_notices(db: Session, party: Party, answers: NoticeAnswers, *, channel: Channel, now: datetime) -> None:
    """Keeps which versions a party accepted, when and through which channel."""
    for kind, version in ((NoticeKind.PRIVACY, answers.privacy), (NoticeKind.TERMS, answers.terms)):
        line = NoticeAcceptance(party_id=party.id, kind=kind, version=version, language=answers.language, at=now)
        line.channel = channel
        db.add(line)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is to accept anew; `first`: before anything else opens."""

    kinds: tuple[NoticeKind, ...]
    first: bool


def asked_of(db: Session, party_id: int, *, now: datetime) -> Asked | None:
    """The texts of which a version in force asks for more than the party has accepted; in one statement."""
    theirs = NoticeAcceptance.party_id == party_id
    accepted = select(func.max(NoticeAcceptance.version)).where(theirs, NoticeAcceptance.kind == Notice.kind)
    query = select(Notice.kind, Notice.asking).where(
        Notice.kind.in_(ACCEPTED),
        Notice.asking != NoticeAsking.NOBODY,
        Notice.published_at <= now,
        Notice.version > func.coalesce(accepted.scalar_subquery(), 0),
    )
    found = db.execute(query).all()
    if not found:
        return None
    kinds = {row.kind for row in found}
    first = any(row.asking is NoticeAsking.FIRST for row in found)
    return Asked(tuple(kind for kind in ACCEPTED if kind in kinds), first)


def to_accept(db: Session, party_id: int, *, language: str, now: datetime) -> Sequence[Notice]:
    """The texts in force that somebody is asked to accept, in their language."""
    asked = asked_of(db, party_id, now=now)
    return [current_notice(db, kind, language=language, now=now) for kind in asked.kinds] if asked else []


def accept_anew(
    db: Session, seen: Sequence[tuple[NoticeKind, int]], *, by: Actor, language: str, now: datetime
) -> None:
    """The person signed in accepts the versions that their page showed.

    What was accepted meanwhile is not accepted twice. Raises Conflict('notice_newer') where another version has come
    into force since the page was made.
    """
    open_ones = {notice.kind: notice.version for notice in to_accept(db, by.party_id or 0, language=language, now=now)}
    if any(open_ones.get(kind, version) != version for kind, version in seen):
        raise Conflict("notice_newer")
    for kind, version in seen:
        if kind not in open_ones:
            continue
        line = NoticeAcceptance(party_id=by.party_id, kind=kind, version=version, language=language, at=now)
        line.channel = Channel.PORTAL
        db.add(line)
        customer = db.get(Customer, by.customer_id)
        facts = {"kind": kind.value, "version": version, "channel": Channel.PORTAL.value}
        record(db, Event.NOTICE_ACCEPTED, by=by, now=now, customer=customer, facts=facts)
