"""Working a lead (TL-8): posts with their outcome, and waiting until a day."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission
from core.errors import Invalid
from core.history import Event, record
from core.model import Contact, ContactMedium, Customer, Lead, LeadStatus, MediumKind, Post, PostKind
from core.normalise import clean
from core.outbox import enqueue
from core.submission import claim, settle
from core.track_lead.reach import ensure_reaches, lock
from core.track_lead.terms import POST_OUTCOME, chosen, must_say

TOUCHES = frozenset({PostKind.CALL, PostKind.EMAIL, PostKind.MEETING})
USED = {
    PostKind.CALL: (MediumKind.MOBILE, MediumKind.LANDLINE),
    PostKind.EMAIL: (MediumKind.EMAIL,),
}
"""Which of a contact's media a post of this kind used."""


def add_post(
    db: Session,
    lead: Lead,
    *,
    kind: PostKind,
    outcome: str | None,
    note: str | None,
    by: Actor,
    now: datetime,
    key: str,
    medium: ContactMedium | None = None,
    minutes: int | None = None,
    outbound: bool = True,
    call_back_at: datetime | None = None,
) -> Post:
    """Writes what was done; the first post makes a new lead a working one.

    `outcome` is a post_outcome that fits `kind`; a wrong number marks the `medium` used as failed (the contact's
    preferred one where none is named); an outcome that needs a time sets the next step to `call_back_at`.
    The same `key` gives the same post. Raises Invalid, NotAllowed, WrongStatus.
    """
    if (first := claim(db, key, act="post", by=by, now=now)) is not None:
        return db.get_one(Post, int(first))
    lock(db, lead)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    said = clean(note or "", lines=True) or None
    meant = _outcome(db, kind, outcome, said, call_back_at)
    post = Post(kind=kind, outcome=outcome if meant else None, note=said, at=now, minutes=minutes, outbound=outbound)
    _attach(db, lead, post, by=by)
    if meant.get("marks_failed"):
        _mark_failed(db, lead, kind, medium, now=now)
    _touch(db, lead, kind, call_back_at, by=by, now=now)
    record(db, Event.POST_ADDED, lead=lead, by=by, now=now, facts={"kind": kind.value, "outcome": post.outcome})
    settle(db, key, result=str(post.id))
    return post


def pause(db: Session, lead: Lead, *, until: datetime, reason: str | None, by: Actor, now: datetime) -> None:
    """The lead waits until a moment and then comes back by itself; a new one is started on the way.

    Raises Invalid when the moment has passed, WrongStatus when the lead is closed.
    """
    lead.must_be_open()
    if until <= now:
        raise Invalid.one("until", "choose_a_later_day")
    start(db, lead, by=by, now=now)
    if lead.status is not LeadStatus.WAITING:
        lead.go(LeadStatus.WAITING)
    lead.waiting_until, lead.waiting_reason = until, reason
    lead.next_step, lead.next_step_at = None, until
    enqueue(db, "lead_returns", payload={"lead": lead.id, "until": until.isoformat()}, run_at=until, now=now)
    record(db, Event.LEAD_PAUSED, lead=lead, by=by, now=now, facts={"reason": reason, "until": until.isoformat()})


def resume(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    """Back from waiting, before its day or on it; does nothing when the lead does not wait."""
    if lead.status is not LeadStatus.WAITING:
        return
    lead.go(LeadStatus.WORKING)
    lead.waiting_until = lead.waiting_reason = None
    lead.next_step_at = min(lead.next_step_at, now)
    record(db, Event.LEAD_STARTED, lead=lead, by=by, now=now)


def return_lead(db: Session, lead_id: int, *, until: datetime, now: datetime) -> None:
    """The day a lead waited for has come; does nothing when it was moved, resumed or closed meanwhile."""
    lead = db.get(Lead, lead_id, with_for_update=True)
    if lead is not None and lead.waiting_until == until and lead.is_open:
        resume(db, lead, by=Actor.system(), now=now)


def start(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    """A new lead becomes a working one; does nothing to others."""
    if lead.status is LeadStatus.NEW:
        lead.go(LeadStatus.WORKING)
        record(db, Event.LEAD_STARTED, lead=lead, by=by, now=now)


def _attach(db: Session, lead: Lead, post: Post, *, by: Actor) -> None:
    post.lead_id, post.opportunity_id = lead.id, lead.opportunity_id
    post.by_staff_id, post.contact_id = by.staff_id, lead.contact_id
    db.add(post)
    db.flush()  # the key's result is the post's own key


def _outcome(
    db: Session, kind: PostKind, outcome: str | None, said: str | None, call_back_at: datetime | None
) -> dict[str, object]:
    """What the outcome means; a note has none and says something instead."""
    if kind not in TOUCHES:
        if said is None:
            raise Invalid.one("note", "write_something")
        return {}
    meant = dict(chosen(db, POST_OUTCOME, outcome, field="outcome"))
    if kind.value not in meant.get("for", ()):
        raise Invalid.one("outcome", "choose_one")
    must_say(meant, "at", call_back_at, field="call_back_at", code="say_when")
    return meant


def _touch(db: Session, lead: Lead, kind: PostKind, call_back_at: datetime | None, *, by: Actor, now: datetime) -> None:
    start(db, lead, by=by, now=now)
    if call_back_at is not None:
        if call_back_at <= now:
            raise Invalid.one("call_back_at", "choose_a_later_day")
        lead.next_step, lead.next_step_at = None, call_back_at
    if kind not in TOUCHES:
        return
    # A touch is nobody's edit: it must not make the page of a colleague stale.
    touched = {"last_touch_at": now, "first_touch_at": lead.first_touch_at or now}
    db.execute(update(Lead).where(Lead.id == lead.id).values(**touched).execution_options(synchronize_session=False))
    contacted = update(Customer).where(Customer.id == lead.customer_id).values(last_contact_at=now)
    db.execute(contacted.execution_options(synchronize_session=False))


def _mark_failed(db: Session, lead: Lead, kind: PostKind, medium: ContactMedium | None, *, now: datetime) -> None:
    party_id = select(Contact.party_id).where(Contact.id == lead.contact_id).scalar_subquery()
    query = select(ContactMedium).where(
        ContactMedium.party_id == party_id,
        ContactMedium.kind.in_(USED.get(kind, ())),
        ContactMedium.removed_at.is_(None),
        ContactMedium.failed_at.is_(None),
    )
    if medium is not None:
        query = query.where(ContactMedium.id == medium.id)
    used = db.scalars(query.order_by(ContactMedium.preferred.desc(), ContactMedium.id)).first()
    if used is not None:
        used.failed_at = now
