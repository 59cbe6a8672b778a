"""What the worker does after a registration, a forgotten password, and with what nobody finished."""

from datetime import timedelta

from sqlalchemy import select

from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.files import FileStore
from core.identify_contact.documents import add_document
from core.identify_contact.drafts import open_draft
from core.identify_contact.received_files import ReceivedFile
from core.maintain_contact.reset import ask_reset
from core.model import Job, JobState, Registration, RegistrationDraft, RegistrationState
from jobs.handlers import HANDLERS
from jobs.registrations import sweep_registrations
from jobs.worker import work_once
from tests.support import olena
from tests.support.anna import EMAIL as ANNAS_EMAIL


def test_a_registration_like_a_known_one_is_held_by_the_worker(database, settings):
    now = utcnow()
    known = olena.register_olena(now=now)
    again = olena.register_olena(now=now, key="p" * 22, basic=olena.basic(email="other@foyer.example"))
    while work_once(settings):
        pass
    with reading() as db:
        states = dict(db.execute(select(Registration.customer_id, Registration.state)).all())
        assert states == {known.id: RegistrationState.NEW, again.id: RegistrationState.HELD}
        assert {job.state for job in db.scalars(select(Job))} == {JobState.DONE}


def test_a_forgotten_password_is_looked_up_by_the_worker(anna, settings):
    with transaction() as db:
        ask_reset(db, ANNAS_EMAIL, now=utcnow())
    work_once(settings)
    with reading() as db:
        assert [job.kind for job in db.scalars(select(Job).order_by(Job.id))] == ["send_reset", "mail"]


def test_every_kind_of_job_has_its_handler():
    assert {"mail", "sms", "review_registration", "send_reset"} <= set(HANDLERS)


def test_what_nobody_finished_goes_with_its_files(database, settings, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    store = FileStore(settings.files_url, keyring())
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        received = ReceivedFile("a.jpg", "image/jpeg", store.put(b"a picture"))
        add_document(db, store, received, owner=draft, by=olena.Actor.public(), now=now)
    long_after = max(now, utcnow()) + timedelta(days=31)
    sweep_registrations(settings, now=long_after)
    with reading() as db:
        assert not db.scalars(select(RegistrationDraft)).all()
    assert not list(store.names())
