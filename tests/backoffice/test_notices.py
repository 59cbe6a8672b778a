"""Notices as an administrator publishes them: drafts, a preview, a day, and nothing that is changed afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import HistoryEntry, Notice, NoticeAsking, NoticeDraft, NoticeKind
from tests.people import Person
from tests.support.client import PageClient

ADDRESS = "/office/admin/notices"


def drafted(office: PageClient, kind: str = "terms", **texts: str):
    page = office.get(f"{ADDRESS}/{kind}")
    return page.submit("Save draft", {"body_en": "# Terms\n\nNew words", **texts}).follow()


@pytest.mark.english
def test_a_draft_is_read_by_nobody_until_it_is_published(office: PageClient, portal: PageClient, adam: Person):
    office.sign_in(adam)
    drafted(office, changes_en="Shorter notice", body_zh="", body_ar="")
    portal.speaking("en")
    assert not portal.get("/terms").says("New words")
    preview = office.get(f"{ADDRESS}/terms").submit("Preview", {}).follow()
    assert preview.says("New words")
    assert preview.says("No text: English is read.")
    after = preview.submit("Publish", {"asking": "later"}).follow()
    assert after.says("Version 2 is published.")
    shown = portal.get("/terms")
    assert shown.says("New words")
    assert shown.says("Version 2 of")
    assert portal.get("/terms?version=1").says("This is an earlier version.")
    assert portal.get("/terms?version=7").status == 404
    with reading() as db:
        assert db.scalar(select(NoticeDraft)) is None
        told = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "notice_published")).one()
        assert told.by_staff_id == adam.staff_id
        assert told.facts["asking"] == "later"


@pytest.mark.english
def test_a_version_of_a_later_day_waits_for_it(office: PageClient, portal: PageClient, adam: Person):
    office.sign_in(adam)
    drafted(office, "privacy")
    day = (utcnow() + timedelta(days=20)).date().isoformat()
    page = office.get(f"{ADDRESS}/privacy/publication").submit("Publish", {"asking": "nobody", "from_day": day})
    assert page.follow().says("to come")
    assert portal.speaking("en").get("/privacy").says("Version 1 of")
    assert portal.get("/privacy?version=2").status == 404
    assert office.get(f"{ADDRESS}/privacy/versions/2").says("New words")


@pytest.mark.english
def test_what_cannot_be_published_is_told(office: PageClient, adam: Person):
    office.sign_in(adam)
    assert office.get(f"{ADDRESS}/terms/publication").status == 303
    empty = office.get(f"{ADDRESS}/terms").submit("Save draft", {"body_en": " "})
    assert empty.status == 422
    assert empty.says("Enter the English text")
    drafted(office)
    publication = office.get(f"{ADDRESS}/terms/publication")
    for typed, told in (
        ({}, "Choose who is asked"),
        ({"asking": "first"}, "say what is new"),
        ({"asking": "nobody", "from_day": "2020-01-01"}, "Enter today or a day to come"),
    ):
        page = publication.submit("Publish", typed)
        assert page.status == 422
        assert page.says(told)
    office.get(f"{ADDRESS}/terms").submit("Discard Terms", {})
    newest = office.get(f"{ADDRESS}/terms").submit("Preview", {}).follow()
    assert newest.submit("Publish", {"asking": "nobody"}).says("Change the text first")


def test_a_press_that_came_twice_publishes_once(office: PageClient, adam: Person):
    office.sign_in(adam)
    drafted(office, "help")
    page = office.get(f"{ADDRESS}/help/publication")
    assert page.submit("Publish", {}).status == 303
    assert page.submit("Publish", {}).status == 303
    with reading() as db:
        assert db.scalars(select(Notice.version).where(Notice.kind == NoticeKind.HELP)).all().count(2) == 3


def test_two_administrators_do_not_overwrite_each_other(office: PageClient, adam: Person):
    page = office.sign_in(adam).get(f"{ADDRESS}/terms")
    assert page.submit("Save draft", {"body_en": "Mine"}).status == 303
    assert page.submit("Save draft", {"body_en": "Yours", "key": "another-key-altogether"}).status == 409
    with reading() as db:
        assert db.scalars(select(NoticeDraft)).one().texts["en"][0] == "Mine"


@pytest.mark.parametrize("act", ["UPDATE notice SET body = 'x'", "DELETE FROM notice"])
def test_what_is_published_is_never_changed(database, act: str):
    from sqlalchemy import text

    with pytest.raises(DBAPIError, match="append-only"), transaction() as db:
        db.execute(text(act))


def test_nobody_else_publishes(office: PageClient, sue: Person):
    assert office.sign_in(sue).get(ADDRESS).status == 403


def test_of_help_nobody_is_asked(office: PageClient, adam: Person):
    office.sign_in(adam)
    drafted(office, "help")
    page = office.get(f"{ADDRESS}/help/publication")
    assert "asking" not in page.html
    assert page.submit("Publish", {}).status == 303
    with reading() as db:
        assert {each.asking for each in db.scalars(select(Notice).where(Notice.version == 2))} == {NoticeAsking.NOBODY}
