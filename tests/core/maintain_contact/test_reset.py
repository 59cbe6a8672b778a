"""Forgotten password, first password by link, and changes of one's own access (MC-1; R5, R13, R16-R21)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select

from core.access import Actor, ActorKind
from core.crypto import keyring
from core.database.transaction import engine, reading, transaction
from core.errors import FoyerError, Invalid, NotFound, TooMany
from core.maintain_contact.customer_links import new_link
from core.maintain_contact.new_secrets import NewQuestion
from core.maintain_contact.own_access import change_password, change_question, open_first_access, set_first_password
from core.maintain_contact.reset import answer_and_set, ask_reset, open_reset, send_reset
from core.maintain_contact.signing_in import sign_in_customer
from core.model import Credential, Face, HistoryEntry, Job, LinkPurpose, OneTimeLink, SignInName, WebSession
from core.outbox import secret_of
from core.passwords import verify_answer, verify_password
from core.sessions import start_session
from tests.people import Person
from tests.support.anna import ANSWER, EMAIL, MOBILE
from tests.support.cast import PASSWORD

NEW = "seven slow herons 4 tea"
LATER = timedelta(minutes=59)


def jobs(kind: str = "mail") -> list[Job]:
    with reading() as db:
        return list(db.scalars(select(Job).where(Job.kind == kind).order_by(Job.id)))


def asked(now: datetime, name: str = EMAIL) -> str:
    """Asks as the page does, works off the job as the worker does; the token of the mail."""
    with transaction() as db:
        ask_reset(db, name, now=now)
    with transaction() as db:
        send_reset(db, secret_of(jobs("send_reset")[-1])["name"], now=now)
    return secret_of(jobs()[-1])["token"]


def worthless(token: str, now: datetime) -> None:
    with reading() as db, pytest.raises(NotFound):
        open_reset(db, token, now=now)
    with pytest.raises(NotFound):
        answer_and_set(token, answer=ANSWER, password=NEW, now=now)


def signs_in(password: str, now: datetime) -> bool:
    try:
        sign_in_customer(EMAIL, password=password, region="SE", device=None, by=Actor.public(), now=now)
    except FoyerError:
        return False
    return True


def credential(anna: Person) -> Credential:
    with reading() as db:
        return db.scalars(select(Credential).where(Credential.party_id == anna.party_id)).one()


def test_r20_the_answer_after_the_link_sets_the_password(now: datetime, anna: Person) -> None:
    with transaction() as db:
        start_session(db, face=Face.PORTAL, token="t", now=now, credential_id=credential(anna).id)
    token = asked(now, " Anna.Eriksson@Foyer.Example ")
    with reading() as db:
        for _ in range(3):
            assert open_reset(db, token, now=now).tries_left == 5
    answer_and_set(token, answer="kungsholmen", password=NEW, now=now + LATER)
    assert verify_password(NEW, credential(anna).password_hash)
    assert signs_in(NEW, now + timedelta(hours=1))
    assert not signs_in(PASSWORD, now + timedelta(hours=1))
    with reading() as db:
        assert db.scalars(select(WebSession.ended_at)).one() == now + LATER
        assert "password_set" in list(db.scalars(select(HistoryEntry.event)))
    assert [job.payload["template"] for job in jobs()] == ["password_reset", "password_changed"]
    worthless(token, now + LATER)


def test_r19_a_link_runs_out_and_dies_with_a_newer_one(now: datetime, anna: Person) -> None:
    old = asked(now)
    newer = asked(now + timedelta(minutes=1))
    worthless(old, now + timedelta(minutes=2))
    with reading() as db:
        assert open_reset(db, newer, now=now + timedelta(minutes=60)).question.code == credential(anna).question_code
    worthless(newer, now + timedelta(minutes=61))
    worthless("made up", now)
    with reading() as db:
        assert newer not in str(db.execute(select(OneTimeLink.token_hash)).all())


def test_r19_a_link_dies_with_a_sign_in_and_with_a_change(now: datetime, anna: Person) -> None:
    token = asked(now)
    assert signs_in(PASSWORD, now + timedelta(minutes=1))
    worthless(token, now + timedelta(minutes=2))
    token = asked(now + timedelta(minutes=3))
    change_password(current=PASSWORD, new=NEW, by=anna.actor, now=now + timedelta(minutes=4), keep_session=None)
    worthless(token, now + timedelta(minutes=5))


def test_r13_the_fifth_miss_spends_the_link_and_nothing_else(now: datetime, anna: Person) -> None:
    token = asked(now)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(Invalid) as wrong:
            answer_and_set(token, answer="Södermalm", password=NEW, now=now)
        assert wrong.value.problems[0].facts["left"] == left
    worthless(token, now)
    assert signs_in(PASSWORD, now)
    assert asked(now + timedelta(minutes=1))


def test_r13_the_fifth_try_may_be_right(now: datetime, anna: Person) -> None:
    token = asked(now)
    for _ in range(4):
        with pytest.raises(Invalid):
            answer_and_set(token, answer="Södermalm", password=NEW, now=now)
    answer_and_set(token, answer=ANSWER, password=NEW, now=now)
    assert signs_in(NEW, now)


def test_a_weak_password_costs_no_try(now: datetime, anna: Person) -> None:
    token = asked(now)
    for weak in ("short", "anna.eriksson@foyer.example", "passwordpassword"):
        with pytest.raises(Invalid) as refused:
            answer_and_set(token, answer=ANSWER, password=weak, now=now)
        assert refused.value.problems[0].field == "password"
    with reading() as db:
        assert open_reset(db, token, now=now).tries_left == 5


def test_r21_five_mails_a_day_and_nothing_else_changes(now: datetime, anna: Person) -> None:
    before = credential(anna).password_hash
    for minutes in range(7):
        with transaction() as db:
            send_reset(db, EMAIL, now=now + timedelta(minutes=minutes))
    assert len(jobs()) == 5
    assert credential(anna).password_hash == before
    assert signs_in(PASSWORD, now)
    with transaction() as db:
        assert send_reset(db, EMAIL, now=now + timedelta(days=1, minutes=10))


def test_r17_r18_known_and_unknown_take_the_same_statements(now: datetime, anna: Person) -> None:
    def statements(name: str) -> list[str]:
        found: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            found.append(statement)

        event.listen(engine(), "before_cursor_execute", note)
        with transaction() as db:
            ask_reset(db, name, now=now)
        event.remove(engine(), "before_cursor_execute", note)
        return found

    assert statements(EMAIL) == statements("nobody@post.example") == statements(MOBILE)
    with transaction() as db:
        assert not send_reset(db, "nobody@post.example", now=now)
    assert jobs() == []
    assert EMAIL not in str([job.payload for job in jobs("send_reset")])
    assert all(EMAIL not in (job.secret_encrypted or "") for job in jobs("send_reset"))


def test_a_disabled_account_gets_no_link(now: datetime, anna: Person) -> None:
    with transaction() as db:
        db.get_one(Credential, credential(anna).id).disabled_at = now
    with transaction() as db:
        assert not send_reset(db, EMAIL, now=now)


def first_link(now: datetime, anna: Person, *, sent_to: str = MOBILE) -> str:
    with transaction() as db:
        held = db.get_one(Credential, credential(anna).id)
        held.password_hash = held.answer_hash = held.question_code = None
        return new_link(db, held, purpose=LinkPurpose.SET_PASSWORD, sent_to=sent_to, now=now)


def test_a_first_password_comes_with_a_question_and_confirms_where_the_link_went(now: datetime, anna: Person) -> None:
    token = first_link(now, anna)
    with reading() as db:
        opened = open_first_access(db, token, now=now)
    assert (opened.name, opened.sent_to, opened.has_question) == ("Anna Eriksson", MOBILE, False)
    with pytest.raises(Invalid):
        set_first_password(token, password=NEW, question=None, now=now)
    question = NewQuestion("first_concert", None, "Kent på Stadion")
    set_first_password(token, password=NEW, question=question, now=now + timedelta(hours=23))
    held = credential(anna)
    assert verify_password(NEW, held.password_hash)
    assert verify_answer("kent pa stadion", held.answer_hash)
    with reading() as db:
        assert MOBILE in list(db.scalars(select(SignInName.value)))
    with reading() as db, pytest.raises(NotFound):
        open_first_access(db, token, now=now + timedelta(hours=23))


def test_a_first_link_works_for_a_day(now: datetime, anna: Person) -> None:
    token = first_link(now, anna)
    with reading() as db, pytest.raises(NotFound):
        open_first_access(db, token, now=now + timedelta(hours=24))
    with reading() as db, pytest.raises(NotFound):
        open_reset(db, token, now=now)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (NewQuestion("no_such", None, "Kungsholmen"), "security_question"),
        (NewQuestion("first_concert", None, "x"), "answer"),
        (NewQuestion("first_concert", None, "Eriksson"), "answer"),
        (NewQuestion("own", "short", "Kungsholmen"), "own_question"),
        (NewQuestion("own", "Is it Kungsholmen or Vasastan?", "Kungsholmen"), "own_question"),
    ],
)
def test_r11_r12_a_question_that_gives_itself_away_is_refused(
    now: datetime, anna: Person, question: NewQuestion, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        change_question(current=PASSWORD, question=question, by=anna.actor, now=now)
    assert refused.value.problems[0].field == field


def test_r5_r16_a_change_takes_the_current_password_and_is_told(now: datetime, anna: Person) -> None:
    with transaction() as db:
        mine = start_session(db, face=Face.PORTAL, token="mine", now=now, credential_id=credential(anna).id).id
        start_session(db, face=Face.PORTAL, token="other", now=now, credential_id=credential(anna).id)
    with pytest.raises(Invalid) as wrong:
        change_password(current="not it", new=NEW, by=anna.actor, now=now, keep_session=mine)
    assert wrong.value.problems[0].field == "current"
    change_password(current=PASSWORD, new=NEW, by=anna.actor, now=now, keep_session=mine)
    change_question(current=NEW, question=NewQuestion("first_concert", None, "Kent på Stadion"), by=anna.actor, now=now)
    assert [job.payload["template"] for job in jobs()] == ["password_changed", "question_changed"]
    with reading() as db:
        assert list(db.scalars(select(WebSession.ended_at).order_by(WebSession.id))) == [None, now]
    nobody = Actor(ActorKind.CUSTOMER, party_id=12345)
    with pytest.raises(NotFound):
        change_password(current=NEW, new=NEW, by=nobody, now=now, keep_session=None)


def test_guessing_the_current_password_closes_for_a_while(now: datetime, anna: Person) -> None:
    for _ in range(4):
        with pytest.raises(Invalid):
            change_password(current="not it", new=NEW, by=anna.actor, now=now, keep_session=None)
    with pytest.raises((Invalid, TooMany)):
        change_password(current="not it", new=NEW, by=anna.actor, now=now, keep_session=None)
    with pytest.raises(TooMany):
        change_password(current=PASSWORD, new=NEW, by=anna.actor, now=now, keep_session=None)
    assert keyring().ids
