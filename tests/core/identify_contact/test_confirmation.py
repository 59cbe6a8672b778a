"""Six digits: who gets them, how long they hold, and what a stranger learns (nothing)."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.access import Actor
from core.database.transaction import reading, transaction
from core.errors import Invalid, TooMany, WrongStatus
from core.identify_contact.confirmation import ask_confirmation, confirm, confirm_draft, may_ask_again_at, take_try
from core.identify_contact.drafts import answers_of, keep_step, open_draft
from core.model import Confirmation, ContactMedium, Credential, Job, SignInName
from core.outbox import secret_of
from tests.support import olena
from tests.support.anna import EMAIL as ANNAS_EMAIL
from tests.support.anna import MOBILE as ANNAS_MOBILE
from tests.support.statements import statements


@pytest.fixture
def draft_id(database, now) -> str:
    return olena.fill_draft(olena.answers(), now=now)


def ask(public_id: str, *, now, target: str = olena.EMAIL) -> None:
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        ask_confirmation(db, draft, target=target, language="en", now=now)


def typed(public_id: str, code: str, *, now) -> bool:
    return confirm_draft(public_id, code, browser_secret=olena.SECRET, now=now)


def test_the_right_digits_confirm_also_with_blanks_and_arabic_figures(draft_id, now):
    ask(draft_id, now=now)
    with reading() as db:
        code = olena.code_sent(db, olena.EMAIL)
        assert may_ask_again_at(db, open_draft(db, draft_id, browser_secret=olena.SECRET, now=now)) == now + timedelta(
            seconds=60
        )
    spoken = " ".join(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert typed(draft_id, spoken, now=now + timedelta(minutes=14, seconds=59))
    with reading() as db:
        draft = open_draft(db, draft_id, browser_secret=olena.SECRET, now=now)
        assert draft.confirmed_at
        assert answers_of(draft).confirmed == olena.EMAIL


def test_the_code_stands_nowhere_in_the_database(draft_id, now):
    ask(draft_id, now=now)
    with reading() as db:
        code = olena.code_sent(db, olena.EMAIL)
        row = db.scalars(select(Confirmation)).one()
        job = db.scalars(select(Job)).one()
        assert code not in f"{row.code_hash} {row.target_encrypted} {row.target_index} {job.payload}"
        assert olena.EMAIL not in f"{row.target_encrypted} {row.target_index} {job.payload}"


def test_wrong_hostile_and_late_digits_do_not(draft_id, now):
    ask(draft_id, now=now)
    with reading() as db:
        code = olena.code_sent(db, olena.EMAIL)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for attempt in (wrong, "", "\x00" * 6, "9" * 10_000):
        assert not typed(draft_id, attempt, now=now)
    with pytest.raises(Invalid) as problem:
        typed(draft_id, code, now=now + timedelta(minutes=15))
    assert problem.value.problems[0].code == "code_expired"


def test_after_five_tries_the_right_digits_do_not_count(draft_id, now):
    ask(draft_id, now=now)
    with reading() as db:
        code = olena.code_sent(db, olena.EMAIL)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert not any(typed(draft_id, wrong, now=now) for _ in range(5))
    with pytest.raises(Invalid) as problem:
        typed(draft_id, code, now=now)
    assert problem.value.problems[0].code == "code_spent"


def test_a_try_counts_even_when_nothing_is_compared_afterwards(draft_id, now):
    ask(draft_id, now=now)
    for _ in range(5):
        with transaction() as db:
            take_try(db, open_draft(db, draft_id, browser_secret=olena.SECRET, now=now), now=now)
    with pytest.raises(Invalid), transaction() as db:
        take_try(db, open_draft(db, draft_id, browser_secret=olena.SECRET, now=now), now=now)


def test_many_guesses_at_once_are_five_tries_together(draft_id, now):
    ask(draft_id, now=now)
    compared: list[bool] = []

    def guess() -> None:
        try:
            compared.append(typed(draft_id, "wrong!", now=now))
        except Invalid:
            return

    guessers = [threading.Thread(target=guess) for _ in range(12)]
    for guesser in guessers:
        guesser.start()
    for guesser in guessers:
        guesser.join()
    assert compared == [False] * 5


def test_again_after_sixty_seconds_and_then_only_the_newest_counts(draft_id, now):
    ask(draft_id, now=now)
    with reading() as db:
        first = olena.code_sent(db, olena.EMAIL)
    with pytest.raises(TooMany) as wait:
        ask(draft_id, now=now + timedelta(seconds=59))
    assert wait.value.retry_after == 1
    ask(draft_id, now=now + timedelta(seconds=60))
    with reading() as db:
        second = olena.code_sent(db, olena.EMAIL)
    later = now + timedelta(seconds=61)
    assert typed(draft_id, first, now=later) is (first == second)
    assert typed(draft_id, second, now=later)


def test_nobody_fills_a_strangers_mailbox_through_many_drafts(database, now):
    for number in range(20):
        ask(olena.fill_draft(olena.answers(), now=now), now=now + timedelta(seconds=number))
    with pytest.raises(TooMany) as wait:
        ask(olena.fill_draft(olena.answers(), now=now), now=now)
    assert wait.value.code == "too_many_codes"


def test_another_email_has_to_be_confirmed_anew(draft_id, now):
    assert olena.confirm_by_code(draft_id, now=now)
    with transaction() as db:
        draft = open_draft(db, draft_id, browser_secret=olena.SECRET, now=now)
        keep_step(db, draft, "basic", olena.basic(last_name="Kovalenko"), now=now)
        assert draft.confirmed_at
        keep_step(db, draft, "basic", olena.basic(email="new@foyer.example"), now=now)
        assert draft.confirmed_at is None
        assert "confirm" not in draft.steps_done


def test_only_an_address_of_the_draft_gets_a_code(draft_id, now):
    with pytest.raises(Invalid):
        ask(draft_id, now=now, target="somebody@else.example")


def test_r17_a_known_address_gets_a_mail_that_says_so_and_no_code(anna, now):
    for target, kind in ((ANNAS_EMAIL, "mail"), (ANNAS_MOBILE, "sms")):
        given = olena.basic(email="", mobile="")
        given = olena.basic(email=target, mobile="") if "@" in target else olena.basic(email="", mobile=target)
        public_id = olena.fill_draft(olena.answers(basic=given), now=now)
        if kind == "sms":
            with transaction() as db:
                credential = db.scalars(select(Credential)).one()
                db.add(SignInName(credential_id=credential.id, value=target, confirmed_at=now))
        ask(public_id, now=now, target=target)
        with reading() as db:
            job = db.scalars(select(Job).order_by(Job.id.desc())).first()
            assert (job.kind, job.payload["template"]) == (kind, "already_have_access")
            assert secret_of(job) == {"to": target, "code": ""}
        assert not typed(public_id, "000000", now=now)


def test_r18_known_and_unknown_addresses_take_the_same_statements(anna, now):
    seen = {}
    for target in ("nobody@foyer.example", ANNAS_EMAIL):
        public_id = olena.fill_draft(olena.answers(basic=olena.basic(email=target)), now=now)
        with statements() as asked:
            ask(public_id, now=now, target=target)
        with statements() as compared:
            assert not typed(public_id, "not it", now=now)
        seen[target] = (asked, compared)
    assert seen["nobody@foyer.example"] == seen[ANNAS_EMAIL]


def test_r22_a_second_way_to_sign_in_counts_once_it_is_confirmed(anna, now):
    with transaction() as db:
        credential = db.scalars(select(Credential)).one()
        ask_confirmation(db, credential, target=ANNAS_MOBILE, language="en", now=now)
    with transaction() as db:
        credential = db.scalars(select(Credential)).one()
        taken = take_try(db, credential, now=now)
    with transaction() as db:
        credential = db.scalars(select(Credential)).one()
        assert confirm(db, credential, olena.code_sent(db, ANNAS_MOBILE), taken=taken, now=now, by=anna.actor)
    with reading() as db:
        medium = db.scalars(select(ContactMedium).where(ContactMedium.value == ANNAS_MOBILE)).one()
        assert medium.is_confirmed
        assert set(db.scalars(select(SignInName.value))) == {ANNAS_EMAIL, ANNAS_MOBILE}


def test_a_submitted_registration_asks_for_no_more_codes(draft_id, now):
    assert olena.confirm_by_code(draft_id, now=now)
    olena.submit(draft_id, key="k" * 22, now=now)
    with pytest.raises(WrongStatus):
        ask(draft_id, now=now + timedelta(minutes=5))
    assert Actor.public().kind == "public"
