"""Who else is after a sale (TL-7)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission
from core.errors import Invalid, NotFound
from core.history import Event, record
from core.model import Competitor, Lead
from core.money import Money
from core.normalise import clean
from core.submission import claim, settle
from core.track_lead.reach import ensure_reaches
from core.track_lead.terms import THREAT, chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What is known of a competitor; the name alone suffices."""

    name: str
    offer: str | None = None
    price: Money | None = None
    """A month."""
    contract_end: date | None = None
    strength: str | None = None
    weakness: str | None = None
    threat: str | None = None
    """low, medium, high."""


def add_competitor(db: Session, lead: Lead, rival: Rival, *, by: Actor, now: datetime, key: str) -> Competitor:
    """Writes down who else is after it. The same `key` gives the same row. Raises Invalid."""
    if (first := claim(db, key, act="competitor", by=by, now=now)) is not None:
        return db.get_one(Competitor, int(first))
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    chosen(db, THREAT, rival.threat, field="threat", needed=False)
    row = note_competitor(db, lead, rival, by=by, now=now)
    settle(db, key, result=str(row.id))
    return row


def note_competitor(db: Session, lead: Lead, rival: Rival, *, by: Actor, now: datetime) -> Competitor:
    """The row itself, for acts that name a competitor on their way; rights are the caller's affair."""
    name = clean(rival.name)[:100]
    if not name:
        raise Invalid.one("name", "say_which_competitor")
    row = Competitor(
        lead_id=lead.id, opportunity_id=lead.opportunity_id, name=name, offer=_text(rival.offer),
        strength=_text(rival.strength), weakness=_text(rival.weakness), threat=rival.threat or None,
        contract_end=rival.contract_end, created_at=now,
    )  # fmt: skip
    if rival.price is not None:
        row.price_minor, row.price_currency = rival.price.minor, rival.price.currency
    db.add(row)
    db.flush()  # history names it by its key
    record(db, Event.COMPETITOR_ADDED, lead=lead, by=by, now=now, facts={"competitor": row.id})
    return row


def remove_competitor(db: Session, lead: Lead, public_id: str, *, by: Actor, now: datetime) -> None:
    """Takes a competitor off the page; history keeps it. Raises NotFound."""
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    query = select(Competitor).where(Competitor.public_id == public_id, Competitor.lead_id == lead.id)
    row = db.scalar(query.where(Competitor.removed_at.is_(None)))
    if row is None:
        raise NotFound("competitor_unknown")
    row.removed_at = now
    record(db, Event.COMPETITOR_REMOVED, lead=lead, by=by, now=now, facts={"competitor": row.id})


def _text(text: str | None) -> str | None:
    return clean(text or "")[:200] or None
