"""Walking through registration as a person does: one step after the other, by labels and buttons."""

from sqlalchemy import select

from core.database.transaction import reading
from core.model import Job
from tests.support.client import PageClient
from tests.support.page import Page

PASSWORD = "velvet spoon harbour nine"


def begin(portal: PageClient) -> Page:
    """The first step of a new registration."""
    return portal.get("/register").follow()


def fill_certificate(page: Page) -> Page:
    """A Swedish passport, valid."""
    return page.submit(
        "Continue",
        {
            "Certificate type": "Passport",
            "Certificate number": "FX384711",
            "Issuing state": "SE",
            "Expiration date": "2031-04-05",
        },
    ).follow()


def fill_basic(page: Page, email: str = "olena.kovalenko@example.com") -> Page:
    """Olena, by e-mail."""
    return page.submit(
        "Continue",
        {"First name": "Olena", "Last name": "Kovalenko", "Date of birth": "14.8.1991", "E-mail": email},
    ).follow()


def code_sent() -> str:
    """The six digits of the last message, as the reader of the mailbox sees them."""
    from core.outbox import secret_of

    with reading(newest=True) as db:
        jobs = db.scalars(select(Job).order_by(Job.id.desc())).all()
        return next(code for job in jobs if (code := secret_of(job).get("code")))


def to_contacts(portal: PageClient, email: str = "olena.kovalenko@example.com") -> Page:
    """Everything up to the confirmed code."""
    page = fill_basic(fill_certificate(begin(portal)), email)
    return page.submit("Confirm", Code=code_sent()).follow()


def to_review(portal: PageClient, email: str = "olena.kovalenko@example.com") -> Page:
    """The quickest way to the review."""
    page = to_contacts(portal, email)
    page = page.submit("Continue").follow()
    page = page.submit("Continue").follow()
    page = page.submit("Continue").follow()
    page = page.submit("Continue").follow()
    return page.submit(
        "Continue",
        {
            "Password": PASSWORD,
            "Confirm password": PASSWORD,
            "Security question": "first_concert",
            "Answer": "Okean Elzy",
        },
    ).follow()
