"""Orders: the list, and one order before and after."""

from sqlalchemy import select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.modification import submit
from core.model import Customer, HistoryEntry
from tests.people import Person
from tests.support.client import PageClient


def ordered(anna: Person, title: str = "ms") -> str:
    by = anna.actor
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        return submit(
            db, customer, [Change(Subject.PARTY, values={"title": title})], seen_versions={"party": 1},
            verification=None, by=by, channel="portal", now=utcnow(), key="k",
        ).number  # fmt: skip


def test_an_order_from_the_portal_stands_in_the_list_and_opens(office: PageClient, anna: Person, carl: Person) -> None:
    number = ordered(anna)
    office.sign_in(carl)
    listed = office.get("/office/orders")
    assert listed.says("Anna Eriksson")
    order = listed.click(number)
    assert order.heading.startswith(f"Order {number}")
    assert order.table()[1][0] == "Title"
    assert order.says("Ms")
    with reading() as db:
        assert "order_viewed" in list(db.scalars(select(HistoryEntry.event)))


def test_views_narrow_the_list_and_say_when_nothing_is_there(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    assert office.get("/office/orders").says("No order yet")
    ordered(anna)
    assert office.get("/office/orders?state=applied").says("Anna Eriksson")
    assert office.get("/office/orders?state=withdrawn").says("No order is in this state")
    assert office.get("/office/orders?state=nonsense").says("Anna Eriksson")
    assert office.get("/office/orders?before=nonsense").status == 404


def test_absent_and_not_theirs_look_alike(office: PageClient, anna: Person, ada: Person, sara: Person) -> None:
    number = ordered(anna)
    office.sign_in(ada)
    assert office.get(f"/office/orders/{number}").status == 200
    assert office.get("/office/orders/M-9999999").status == 404
    office.sign_out().sign_in(sara)
    assert office.get(f"/office/orders/{number}").status == 403
