"""Own orders: before and after of each field, and Withdraw only while nothing is done yet (MC-5, R44)."""

from datetime import datetime

import pytest
from sqlalchemy import select

from core.access import Role
from core.database.transaction import reading, transaction
from core.model import Customer, ModificationOrder, OrderState, Tier
from core.numbers import order_number
from tests.people import Person
from tests.support.client import PageClient
from tests.support.olena import register_olena
from web.wording import label


def change_title(portal: PageClient) -> None:
    """An ordinary order of anna's own."""
    portal.get("/me/details/title").submit("Save", Title="mrs")


def waiting(customer_id: int, now: datetime) -> str:
    """Public id of an order that waits for somebody, as those of other tiers will."""
    with transaction() as db:
        order = ModificationOrder(
            number=order_number(db), customer_id=customer_id, state=OrderState.SUBMITTED, tier=Tier.IDENTITY,
            channel="portal", created_at=now, submitted_at=now,
        )  # fmt: skip
        db.add(order)
        db.flush()
        return order.public_id


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages."""
    return portal.sign_in(anna)


def test_an_order_shows_before_and_after(signed_in: PageClient, anna: Person) -> None:
    assert signed_in.get("/me/orders").says("No order yet")
    change_title(signed_in)
    page = signed_in.get("/me/orders")
    with reading() as db:
        number = db.scalars(select(ModificationOrder.number)).one()
    assert page.says(number)
    assert page.says("Applied")
    order = page.click(f"Details {number}")
    assert order.table()[1][1:] == ["On file Nothing", "New Mrs"]
    assert order.says("submitted by you")
    assert not order.says("Withdraw")


def test_an_order_by_staff_says_the_role_that_entered_it_and_no_name(
    signed_in: PageClient, anna: Person, carl: Person
) -> None:
    change_title(signed_in)
    with transaction() as db:
        db.scalars(select(ModificationOrder)).one().entered_by_id = carl.staff_id
    page = signed_in.get("/me/orders")
    order = next(link for link in page.links().values() if link.startswith("/me/orders/"))
    for shown in (page, signed_in.get(order)):
        assert shown.says(f"entered by {label(Role.CSR)}")
        assert "Nyström" not in shown.html


def test_withdraw_is_there_only_while_the_order_waits(signed_in: PageClient, anna: Person, now: datetime) -> None:
    page = signed_in.get(f"/me/orders/{waiting(anna.customer_id, now)}")
    done = page.submit("Withdraw").follow()
    assert done.says("Withdrawn. Nothing was changed.")
    assert page.submit("Withdraw").status == 409
    with reading() as db:
        assert db.scalars(select(ModificationOrder.state)).one() == OrderState.WITHDRAWN


def test_r44_anothers_order_is_as_good_as_absent(signed_in: PageClient, now: datetime) -> None:
    olena = register_olena(now=now)
    foreign = waiting(olena.id, now)
    token = signed_in.get("/me/orders").form("Sign out").values["csrf_token"]
    for order in (foreign, "nothing"):
        assert signed_in.get(f"/me/orders/{order}").status == 404
        assert signed_in.post(f"/me/orders/{order}/withdraw", {"csrf_token": token}).status == 404
    with reading() as db:
        assert db.scalars(select(ModificationOrder.state)).one() == OrderState.SUBMITTED
        assert db.get_one(Customer, olena.id)
