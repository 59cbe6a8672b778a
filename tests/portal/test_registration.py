"""A prospect registers in the portal, through all the steps (IC-1 to IC-11, IC-13, IC-16)."""

from sqlalchemy import select

from core.database.transaction import reading
from core.model import Customer, CustomerStatus, IdentityState, SignInName
from tests.portal.registering import PASSWORD, to_review
from tests.support.client import PageClient


def test_a_prospect_registers_and_signs_in(portal: PageClient):
    review = to_review(portal)
    assert review.says("Olena")
    done = review.submit("Submit", {"I accept the terms and have read the privacy notice": True}).follow()
    assert done.heading.startswith("You are registered")
    with reading() as db:
        customer = db.scalars(select(Customer)).one()
        assert customer.status is CustomerStatus.PROSPECT
        assert customer.identity_state is IdentityState.NOT_CHECKED
        assert customer.code in done.text.replace(" ", "")
        assert db.scalars(select(SignInName.value)).all() == ["olena.kovalenko@example.com"]
    signed_in = portal.get("/sign-in").submit(
        "Sign in", {"E-mail or mobile": "olena.kovalenko@example.com"}, Password=PASSWORD
    )
    assert signed_in.status == 303
