"""The demo shows what it sent, so that one person can play both sides."""

from datetime import datetime

from core.clock import utcnow
from core.database.transaction import transaction
from core.outbox import send_mail
from core.settings import Settings
from jobs.worker import work_once


def test_what_was_sent_stands_there_with_its_link(portal, settings: Settings, now: datetime) -> None:
    with transaction() as db:
        send_mail(
            db,
            "set_password_link",
            to="anna@example.org",
            language="en",
            facts={"expires_at": utcnow().isoformat(), "hours": 24},
            secret={"token": "t0ken"},
            now=utcnow(),
        )
    work_once(settings)
    page = portal.get("/demo/outbox")
    assert page.status == 200
    assert "/set-password/t0ken" in page.text
    assert "anna@example.org" in page.text
