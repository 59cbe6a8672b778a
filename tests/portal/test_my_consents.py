"""Consent for every purpose, with the words shown, and taken back as easily as given (IC-8)."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading
from core.model import CustomerConsent, LeadSource
from core.track_lead.consent import CHANNELS, refused_channels
from tests.people import Person
from tests.support.client import PageClient

pytestmark = pytest.mark.english
ADDRESS = "/me/consents"


def lines(anna: Person) -> list[CustomerConsent]:
    with reading() as db:
        theirs = select(CustomerConsent).where(CustomerConsent.customer_id == anna.customer_id)
        return list(db.scalars(theirs.order_by(CustomerConsent.id)))


def test_each_purpose_is_kept_with_the_words_that_were_shown(portal: PageClient, anna: Person):
    before = len(lines(anna))
    page = portal.sign_in(anna).speaking("en").get(ADDRESS)
    assert page.form("Save").value("partners") in (None, "", [])
    after = page.submit("Save", {"partners": ["email"], "surveys": ["sms", "post"], "profiling": ["email"]}).follow()
    kept = lines(anna)[before:]
    assert {(line.purpose, line.channel, line.given) for line in kept} == {
        ("partners", "email", True), ("surveys", "sms", True), ("surveys", "post", True), ("profiling", "email", True),
    }  # fmt: skip
    assert {(line.source, *sorted(line.facts.items())) for line in kept} == {
        ("portal", ("language", "en"), ("words", 1))
    }
    assert after.says("May we tell you about offers of our partners?, wording 1, English")
    assert after.form("Save").value("surveys") == ["sms", "post"]


def test_one_press_takes_back_all_but_ones_own_requests(portal: PageClient, anna: Person):
    page = portal.sign_in(anna).get(ADDRESS)
    page = page.submit("Save", {"partners": list(CHANNELS), "own_marketing": ["call"]}).follow()
    page.submit("No to all but my requests", {}).follow()
    now = {(line.purpose, line.channel): line.given for line in lines(anna)}
    assert not any(given for (purpose, _channel), given in now.items() if purpose != "my_request")
    with reading() as db:
        assert "call" not in refused_channels(db, anna.customer_id, LeadSource.PORTAL)


def test_a_way_is_refused_for_ones_own_requests_too(portal: PageClient, anna: Person):
    page = portal.sign_in(anna).get(ADDRESS)
    assert page.form("Save").value("my_request") == list(CHANNELS)
    page.submit("Save", {"my_request": ["email"]}).follow()
    with reading() as db:
        assert "call" in refused_channels(db, anna.customer_id, LeadSource.PORTAL)
    assert portal.get(ADDRESS).form("Save").value("my_request") == "email"


def test_nothing_different_writes_nothing(portal: PageClient, anna: Person):
    page = portal.sign_in(anna).get(ADDRESS)
    before = len(lines(anna))
    assert page.submit("Save", {}).follow().says("Nothing was different")
    assert len(lines(anna)) == before


def test_the_words_stand_in_the_language_in_which_they_were_shown(portal: PageClient, anna: Person):
    portal.sign_in(anna).speaking("zh").get(ADDRESS).submit("保存", {"partners": ["email"]})
    shown = portal.speaking("en").get(ADDRESS)
    assert shown.says("我们可以告诉您合作伙伴的优惠吗？")
    assert shown.says("wording 1, 中文")
