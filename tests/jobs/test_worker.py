"""The worker delivers at least once, in the recipient's words, and never keeps a secret longer than needed."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Job, JobState
from core.outbox import lease, send_mail
from core.settings import Settings
from jobs.worker import work_once
from tests.support.live import Live
from tests.support.post_office import PostOffice, code_in


def _send(address: str = "anna@example.org", language: str = "en") -> None:
    with transaction() as db:
        send_mail(
            db,
            "confirm_code",
            to=address,
            language=language,
            facts={"expires_at": utcnow().isoformat(), "minutes": 15},
            secret={"code": "418203"},
            now=utcnow(),
        )


def _jobs() -> list[Job]:
    """The letters; a worker that starts also finds work of its own to do."""
    with reading() as db:
        return list(db.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id)))


def _wait_until_done() -> Job:
    until = time.monotonic() + 15
    while (job := _jobs()[0]).state is not JobState.DONE and time.monotonic() < until:
        time.sleep(0.05)
    return job


def test_r66_the_code_reaches_a_real_server_and_the_row_forgets_it(live: Live) -> None:
    _send()
    assert code_in(live.post_office.wait_for("anna@example.org")) == "418203"
    job = _wait_until_done()
    assert (job.state, job.secret_encrypted) == (JobState.DONE, None)


def test_r66_killed_between_send_and_mark_the_same_message_comes_again(live: Live) -> None:
    live.post_office.hesitates = True
    _send()
    first = live.post_office.wait_for("anna@example.org")
    live.kill("worker")
    assert _jobs()[0].state is JobState.WAITING
    live.post_office.hesitates = False
    with transaction() as db:  # the lease of the dead worker runs out
        db.get_one(Job, _jobs()[0].id).leased_until = utcnow() - timedelta(seconds=1)
    live.start_worker()
    second = live.post_office.wait_for("anna@example.org", number=2)
    assert first["Message-ID"] == second["Message-ID"]
    assert _wait_until_done().tries == 2


def test_r66_a_server_that_refuses_is_tried_again_later(
    database: object, settings: Settings, post_office: PostOffice
) -> None:
    from dataclasses import replace

    refusing = replace(settings, mail_url=post_office.url)
    post_office.refuses = True
    _send()
    assert work_once(refusing) == 1
    job = _jobs()[0]
    assert (job.state, job.tries) == (JobState.WAITING, 1)
    assert job.run_at > utcnow()
    assert work_once(refusing) == 0
    post_office.refuses = False
    with transaction() as db:
        db.get_one(Job, job.id).run_at = utcnow()
    assert work_once(refusing) == 1
    assert _jobs()[0].state is JobState.DONE


def test_r66_two_workers_never_hold_the_same_job(database: object) -> None:
    for _ in range(6):
        _send()
    with transaction() as db:
        first = {job.id for job in lease(db, worker="one", now=utcnow(), most=4)}
    with transaction() as db:
        second = {job.id for job in lease(db, worker="two", now=utcnow(), most=4)}
    assert len(first) == 4
    assert len(second) == 2
    assert not first & second


@pytest.mark.parametrize("language", ["zh", "ar"])
def test_a_letter_is_worded_in_the_recipients_language(
    database: object, settings: Settings, post_office: PostOffice, language: str
) -> None:
    from dataclasses import replace

    _send(language=language)
    work_once(replace(settings, mail_url=post_office.url))
    assert "418203" in str(post_office.to("anna@example.org")[0]["Subject"])
