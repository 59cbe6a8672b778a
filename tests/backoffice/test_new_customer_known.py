"""Who may be this person already, said while their basic info is being typed."""

import pytest
from sqlalchemy import func, select

from core.database.transaction import reading, transaction
from core.identify_contact.match_keys import write_match_keys
from core.model import Channel, Customer, HistoryEntry, Party, RegistrationDraft
from tests.support import olena
from tests.support.statements import statements

NEW = "/office/customers/new"
TYPED = {
    "basic-last_name": "Kovalenko",
    "basic-first_name": "Olena",
    "basic-birth_date": "1991-08-14",
    "basic-mobile": olena.MOBILE,
}


@pytest.fixture
def desk(office, carl, now):
    olena.register_olena(now=now)
    return office.sign_in(carl)


def meanwhile(office, **typed: str):
    """What the page would be told after a change."""
    token = office.get(NEW).form("Submit").value("csrf_token")
    return office.post(f"{NEW}/known", TYPED | typed | {"csrf_token": token}, headers={"HX-Request": "true"})


def looks() -> list[dict]:
    with reading() as db:
        return db.scalars(select(HistoryEntry.facts).where(HistoryEntry.event == "checked_for_duplicates")).all()


def test_whoever_is_likely_is_named_with_reasons_and_the_look_is_recorded(desk):
    told = meanwhile(desk)
    assert told.status == 200
    assert told.says("Олена Коваленко")
    assert told.says("Same name and date of birth")
    assert looks()[-1]["asked"] == ["phone", "name", "birth_date"]
    with reading() as db:
        kept = select(func.count()).select_from(RegistrationDraft).where(RegistrationDraft.staff_id.is_not(None))
        assert db.scalar(kept) == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"basic-first_name": ""},
        {"basic-birth_date": "", "basic-mobile": ""},
        {"basic-birth_date": "14 8 19", "basic-mobile": "07"},
    ],
)
def test_too_little_asks_nobody(desk, typed):
    assert meanwhile(desk, **typed).html.strip() == ""
    assert looks() == []


def test_a_household_is_not_spoken_of(desk):
    told = meanwhile(desk, **{"basic-first_name": "Andriy", "basic-birth_date": "1989-02-03"})
    assert told.html.strip() == ""


def test_the_page_asks_after_a_change_and_needs_no_script_for_check(desk):
    page = desk.get(NEW)
    place = next(each for each in page.all("div") if each.attrib.get("id") == "known-meanwhile")
    assert place.attrib["aria-live"] == "polite"
    assert place.attrib["hx-post"] == f"{NEW}/known"
    assert page.form("Submit").has_button("Check")


@pytest.mark.parametrize("who", ["mona", "ada", "adam"])
def test_only_who_registers_is_told(office, request, now, who):
    office.sign_in(request.getfixturevalue(who))
    assert office.post(f"{NEW}/known", TYPED).status in {400, 403}


def test_check_asks_as_often_for_many_as_for_few(desk, now):
    def check() -> int:
        page = desk.get(NEW)
        with statements() as seen:
            answer = page.submit("Check", TYPED)
        assert answer.says("Олена Коваленко")
        return len(seen)

    few = check()
    with transaction() as db:
        for number in range(30):
            party = Party(last_name="Kovalenko", first_name=f"Olena {number}", created_at=now)
            db.add(Customer(code=f"n{number}", party=party, registered_at=now, channel=Channel.IMPORT))
            write_match_keys(db, party, is_new=True)
    assert check() == few
