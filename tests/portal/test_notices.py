"""Help, privacy, terms and accessibility: in every language, the newest version, for everybody (IC-16)."""

import itertools

from core.clock import utcnow
from core.database.transaction import transaction
from core.model import Notice, NoticeKind
from tests.support.client import PageClient


def test_notices_stand_in_every_language(portal: PageClient) -> None:
    for kind, language in itertools.product(("help", "privacy", "terms", "accessibility"), ("en", "zh", "ar")):
        page = portal.speaking(language).get(f"/{kind}")
        assert page.status == 200
        assert f'lang="{language}"' in page.html


def test_the_newest_version_is_shown(portal: PageClient) -> None:
    with transaction() as db:
        db.add(
            Notice(kind=NoticeKind.TERMS, version=2, language="en", body="# New\n\n- one\n- two", published_at=utcnow())
        )
    page = portal.speaking("en").get("/terms")
    assert page.says("Version 2")
    assert [item.text for item in page.all("li") if item.text in ("one", "two")] == ["one", "two"]


def test_a_text_that_was_not_translated_is_shown_in_english(portal: PageClient) -> None:
    with transaction() as db:
        db.add(Notice(kind=NoticeKind.HELP, version=2, language="en", body="New", published_at=utcnow()))
    page = portal.speaking("ar").get("/help")
    assert 'class="prose" lang="en"' in page.html
    assert page.says("New")
