"""A page asks the database as often for 1,000 rows as for ten: every page, for everybody who may open it."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.database.transaction import transaction
from core.model import (
    Authority,
    Base,
    Competitor,
    Contact,
    Customer,
    DuplicateCandidate,
    Lead,
    LeadSource,
    ModificationOrder,
    Offering,
    Opportunity,
    OrderState,
    Post,
    PostKind,
    Task,
)
from core.tokens import public_id
from jobs.synthesis.load import synthesise
from tests.people import Person
from tests.support.client import PageClient
from tests.support.statements import statements
from web.access import Access

FEW, MANY = 10, 1000
NOT_OF_THE_PAGE = ("UPDATE web_session", "FROM reference_term", "FROM operator")
"""Asked now and then, whatever the page: the stay is noted each minute, lists are read again after a while."""


@pytest.mark.slow
def test_every_page_asks_as_often_for_a_thousand_rows_as_for_ten(
    office: PageClient, portal: PageClient, settings: Any, anna: Person, carl: Person, sara: Person, mona: Person,
    adam: Person, ada: Person, sue: Person, saras_lead: str, fibre: str,
) -> None:  # fmt: skip
    staff = [carl, sara, mona, adam, ada, sue]
    grow(settings, FEW, anna=anna, sara=sara, lead=saras_lead)
    before = count_all(office, staff, anna, saras_lead) | count_all(portal, [anna], anna, saras_lead)
    grow(settings, MANY - FEW, anna=anna, sara=sara, lead=saras_lead)
    after = count_all(office, staff, anna, saras_lead) | count_all(portal, [anna], anna, saras_lead)
    assert len(before) > 40, "the pages were not found"
    more = {page: (count, after[page]) for page, count in before.items() if after[page] != count}
    assert not more, "statements at 10 and at 1,000 rows"


def count_all(client: PageClient, people: list[Person], anna: Person, lead: str) -> dict[str, int]:
    """Statements of every page that somebody may open; the second time, when nothing is read once and kept."""
    counted = {}
    for person in people:
        client.sign_out()
        client.sign_in(person)
        for path in pages(client.face, anna, lead):
            if client.browser.get(path, base_url=client.address).status_code != 200:
                continue
            with statements() as said:
                client.browser.get(path, base_url=client.address)
            counted[f"{person.name}: {path}"] = len([one for one in said if not any(n in one for n in NOT_OF_THE_PAGE)])
    return counted


def pages(face: str, anna: Person, lead: str) -> Iterator[str]:
    """Addresses of all pages of a face: those without a record, and those of Anna and of one lead."""
    from flask import Flask

    from backoffice import backoffice
    from portal import portal

    known = {"code": anna.customer_code, "number": lead}
    app = Flask("routes")
    app.register_blueprint(backoffice if face == "backoffice" else portal)
    for rule in app.url_map.iter_rules():
        access: Access | None = getattr(app.view_functions[rule.endpoint], "access", None)
        if access is None or "GET" not in (rule.methods or ()) or not rule.arguments <= set(known):
            continue
        _, path = rule.build({name: known[name] for name in rule.arguments}, append_unknown=False) or ("", "")
        yield ("/office" if face == "backoffice" else "") + path


def grow(settings: Any, count: int, *, anna: Person, sara: Person, lead: str) -> None:
    """So many more of everything that lists show: around the operator, around Anna, and around one of her leads."""
    synthesise(settings, customers=count, leads=count, seed=count)
    with transaction() as db:
        team = db.scalar(select(Lead.team_id).where(Lead.number == lead))
        newest = db.scalars(select(Lead.id).order_by(Lead.id.desc()).limit(count)).all()
        third = len(newest) // 3
        _own(db, newest[:third], owner_id=sara.staff_id, team_id=team)
        _own(db, newest[third : 2 * third], owner_id=None, team_id=team)
        _own(db, newest[2 * third :], owner_id=None, team_id=None)
        for kind, rows in everything_else(db, count, anna=anna, sara=sara, lead=lead):
            db.execute(insert(kind), rows)


def _own(db: Session, keys: list[int], **whose: int | None) -> None:
    db.execute(update(Lead).where(Lead.id.in_(keys)).values(**whose).execution_options(synchronize_session=False))


def everything_else(
    db: Session, count: int, *, anna: Person, sara: Person, lead: str
) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """What synthesise() does not write, as rows."""
    now = utcnow()
    key = db.scalars(select(Lead.id).where(Lead.number == lead)).one()
    contact = db.scalars(select(Contact.id).where(Contact.customer_id == anna.customer_id)).first()
    others = db.execute(select(Customer.id, Customer.party_id).order_by(Customer.id.desc()).limit(count)).all()
    made, sold = {"created_at": now}, {"customer_id": anna.customer_id, "contact_id": contact}
    numbers = [f"{count:04d}{number:03d}" for number in range(count)]
    yield Post, [{"lead_id": key, "kind": PostKind.NOTE, "note": "said", "at": now, **_public()} for _ in numbers]
    yield Task, [{"lead_id": key, "title": "call", "assignee_id": sara.staff_id, **made, **_public()} for _ in numbers]
    yield Competitor, [{"lead_id": key, "name": f"Rival {number}", **made, **_public()} for number in numbers]
    yield (
        Offering,
        [
            {
                "code": f"offer-{number}",
                "product_group": "fibre",
                "names": {"en": f"Fibre {number}"},
                **made,
                **_public(),
            }
            for number in numbers
        ],
    )
    yield (
        Opportunity,
        [
            {
                "number": f"O-{number}",
                "title": "Fibre",
                "owner_id": sara.staff_id,
                **sold,
                **made,
                **_public(),
            }
            for number in numbers
        ],
    )
    yield Lead, [
        {"number": f"L-{number}", "title": "Fibre", "source": LeadSource.PORTAL, "next_step_at": now, **sold, **made,
         **_public()}
        for number in numbers
    ]  # fmt: skip
    yield ModificationOrder, [
        {"number": f"M-{number}", "customer_id": anna.customer_id, "state": OrderState.SUBMITTED, "channel": "portal",
         "submitted_at": now, **made, **_public()}
        for number in numbers
    ]  # fmt: skip
    yield Contact, [
        {"customer_id": anna.customer_id, "party_id": one.party_id, "type_code": "relative",
         "authority": Authority.NONE, **made, **_public()}
        for one in others[:20]
    ]  # fmt: skip
    yield (
        DuplicateCandidate,
        [
            {"left_id": anna.customer_id, "right_id": one.id, "score": 70, "band": "likely", "found_at": now}
            for one in others
        ],
    )


def _public() -> dict[str, str]:
    return {"public_id": public_id()}
