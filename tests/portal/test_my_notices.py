"""A new version that asks is accepted at the first sign-in after it; what was accepted is kept (IC-16)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Channel, HistoryEntry, Notice, NoticeAcceptance, NoticeAsking, NoticeKind
from tests.people import Person
from tests.support.client import PageClient

pytestmark = pytest.mark.english


def publish(kind: NoticeKind, asking: NoticeAsking, *, version: int = 2, days: int = -1) -> None:
    with transaction() as db:
        db.add(
            Notice(
                kind=kind, version=version, language="en", body="# All\n\nWhole text", changes="Shorter notice",
                asking=asking, published_at=utcnow() + timedelta(days=days),
            )
        )  # fmt: skip


def accepted(anna: Person) -> list[tuple[NoticeKind, int, Channel | None]]:
    with reading() as db:
        rows = db.scalars(select(NoticeAcceptance).where(NoticeAcceptance.party_id == anna.party_id))
        return [(row.kind, row.version, row.channel) for row in rows.all()]


def test_nobody_is_asked_where_nothing_asks(portal: PageClient, anna: Person):
    publish(NoticeKind.TERMS, NoticeAsking.NOBODY)
    publish(NoticeKind.PRIVACY, NoticeAsking.FIRST, days=3)
    assert portal.sign_in(anna).get("/me").status == 200


def test_a_version_that_asks_is_accepted_before_anything_else(portal: PageClient, anna: Person):
    publish(NoticeKind.TERMS, NoticeAsking.FIRST)
    asked = portal.sign_in(anna).get("/me/orders").follow()
    assert asked.says("Shorter notice")
    assert asked.says("Whole text")
    assert not asked.says("Not now")
    assert portal.get("/me/preferences").status == 200
    assert portal.get("/me/privacy").status == 200
    assert asked.submit("Accept", {}).status == 422
    token = next(each.attrib["value"] for each in asked.all("input") if each.attrib.get("name") == "csrf_token")
    assert portal.post("/me/notices", {"go": "later", "csrf_token": token}).status == 422
    after = asked.submit("Accept", {"accepted": True})
    assert after.location.endswith("/me/orders")
    assert accepted(anna)[-1] == (NoticeKind.TERMS, 2, Channel.PORTAL)
    assert portal.get("/me").status == 200
    assert portal.get("/me/privacy").says("Version 2, accepted")
    with reading() as db:
        told = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "notice_accepted")).one()
        assert told.facts == {"kind": "terms", "version": 2, "channel": "portal"}
    portal.sign_out().sign_in(anna)
    assert portal.get("/me").status == 200


def test_one_that_may_wait_asks_again_at_the_next_sign_in(portal: PageClient, anna: Person):
    publish(NoticeKind.TERMS, NoticeAsking.LATER)
    publish(NoticeKind.PRIVACY, NoticeAsking.LATER)
    asked = portal.sign_in(anna).get("/me").follow()
    assert asked.says("I accept the terms and have read the privacy notice")
    assert asked.submit("Not now", {}).location.endswith("/me")
    assert portal.get("/me").status == 200
    assert portal.sign_out().sign_in(anna).get("/me").status == 303


def test_a_correction_after_it_does_not_take_the_question_away(portal: PageClient, anna: Person):
    publish(NoticeKind.TERMS, NoticeAsking.FIRST)
    publish(NoticeKind.TERMS, NoticeAsking.NOBODY, version=3)
    asked = portal.sign_in(anna).get("/me").follow()
    asked.submit("Accept", {"accepted": True})
    assert accepted(anna)[-1][:2] == (NoticeKind.TERMS, 3)


def test_a_page_that_showed_an_older_version_is_shown_again(portal: PageClient, anna: Person):
    publish(NoticeKind.TERMS, NoticeAsking.FIRST)
    asked = portal.sign_in(anna).get("/me").follow()
    publish(NoticeKind.TERMS, NoticeAsking.FIRST, version=3)
    late = asked.submit("Accept", {"accepted": True})
    assert late.status == 409
    assert late.says("A newer version has come into force meanwhile")
    assert not any(version > 1 for _kind, version, _channel in accepted(anna))
    assert late.submit("Accept", {"accepted": True}).status == 303


def test_a_second_press_accepts_once(portal: PageClient, anna: Person):
    publish(NoticeKind.TERMS, NoticeAsking.FIRST)
    asked = portal.sign_in(anna).get("/me").follow()
    assert [asked.submit("Accept", {"accepted": True}).status for _press in range(2)] == [303, 303]
    assert [version for _kind, version, _channel in accepted(anna)].count(2) == 1
