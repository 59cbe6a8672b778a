"""The acts of the main job, each as a person does it: by labels and buttons, with or without scripts."""

import io
import re
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.post_office import PostOffice, code_in

PASSWORD = "orchard tambourine glacier"


@dataclass(frozen=True)
class Prospect:
    """Somebody who registers."""

    last: str
    first: str
    email: str
    mobile: str
    number: str
    birth: str = "1990-03-25"
    answer: str = "Södermalm"


NILS = Prospect("Åkerlund", "Nils", "nils.akerlund@example.org", "", "")
OLGA = Prospect("Lindholm", "Olga", "olga.lindholm@example.org", "070 174 06 05", "LX4477120")


def heading(page: Page, says: str) -> None:
    """Waits until the page with that heading has come."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(says)


def at(page: Page, path: str) -> None:
    """Waits until the address has come."""
    expect(page).to_have_url(re.compile(re.escape(path)))


def press(page: Page, name: str) -> None:
    """Presses a button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def register_in_portal(page: Page, post_office: PostOffice, who: Prospect = OLGA) -> str:
    """All nine steps; returns the customer code of the closing page."""
    page.goto("/")
    page.get_by_role("link", name="Register").first.click()
    at(page, "/register/certificate")
    page.get_by_label("Passport").check()
    page.get_by_label("Certificate number").fill(who.number)
    page.get_by_label("Issuing state").select_option("SE")
    page.get_by_label("Expiration date").fill("2031-04-05")
    press(page, "Continue")
    at(page, "/register/basic")
    page.get_by_label("Last name").fill(who.last)
    page.get_by_label("First name").fill(who.first)
    page.get_by_label("E-mail").fill(who.email)
    unfold(page, "Use a mobile")
    page.get_by_label("Mobile").fill(who.mobile)
    more(page)
    page.get_by_label("Date of birth").fill(who.birth)
    press(page, "Continue")
    at(page, "/register/confirm")
    page.get_by_label("Code").fill(code_in(post_office.wait_for(who.email)))
    press(page, "Confirm")
    at(page, "/register/contacts")
    return _register_rest(page, who)


def more(page: Page) -> None:
    """Unfolds what is optional, if it is folded."""
    unfold(page, "More")


def unfold(page: Page, says: str) -> None:
    """Opens what is folded under these words, if it is."""
    folded = page.locator("details:not([open]) > summary", has_text=says)
    for number in range(folded.count()):
        folded.nth(number).click()


def _register_rest(page: Page, who: Prospect) -> str:
    press(page, "Continue")
    at(page, "/register/addresses")
    page.get_by_role("button", name="New").click()
    choose_country(page, "SE")
    page.get_by_label("Detailed address").fill("Storgatan 1")
    page.get_by_label("Postal code").fill("114 55")
    page.get_by_label("Post town").or_(page.get_by_label("City")).first.fill("Stockholm")
    press(page, "Save")
    expect(page.get_by_role("listitem").filter(has_text="Storgatan 1").first).to_be_visible()
    press(page, "Continue")
    at(page, "/register/documents")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "passport.png", "mimeType": "image/png", "buffer": picture()}
    )
    press(page, "Upload")
    expect(page.get_by_text("passport.png").first).to_be_visible()
    press(page, "Continue")
    at(page, "/register/preferences")
    press(page, "Continue")
    at(page, "/register/access")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Security question").select_option("school_neighbourhood")
    page.get_by_label("Answer").fill(who.answer)
    press(page, "Continue")
    at(page, "/register/review")
    expect(page.get_by_text(who.email).first).to_be_visible()
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    press(page, "Submit")
    expect(page.locator("main strong").first).to_be_visible()
    found = re.search(r"\b4\d{10}\b", page.locator("main").inner_text().replace(" ", ""))
    assert found, page.locator("main").inner_text()
    return found[0]


def choose_country(page: Page, code: str) -> None:
    """Without scripts the country is asked for first, then its fields."""
    page.get_by_label("Country").select_option(code)
    ask = page.get_by_role("button", name="Show its fields")
    if page.get_by_label("Postal code").count() == 0 and ask.count():
        ask.click()


def picture() -> bytes:
    """A picture such as a phone takes."""
    made = io.BytesIO()
    Image.new("RGB", (640, 420), (200, 190, 170)).save(made, "PNG")
    return made.getvalue()


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    """At the face of that address."""
    page.goto(address)
    page.locator("input[autocomplete~=username]").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    press(page, "Sign in")
    expect(page).not_to_have_url(re.compile("/sign-in"))


def show_interest(page: Page, offer: str) -> None:
    """From the list of offers; the request then stands under one's requests."""
    page.goto("/me/offers")
    page.get_by_role("button", name=f"I'm interested {offer}").click()
    page.get_by_label("This month").check()
    press(page, "I'm interested")
    page.goto("/me/requests")
    expect(page.locator("article", has_text=offer)).to_be_visible()


def search(page: Page, terms: str) -> None:
    """In the one box of every page of the office."""
    page.goto("/office/customers")
    page.get_by_label("Search").first.fill(terms)
    page.get_by_label("Search").first.press("Enter")
    expect(page).to_have_url(re.compile(r"view=|/customers/\d+"))
    assert terms not in page.url


def register_on_behalf(page: Page, who: Prospect) -> str:
    """By a CSR on one page, with Read and Check; returns the code of the new customer."""
    page.goto("/office/customers/new")
    page.get_by_label("Machine-readable zone").fill(SPECIMEN)
    press(page, "Read")
    expect(page.get_by_label("Certificate number")).to_have_value("L898902C3")
    page.get_by_label("Expiration date").fill("2031-01-31")
    page.get_by_label("Last name").fill(who.last)
    page.get_by_label("First name").fill(who.first)
    page.get_by_label("E-mail").first.fill(who.email)
    press(page, "Check")
    expect(page.get_by_text("Nobody known").or_(page.get_by_text("nobody", exact=False)).first).to_be_visible()
    press(page, "Submit")
    expect(page).to_have_url(re.compile(r"/office/customers/\d{11}"))
    return page.url.rsplit("/", 1)[1][:11]


def choose_password(page: Page, link: str, answer: str) -> None:
    """By the link that somebody registered on their behalf was sent."""
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_label("Security question").select_option("first_teacher")
    page.get_by_label("Answer").fill(answer)
    page.locator("main button[type=submit], main form button").last.click()
    expect(page).to_have_url(re.compile("/sign-in"))


def enter_lead(page: Page, code: str, title: str) -> None:
    """A CSR notes during a call what somebody may buy."""
    page.goto(f"/office/leads/new?customer={code}")
    page.get_by_label("What it is about", exact=True).fill(title)
    press(page, "Save")
    expect(page).to_have_url(re.compile(r"/office/leads/L-\d{7}"))


def unassigned(page: Page) -> tuple[str, str]:
    """The numbers of the two leads that nobody has."""
    page.goto("/office/leads?view=unassigned")
    links = page.locator("main a[href*='/office/leads/L-']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    numbers = sorted({re.search(r"L-\d{7}", link)[0] for link in links})
    assert len(numbers) == 2, numbers
    return numbers[0], numbers[1]


SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The passport of ICAO 9303-4; its date of expiry has long passed."""


def assign_with_a_new_team(page: Page, lead: str, member: str, *, invited_at: str = "") -> None:
    """The manager finds no team ready, makes one without losing the lead in hand, and assigns the lead to it.

    Who is not there yet is invited on the same page, by e-mail, and the lead and what was typed stay.
    """
    page.goto(f"/office/leads/{lead}/assignment")
    expect(page.get_by_role("heading", name="New team")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Homes")
    if invited_at:
        unfold(page, "Add a salesperson")
        page.get_by_label("Full name").fill(member)
        page.get_by_label("E-mail", exact=True).fill(invited_at)
        press(page, "Invite")
        expect(page.get_by_role("checkbox", name=member)).to_be_checked()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Homes")
    page.get_by_role("checkbox", name=member).check()
    press(page, "Save")
    expect(page.get_by_role("combobox", name="Team")).to_contain_text("Homes")
    choose(page, "Team", "Homes")
    press(page, "Assign")
    expect(page.get_by_text("assigned").first).to_be_visible()


def assign_to_person(page: Page, lead: str, person: str) -> None:
    """Straight to a salesperson."""
    page.goto(f"/office/leads/{lead}/assignment")
    choose(page, "Team", "")
    choose(page, "Person", person)
    press(page, "Assign")
    expect(page.get_by_text("assigned").first).to_be_visible()


def choose(page: Page, label: str, says: str) -> None:
    """The entry of a list that begins with these words; nothing: the empty one."""
    box = page.get_by_role("combobox", name=label, exact=True)
    said = box.locator("option").all_inner_texts()
    fitting = [
        place for place, text in enumerate(said) if (text.strip().startswith(says) if says else not text.strip())
    ]
    if fitting:
        box.select_option(index=fitting[0])


def claim_and_call(page: Page, lead: str) -> None:
    """From the team's queue, then the first post and the next step."""
    page.goto("/office/leads?view=unclaimed")
    expect(page.locator(f"a[href$='{lead}']").first).to_be_visible()
    page.goto(f"/office/leads/{lead}")
    press(page, "Claim")
    page.get_by_role("combobox", name="Outcome").select_option("reached")
    page.get_by_label("Note", exact=True).fill("Wants it in January")
    press(page, "Add post")
    at(page, f"{lead}/next-step")
    page.goto(f"/office/leads/{lead}")
    expect(page.get_by_text("Wants it in January").first).to_be_visible()
    expect(page.get_by_text("Working").first).to_be_visible()


def record_intention(page: Page, lead: str) -> None:
    """What the customer showed."""
    page.goto(f"/office/leads/{lead}/intention")
    page.get_by_label("Interested", exact=True).check()
    press(page, "Record intention")
    expect(page).to_have_url(re.compile(f"{lead}$"))


def convert(page: Page, lead: str) -> None:
    """To an opportunity; the stage bar moves on."""
    page.goto(f"/office/leads/{lead}")
    page.get_by_role("link", name="Qualify", exact=True).click()
    page.get_by_label("Create an opportunity").check()
    press(page, "Convert")
    expect(page).to_have_url(re.compile(r"/office/(opportunities|leads)/"))
    page.goto(f"/office/leads/{lead}")
    expect(page.get_by_text("Qualified").first).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_contain_text("Develop")


def close(page: Page, lead: str) -> None:
    """With a reason."""
    page.goto(f"/office/leads/{lead}/disqualification")
    page.get_by_role("combobox", name="Reason").select_option("no_need")
    press(page, "Close lead")
    page.goto(f"/office/leads/{lead}")
    expect(page.get_by_text(re.compile("Disqualified|Cancelled")).first).to_be_visible()


def verify_and_modify(page: Page, code: str, *, answer: str, birth: str) -> str:
    """The CSR verifies the caller and changes an address; returns the number of the order."""
    page.goto(f"/office/customers/{code}/verify")
    page.get_by_label("Answer", exact=True).fill(answer)
    page.get_by_label("Birth date", exact=True).fill(birth)
    press(page, "Verify")
    page.goto(f"/office/customers/{code}")
    expect(page.get_by_text(re.compile("Verified by question")).first).to_be_visible()
    page.goto(f"/office/customers/{code}/modify?what=address")
    choose_country(page, "SE")
    page.get_by_label("Detailed address").fill("Kungsgatan 70")
    page.get_by_label("Postal code").fill("753 41")
    page.get_by_label("Post town").or_(page.get_by_label("City")).first.fill("Uppsala")
    press(page, "Submit order")
    expect(page).to_have_url(re.compile(r"/office/orders/M-\d{7}"))
    return page.url.rsplit("/", 1)[1][:9]
