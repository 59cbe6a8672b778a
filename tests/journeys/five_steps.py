"""The five steps of the main job, one after the other, by the people who take them."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys import founding
from tests.journeys import main_job as act
from tests.people import Person
from tests.support.browser import Browse
from tests.support.live import Live
from tests.support.post_office import link_in


@dataclass(frozen=True)
class Crew:
    """Who works at the operator."""

    csr: Person
    manager: Person
    seller: Person
    seller_is_new: bool = False
    """The manager invites them while making the team."""


def all_five_steps(browse: Browse, live: Live, crew: Crew, offer: str, *, javascript: bool) -> None:
    """From the first page of the portal to the order that the customer sees."""
    olga = browse(javascript=javascript)
    code = act.register_in_portal(olga, live.post_office)
    act.sign_in(olga, "/sign-in", act.OLGA.email, act.PASSWORD)
    olga.goto("/me")
    expect(olga.get_by_text("Olga").first).to_be_visible()
    act.show_interest(olga, offer)

    desk = browse(javascript=javascript)
    act.sign_in(desk, "/office/sign-in", crew.csr.email, crew.csr.password)
    for terms in ("lindh", act.OLGA.mobile, act.OLGA.email, act.OLGA.number, code):
        act.search(desk, terms)
        expect(desk.get_by_text("Lindholm").first).to_be_visible()
    theirs = act.register_on_behalf(desk, act.NILS)
    link = link_in(live.post_office.wait_for(act.NILS.email), "/set-password/")
    nils = browse(javascript=javascript)
    act.choose_password(nils, link, "Gustafsson")
    act.sign_in(nils, "/sign-in", act.NILS.email, act.PASSWORD)
    act.enter_lead(desk, theirs, "Television")

    _sell(browse, live, crew, javascript=javascript)
    olga.goto("/me/requests")
    expect(olga.locator("article", has_text=offer)).to_contain_text(crew.seller.name.split()[0])

    number = act.verify_and_modify(desk, code, answer=act.OLGA.answer, birth=act.OLGA.birth)
    olga.goto("/me/orders")
    expect(olga.get_by_text(number).first).to_be_visible()


def _sell(browse: Browse, live: Live, crew: Crew, *, javascript: bool) -> None:
    manager, who = browse(javascript=javascript), crew.seller
    act.sign_in(manager, "/office/sign-in", crew.manager.email, crew.manager.password)
    first, second = act.unassigned(manager)
    act.assign_with_a_new_team(manager, first, who.name, invited_at=who.email if crew.seller_is_new else "")
    seller: Page = browse(javascript=javascript)
    if crew.seller_is_new:
        founding.choose_password(seller, link_in(live.post_office.wait_for(who.email), "/office/set-password/"))
    act.assign_to_person(manager, second, who.name)
    act.sign_in(seller, "/office/sign-in", who.email, who.password)
    act.claim_and_call(seller, first)
    act.record_intention(seller, first)
    act.convert(seller, first)
    act.close(seller, second)
