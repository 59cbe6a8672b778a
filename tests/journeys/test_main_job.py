"""The main job, end to end."""

from playwright.sync_api import expect

from tests.journeys import main_job as act
from tests.people import Person
from tests.support.browser import Browse
from tests.support.live import Live
from tests.support.post_office import link_in


def test_the_main_job(browse: Browse, live: Live, mona: Person, carl: Person, sara: Person, offer: str) -> None:
    _all_five_steps(browse, live, mona, carl, sara, offer, javascript=True)


def test_the_main_job_without_javascript(
    browse: Browse, live: Live, mona: Person, carl: Person, sara: Person, offer: str
) -> None:
    _all_five_steps(browse, live, mona, carl, sara, offer, javascript=False)


def _all_five_steps(
    browse: Browse, live: Live, mona: Person, carl: Person, sara: Person, offer: str, *, javascript: bool
) -> None:
    olga = browse(javascript=javascript)
    code = act.register_in_portal(olga, live.post_office)
    act.sign_in(olga, "/sign-in", act.OLGA.email, act.PASSWORD)
    olga.goto("/me")
    expect(olga.get_by_text("Olga").first).to_be_visible()
    act.show_interest(olga, offer)

    desk = browse(javascript=javascript)
    act.sign_in(desk, "/office/sign-in", carl.email, carl.password)
    for terms in ("lindh", act.OLGA.email, act.OLGA.number, code):
        act.search(desk, terms)
        expect(desk.get_by_text("Lindholm").first).to_be_visible()
    theirs = act.register_on_behalf(desk, act.NILS)
    link = link_in(live.post_office.wait_for(act.NILS.email), "/set-password/")
    nils = browse(javascript=javascript)
    act.choose_password(nils, link, "Gustafsson")
    act.sign_in(nils, "/sign-in", act.NILS.email, act.PASSWORD)
    act.enter_lead(desk, theirs, "Television")

    manager = browse(javascript=javascript)
    act.sign_in(manager, "/office/sign-in", mona.email, mona.password)
    first, second = act.unassigned(manager)
    act.assign_with_a_new_team(manager, first, sara.name)
    act.assign_to_person(manager, second, sara.name)

    seller = browse(javascript=javascript)
    act.sign_in(seller, "/office/sign-in", sara.email, sara.password)
    act.claim_and_call(seller, first)
    act.record_intention(seller, first)
    act.convert(seller, first)
    act.close(seller, second)
    olga.goto("/me/requests")
    expect(olga.locator("article", has_text=offer)).to_contain_text(sara.name.split()[0])

    number = act.verify_and_modify(desk, code, answer=act.OLGA.answer, birth=act.OLGA.birth)
    olga.goto("/me/orders")
    expect(olga.get_by_text(number).first).to_be_visible()
