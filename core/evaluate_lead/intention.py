"""What the customer showed (EL-1): recorded by staff, or said by the customer in the portal."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure_for_customer
from core.errors import Invalid, NotFound
from core.evaluate_lead.closing import end
from core.history import Event, record
from core.model import Authority, Contact, Intention, IntentionKind, Lead, Post, PostKind
from core.money import Money
from core.normalise import clean
from core.submission import claim, settle
from core.track_lead.consent import MARKETING, REQUEST, ask_to_be_contacted, withdraw
from core.track_lead.operator_hours import after_working_time, operator_hours
from core.track_lead.reach import ensure_reaches, is_theirs, lock
from core.track_lead.telling import concerned, tell
from core.track_lead.terms import DECIDES, HOW_SOON, chosen, must_say
from core.track_lead.working import pause, resume, start

BACK_AT = time(9, 0)
"""A lead that waits until a day comes back on its morning."""


class Said(StrEnum):
    """The three answers of the portal."""

    CALL_ME = "call_me"
    NOT_NOW = "not_now"
    NO_LONGER = "no_longer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One statement of intention; what is not known stays None."""

    kind: IntentionKind
    channel: str
    until: date | None = None
    about: str | None = None
    how_soon: str | None = None
    budget: Money | None = None
    decides: str | None = None
    decides_who: str | None = None
    current_provider: str | None = None
    contract_end: date | None = None
    note: str | None = None
    said_by: Contact | None = None


def record_intention(db: Session, lead: Lead, shown: Shown, *, by: Actor, now: datetime, key: str) -> Intention:
    """Writes down what the customer showed; 'not now' makes the lead wait, 'do not contact me' ends the consent.

    The same `key` gives the same row. Raises Invalid, NotAllowed, WrongStatus.
    """
    if (first := claim(db, key, act="intention", by=by, now=now)) is not None:
        return db.get_one(Intention, int(first))
    lock(db, lead)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    chosen(db, HOW_SOON, shown.how_soon, field="how_soon", needed=False)
    meant = chosen(db, DECIDES, shown.decides, field="decides", needed=False)
    must_say(meant, "who", shown.decides_who, field="decides_who", code="say_who")
    row = _write(db, lead, shown, by=by, now=now)
    start(db, lead, by=by, now=now)
    if shown.kind is IntentionKind.NOT_NOW:
        pause(db, lead, until=morning_of(db, shown.until), reason="not_now", by=by, now=now)
    elif shown.kind is IntentionKind.DO_NOT_CONTACT:
        withdraw(db, lead.customer, (REQUEST, MARKETING), by=by, now=now, source=f"lead {lead.number}")
    settle(db, key, result=str(row.id))
    return row


def say(
    db: Session,
    lead: Lead,
    said: Said,
    *,
    until: date | None = None,
    note: str | None = None,
    by: Actor,
    now: datetime,
    key: str,
) -> None:
    """The customer answers in the portal: Call me, Not now (until a day), No longer interested.

    Call me brings the lead to the top of its queue, also out of waiting; no longer interested closes it.
    Raises NotFound for a lead that is not theirs, WrongStatus when it is closed, Invalid.
    """
    if not is_theirs(by, lead):
        raise NotFound("lead_unknown")
    ensure_for_customer(by, Authority.ORDER)
    if claim(db, key, act="say_intention", by=by, now=now) is not None:
        return
    lock(db, lead)
    lead.must_be_open()
    _write(db, lead, _as_shown(lead, said, until, note, by), by=by, now=now)
    written = clean(note or "", lines=True) or None
    db.add(Post(lead_id=lead.id, kind=PostKind.INTEREST, outbound=False, outcome=said.value, note=written, at=now))
    if said is Said.CALL_ME:
        _call_back(db, lead, by=by, now=now)
    elif said is Said.NOT_NOW:
        pause(db, lead, until=morning_of(db, until), reason="not_now", by=by, now=now)
    else:
        end(db, lead, reason="not_interested", note=note, by=by, now=now)
    tell(db, "lead_answered", lead, concerned(db, lead), by=by, now=now)
    settle(db, key, result=lead.number)


def newest_intention(db: Session, lead_id: int) -> Intention | None:
    """What holds now."""
    return db.scalar(select(Intention).where(Intention.lead_id == lead_id).order_by(Intention.id.desc()).limit(1))


def morning_of(db: Session, day: date | None) -> datetime:
    """The moment at which a lead comes back on a day, in the operator's zone. Raises Invalid without a day."""
    if day is None:
        raise Invalid.one("until", "say_until_when")
    zone = ZoneInfo(operator_hours(db).zone)
    return datetime.combine(day, BACK_AT, tzinfo=zone).astimezone(UTC)


def _as_shown(lead: Lead, said: Said, until: date | None, note: str | None, by: Actor) -> Shown:
    kinds = {Said.CALL_ME: IntentionKind.INTERESTED, Said.NOT_NOW: IntentionKind.NOT_NOW}
    speaker = lead.contact if lead.contact.party_id == by.party_id else None
    kind = kinds.get(said, IntentionKind.NOT_INTERESTED)
    return Shown(kind=kind, channel="portal", until=until, note=note, said_by=speaker)


def _call_back(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    ask_to_be_contacted(db, lead.customer_id, by=by, now=now)
    resume(db, lead, by=by, now=now)
    hours = operator_hours(db)
    due = after_working_time(hours, at=now, wait=hours.call_within)
    lead.next_step, lead.next_step_at = None, min(lead.next_step_at, due)


def _write(db: Session, lead: Lead, shown: Shown, *, by: Actor, now: datetime) -> Intention:
    row = Intention(
        lead_id=lead.id, kind=shown.kind, until=shown.until, about=_text(shown.about), how_soon=shown.how_soon or None,
        decides=shown.decides or None, decides_who=_text(shown.decides_who),
        current_provider=_text(shown.current_provider), contract_end=shown.contract_end,
        note=clean(shown.note or "", lines=True) or None, channel=shown.channel, at=now, by_staff_id=by.staff_id,
        said_by_contact_id=(shown.said_by or lead.contact).id,
    )  # fmt: skip
    if shown.budget is not None:
        row.budget_minor, row.budget_currency = shown.budget.minor, shown.budget.currency
    db.add(row)
    db.flush()  # the key's result is the row's own key
    record(db, Event.INTENTION_RECORDED, lead=lead, by=by, now=now, facts={"intention": shown.kind.value})
    return row


def _text(text: str | None) -> str | None:
    return clean(text or "")[:200] or None
