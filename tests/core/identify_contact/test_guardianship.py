"""Who is under the operator's minimum age names somebody who stands for them."""

from dataclasses import replace
from datetime import date

import pytest

from core.database.transaction import transaction
from core.errors import Invalid
from core.identify_contact.answers import ContactAnswers, MethodAnswers
from core.identify_contact.guardianship import is_under_age
from core.identify_contact.registration import register
from core.model import Channel, MediumKind, PartyKind
from tests.support import olena

YOUNG = olena.basic(birth_date=date(2012, 3, 1))
GUARDIAN = ContactAnswers(
    row="g", type_code="guardian", first_name="Iryna", last_name="Коваленко",
    methods=(MethodAnswers(kind=MediumKind.MOBILE, value="+46701740642", preferred=True),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("born", "today", "young"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), True),
        (date(2008, 11, 23), date(2026, 11, 23), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (None, date(2026, 11, 23), False),
    ],
)
def test_the_birthday_itself_counts(born, today, young):
    assert is_under_age(olena.basic(birth_date=born), today=today, minimum_age=18) is young


def test_an_organisation_is_never_under_age():
    basic = replace(YOUNG, kind=PartyKind.ORGANISATION)
    assert not is_under_age(basic, today=date(2026, 11, 23), minimum_age=18)


def test_at_the_desk_a_guardian_is_asked_for(carl, now):
    given = olena.desk_answers(basic=YOUNG)
    with pytest.raises(Invalid) as problem, transaction() as db:
        register(db, given, by=carl.actor, channel=Channel.SHOP, now=now, key="k" * 22)
    assert ("contacts", "guardian_missing") in {(one.field, one.code) for one in problem.value.problems}
    with transaction() as db:
        named = replace(given, contacts=(*given.contacts, GUARDIAN))
        assert register(db, named, by=carl.actor, channel=Channel.SHOP, now=now, key="k" * 22).contacts
