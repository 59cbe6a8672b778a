"""What the customer showed (EL-1), as staff record it and as the customer says it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, NotFound, WrongStatus
from core.evaluate_lead.intention import Said, Shown, newest_intention, record_intention, say
from core.model import Intention, IntentionKind, Job, LeadSource, LeadStatus
from core.money import Money
from core.track_lead.consent import refused_channels
from tests.leads import a_key, the_lead
from tests.people import Person


def test_what_was_shown_is_kept_with_who_said_it(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    shown = Shown(
        kind=IntentionKind.INTERESTED, channel="call", how_soon="this_quarter", budget=Money(10000000, "SEK"),
        decides="with_others", decides_who="Huda", current_provider="Telnord",
    )  # fmt: skip
    with transaction() as db:
        record_intention(db, the_lead(db, saras_lead), shown, by=by, now=now, key=a_key())
    with reading() as db:
        lead = the_lead(db, saras_lead)
        held = newest_intention(db, lead.id)
        assert held is not None
        assert (held.kind, held.budget_minor, held.decides_who, held.by_staff_id) == (
            IntentionKind.INTERESTED, 10000000, "Huda", sara.staff_id,
        )  # fmt: skip
        assert held.said_by_contact_id == lead.contact_id
        assert lead.status is LeadStatus.WORKING


def test_the_same_key_records_once(saras_lead: str, sara: Person, now: datetime) -> None:
    by, key, shown = sara.actor, a_key(), Shown(kind=IntentionKind.UNDECIDED, channel="call")
    for _ in range(2):
        with transaction() as db:
            record_intention(db, the_lead(db, saras_lead), shown, by=by, now=now, key=key)
    with reading() as db:
        assert len(db.scalars(select(Intention).where(Intention.kind == IntentionKind.UNDECIDED)).all()) == 1


def test_not_now_makes_the_lead_wait_until_the_morning_of_its_day(saras_lead: str, sara: Person, now: datetime) -> None:
    by, day = sara.actor, (now + timedelta(days=40)).date()
    with transaction() as db:
        shown = Shown(kind=IntentionKind.NOT_NOW, channel="call", until=day)
        record_intention(db, the_lead(db, saras_lead), shown, by=by, now=now, key=a_key())
        lead = the_lead(db, saras_lead)
        assert lead.status is LeadStatus.WAITING
        assert lead.next_step_at.date() == day


def test_not_now_says_until_when(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        shown = Shown(kind=IntentionKind.NOT_NOW, channel="call")
        record_intention(db, the_lead(db, saras_lead), shown, by=by, now=now, key=a_key())
    assert refused.value.problems[0].field == "until"


def test_do_not_contact_me_ends_the_consent_at_once(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        shown = Shown(kind=IntentionKind.DO_NOT_CONTACT, channel="call")
        record_intention(db, lead, shown, by=by, now=now, key=a_key())
        assert "call" in refused_channels(db, lead.customer_id, LeadSource.PORTAL)


def test_somebody_else_decides_says_who(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        shown = Shown(kind=IntentionKind.INTERESTED, channel="call", decides="somebody_else")
        record_intention(db, the_lead(db, saras_lead), shown, by=by, now=now, key=a_key())
    assert refused.value.problems[0].field == "decides_who"


def test_call_me_brings_the_lead_to_the_top_and_tells_its_owner(saras_lead: str, anna: Person, now: datetime) -> None:
    by = anna.actor
    with transaction() as db:
        the_lead(db, saras_lead).next_step_at = now + timedelta(days=9)
    with transaction() as db:
        say(db, the_lead(db, saras_lead), Said.CALL_ME, by=by, now=now, key=a_key())
        assert the_lead(db, saras_lead).next_step_at == now + timedelta(hours=1)
        templates = [job.payload["template"] for job in db.scalars(select(Job).where(Job.kind == "mail"))]
        assert templates[-1] == "lead_answered"


def test_no_longer_interested_closes_it(saras_lead: str, anna: Person, now: datetime) -> None:
    by = anna.actor
    with transaction() as db:
        say(db, the_lead(db, saras_lead), Said.NO_LONGER, note="We stay", by=by, now=now, key=a_key())
        lead = the_lead(db, saras_lead)
        assert (lead.status, lead.close_reason, lead.closed_by_id) == (LeadStatus.CANCELLED, "not_interested", None)
    with pytest.raises(WrongStatus), transaction() as db:
        say(db, the_lead(db, saras_lead), Said.CALL_ME, by=by, now=now, key=a_key())


def test_nobody_answers_for_another_customer(saras_lead: str, sami: Person, now: datetime) -> None:
    stranger = Person("Eve", "eve@foyer.example", party_id=999, customer_id=999).actor
    with pytest.raises(NotFound), transaction() as db:
        say(db, the_lead(db, saras_lead), Said.CALL_ME, by=stranger, now=now, key=a_key())
    other = sami.actor
    with pytest.raises(NotAllowed), transaction() as db:
        shown = Shown(kind=IntentionKind.INTERESTED, channel="call")
        record_intention(db, the_lead(db, saras_lead), shown, by=other, now=now, key=a_key())
