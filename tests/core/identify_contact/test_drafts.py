"""A started registration: survives, is lost by nobody, opened by nobody else, and goes after thirty days."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from core.access import Actor
from core.database.transaction import reading, transaction
from core.errors import NotAllowed, NotFound, StaleVersion, WrongStatus
from core.identify_contact.answers import RegistrationAnswers
from core.identify_contact.drafts import (
    answers_of,
    begin_draft,
    drafts_of_staff,
    keep_step,
    open_draft,
    resume_by_confirmed,
    sweep_drafts,
)
from core.model import Channel, Confirmation, Document, RegistrationDraft
from tests.support import olena


def begin(now, *, secret: str = olena.SECRET) -> str:
    with transaction() as db:
        return begin_draft(
            db, channel=Channel.PORTAL, language="en", browser_secret=secret, staff=None, now=now
        ).public_id


def keep_eve(public_id: str, *, now, seen: int | None = None) -> None:
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        keep_step(db, draft, "basic", olena.basic(first_name="Eve"), now=now, seen=seen)


def test_answers_come_back_as_they_were_given(database, now):
    given = olena.answers()
    public_id = olena.fill_draft(given, now=now)
    with reading() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now, look_only=True)
        assert answers_of(draft) == given
        assert draft.steps_done == ["certificate", "basic", "contacts", "addresses", "preferences", "access"]


def test_a_dump_of_the_draft_tells_nothing(database, now):
    olena.fill_draft(olena.answers(), now=now)
    with reading() as db:
        row = str(db.execute(text("SELECT * FROM registration_draft")).one())
    for canary in (olena.EMAIL, olena.NUMBER, "Коваленко", "1991", olena.SECRET):
        assert canary not in row


def test_two_tabs_lose_nothing_of_each_other(database, now):
    public_id = begin(now)
    given = olena.answers()
    names = ("certificate", "basic", "contacts", "addresses", "preferences", "consents", "access", "notices")
    steps = {name: getattr(given, name) for name in names}
    together = threading.Barrier(len(steps))

    def tab(step: str) -> None:
        together.wait()
        with transaction() as db:
            keep_step(db, open_draft(db, public_id, browser_secret=olena.SECRET, now=now), step, steps[step], now=now)

    tabs = [threading.Thread(target=tab, args=(step,)) for step in steps]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    with reading() as db:
        kept = answers_of(open_draft(db, public_id, browser_secret=olena.SECRET, now=now))
    assert {step: getattr(kept, step) for step in steps} == steps


def test_r63_a_page_that_says_what_it_saw_does_not_overwrite_another_tab(database, now):
    public_id = begin(now)
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        seen = draft.version
        keep_step(db, draft, "basic", olena.basic(), now=now, seen=seen)
    with pytest.raises(StaleVersion):
        keep_eve(public_id, now=now, seen=seen)


def test_two_registrations_in_two_tabs_stay_two(database, now):
    first, second = begin(now), begin(now)
    with transaction() as db:
        keep_step(db, open_draft(db, first, browser_secret=olena.SECRET, now=now), "basic", olena.basic(), now=now)
    with reading() as db:
        assert answers_of(open_draft(db, second, browser_secret=olena.SECRET, now=now)) == RegistrationAnswers()


def test_after_the_submit_nothing_is_kept_any_more(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    olena.confirm_by_code(public_id, now=now)
    olena.submit(public_id, key="k" * 22, now=now)
    with pytest.raises(WrongStatus):
        keep_eve(public_id, now=now)


def test_the_same_person_goes_on_at_another_device_after_confirming(database, now):
    at_home = olena.fill_draft(olena.answers(), now=now)
    assert olena.confirm_by_code(at_home, now=now)
    on_the_phone = begin(now, secret="p" * 43)
    with transaction() as db:
        draft = open_draft(db, on_the_phone, browser_secret="p" * 43, now=now)
        keep_step(db, draft, "basic", olena.basic(), now=now)
        assert resume_by_confirmed(db, draft, browser_secret="p" * 43, now=now) is None
    assert olena.confirm_by_code(on_the_phone, now=now, secret="p" * 43)
    with transaction() as db:
        draft = open_draft(db, on_the_phone, browser_secret="p" * 43, now=now)
        resumed = resume_by_confirmed(db, draft, browser_secret="p" * 43, now=now)
        assert resumed is not None
        assert resumed.public_id == at_home
    with transaction() as db:
        assert answers_of(open_draft(db, at_home, browser_secret="p" * 43, now=now)).addresses


def test_somebody_elses_confirmed_draft_is_not_handed_over(database, now):
    theirs = olena.fill_draft(olena.answers(), now=now)
    assert olena.confirm_by_code(theirs, now=now)
    mine = olena.fill_draft(olena.answers(basic=olena.basic(email="me@foyer.example")), now=now, secret="m" * 43)
    assert olena.confirm_by_code(mine, now=now, target="me@foyer.example", secret="m" * 43)
    with transaction() as db:
        draft = open_draft(db, mine, browser_secret="m" * 43, now=now)
        assert resume_by_confirmed(db, draft, browser_secret="m" * 43, now=now) is None


def test_staff_open_their_own_drafts_only(carl, agnes, mona, now):
    with transaction() as db:
        draft = begin_draft(db, channel=Channel.SHOP, language="en", browser_secret=None, staff=carl.actor, now=now)
        public_id = draft.public_id
    with transaction() as db:
        assert [each.public_id for each in drafts_of_staff(db, by=carl.actor, now=now)] == [public_id]
        assert not drafts_of_staff(db, by=agnes.actor, now=now)
        assert open_draft(db, public_id, staff=carl.actor, now=now)
    for whom in ({"staff": agnes.actor}, {"browser_secret": ""}, {"browser_secret": "x" * 43}):
        with pytest.raises(NotFound), transaction() as db:
            open_draft(db, public_id, now=now, **whom)
    with pytest.raises(NotAllowed), transaction() as db:
        drafts_of_staff(db, by=Actor.public(), now=now)


def test_after_thirty_days_nothing_is_left(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    young = olena.fill_draft(olena.answers(), now=now + timedelta(days=2))
    olena.confirm_by_code(public_id, now=now)
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        db.add(
            Document(
                draft_id=draft.id, name="a.jpg", media_type="image/jpeg", size=1, checksum="0", storage_name="0" * 32,
                uploaded_at=now,
            )
        )  # fmt: skip
    with transaction() as db:
        assert sweep_drafts(db, now=now + timedelta(days=31)) == 1
    with reading() as db:
        assert db.scalars(select(RegistrationDraft.public_id)).all() == [young]
        assert not db.scalars(select(Confirmation)).all()
        assert not db.scalars(select(Document)).all()
