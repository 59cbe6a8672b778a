"""One small operator with somebody in every role, and of every kind of record one of theirs and one of others."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Role
from core.clock import utcnow
from core.crypto import keyring
from core.database import transaction as house
from core.database.transaction import transaction
from core.evaluate_lead.conversion import Choice, convert
from core.files import FileStore
from core.identify_contact.access_links import send_set_password_link
from core.identify_contact.drafts import begin_draft, keep_step, open_draft
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.modification import submit
from core.maintain_contact.search_views import keep_view
from core.model import (
    Authority,
    Channel,
    Credential,
    Customer,
    Document,
    DuplicateCandidate,
    Face,
    IdentityState,
    ImportRun,
    ImportState,
    Job,
    Lead,
    LeadSource,
    LinkPurpose,
    NoticeKind,
    Offering,
    OneTimeLink,
    Registration,
    RegistrationState,
    Staff,
    StaffRole,
    Task,
    Team,
    TeamMember,
    Verification,
    VerificationWay,
)
from core.notice_desk import NoticeText
from core.notice_publishing import keep_draft
from core.outbox import secret_of
from core.sessions import start_session
from core.settings import Settings
from core.staff_accounts import staff_link
from core.tokens import new_token, token_hash
from core.track_lead.assignment import assign, claim
from core.track_lead.capture import enter_lead, show_interest
from core.track_lead.competitors import Rival, add_competitor
from core.track_lead.next_steps import add_task
from tests.people import Person, member_of_staff
from tests.support import alike, olena
from tests.support.anna import register_anna
from tests.support.authorised import khalid_of
from tests.support.cast import LONG_AGO, password_hash

ROLES = {
    "agent": "agnes", "csr": "carl", "supervisor": "sue", "sales": "sara", "manager": "mona", "admin": "adam",
    "auditor": "ada",
}  # fmt: skip
STREET = {
    "type_code": "home", "country": "SE", "detailed": "Lindstedtsvägen 24", "locality": "Stockholm",
    "postal_code": "114 28",
}  # fmt: skip
ACTING = ("ask", "change_ordinary", "change_all", "order")
_key = (f"access-table-{number}" for number in itertools.count(1))


@dataclass
class World:
    """Who asks, and what stands in an address for each kind of record."""

    staff: dict[str, Person]
    settings: Settings
    now: datetime = field(default_factory=utcnow)
    nouns: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the word before the place in the address: own, foreign, and where it matters others."""
    versions: dict[str, int] = field(default_factory=dict)
    """Of each lead, so that a form without anything else is not merely stale."""
    credential_id: int = 0
    """Of the customer who asks."""
    acting: dict[str, int] = field(default_factory=dict)
    """Credentials of their contacts by what these may do; 'over': until yesterday."""

    def keep(self, noun: str, **records: str) -> None:
        """Says what stands for a record."""
        self.nouns.setdefault(noun, {}).update(records)


def build(settings: Settings) -> World:
    """Fills this process's database; takes about a second."""
    staff = {role: member_of_staff(name) for role, name in ROLES.items()}
    world = World(staff, settings)
    first, second = alike.two_alike(world.now - timedelta(days=2))
    with transaction() as db:
        anna = register_anna(db)
        db.flush()
        credential = db.get_one(Customer, first.id).party.credential
        assert credential
        world.credential_id = credential.id
        for level in (*ACTING, "over"):
            world.acting[level] = _acting(db, db.get_one(Customer, first.id), level, world.now)
    people = {"own": first.id, "foreign": second.id, "verified": anna.id}
    _customers(world, people)
    _teams_and_leads(world, people)
    _drafts(world)
    _links(world, people)
    _notices(world)
    return world


def _acting(db: Session, customer: Customer, level: str, now: datetime) -> int:
    """A contact of the customer's who signs in."""
    given = Authority.ORDER if level == "over" else Authority(level)
    until = now.date() - timedelta(days=1) if level == "over" else None
    email = f"{level}@contact.example"
    contact = khalid_of(db, customer, now=now, authority=given, until=until, email=email)
    contact.party.credential = Credential(password_hash=password_hash(), created_at=LONG_AGO)
    db.flush()
    return contact.party.credential.id


def _customers(world: World, people: dict[str, int]) -> None:
    store = FileStore(world.settings.files_url, keyring())
    with transaction() as db:
        for record, customer_id in people.items():
            customer = db.get_one(Customer, customer_id)
            document = _document(db, store, world.now, party_id=customer.party_id)
            world.keep("customers", **{record: customer.code})
            world.keep("documents", **{record: document.public_id})
            world.keep("certificates", **{record: next((c.public_id for c in customer.party.certificates), "none")})
            _of_customer(db, world, record, customer)
        _call_in_hand(db, world, customer_id=people["verified"])
        pair = db.scalars(select(DuplicateCandidate)).one()
        world.keep("duplicates", own=f"{pair.left.code}/{pair.right.code}")
        world.keep("duplicates", foreign=f"{pair.left.code}/{world.nouns['customers']['verified']}")
        by = world.staff["supervisor"]
        world.keep("import", own=_import(db, by, world.now), foreign=_import(db, by, world.now))
        for record in ("own", "foreign"):
            by = world.staff["csr" if record == "own" else "supervisor"].actor
            world.keep("view", **{record: keep_view(db, "olena", by=by, now=world.now).public_id})
    _sessions(world, people)
    world.keep("documents", mixed=world.nouns["documents"]["foreign"])
    world.keep("certificates", mixed=world.nouns["certificates"]["foreign"])
    world.keep("contacts", mixed=world.nouns["contacts"]["foreign"])


def _import(db: Session, by: Person, now: datetime) -> str:
    """A file of which the supervisor has seen what would become of it."""
    options = {"heading": ["Last name"], "parts": []}
    run = ImportRun(name="people.csv", state=ImportState.CHECKED, options=options, created_at=now)
    run.by_staff_id = by.staff_id
    db.add(run)
    db.flush()
    return run.public_id


def _of_customer(db: Session, world: World, record: str, customer: Customer) -> None:
    if record == "verified":
        return
    number, public_id = _order(db, customer, world.now)
    world.keep("orders", **{record: number})
    world.keep("me/orders", **{record: public_id})
    world.keep("registrations", **{record: customer.code})
    world.keep("addresses", **{record: next((a.public_id for a in customer.party.addresses), "none")})
    world.keep("contacts", **{record: khalid_of(db, customer, now=world.now).public_id})
    if record == "own":  # nobody has to look at this one's documents any more
        db.execute(
            update(Registration).where(Registration.customer_id == customer.id).values(state=RegistrationState.ACCEPTED)
        )
        customer.identity_state = IdentityState.CHECKED


def _sessions(world: World, people: dict[str, int]) -> None:
    """Another browser of hers, and somebody else's."""
    with transaction() as db:
        for record, customer_id in people.items():
            credential = db.get_one(Customer, customer_id).party.credential
            assert credential
            stay = start_session(db, face=Face.PORTAL, token=new_token(), now=world.now, credential_id=credential.id)
            if record != "verified":
                world.keep("sessions", **{record: stay.public_id})
        for record, role in (("own", "csr"), ("foreign", "supervisor")):
            stay = start_session(
                db, face=Face.BACKOFFICE, token=new_token(), now=world.now, staff_id=world.staff[role].staff_id
            )
            world.keep("office/sessions", **{record: stay.public_id})


def _document(db: Session, store: FileStore, now: datetime, **owner: int) -> Document:
    kept = store.put(b"%PDF-1.4 " + new_token().encode())
    made = Document(
        name="passport.pdf", media_type="application/pdf", size=kept.size, checksum=kept.checksum,
        storage_name=kept.name, uploaded_at=now, **owner,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _order(db: Session, customer: Customer, now: datetime) -> tuple[str, str]:
    by = Actor(ActorKind.CUSTOMER, party_id=customer.party_id, customer_id=customer.id)
    change = Change(Subject.ADDRESS, "add", values=STREET)
    order = submit(
        db, customer, [change], seen_versions={}, verification=None, by=by, channel="portal", now=now, key=next(_key)
    )  # fmt: skip
    db.flush()
    return order.number, order.public_id


def _call_in_hand(db: Session, world: World, *, customer_id: int) -> None:
    """Anna is on the line with everybody of the front desk, and has been verified by each."""
    contact = db.get_one(Customer, customer_id).contacts[0]
    for role in ("agent", "csr", "supervisor"):
        db.add(
            Verification(
                customer_id=customer_id, contact_id=contact.id, staff_id=world.staff[role].staff_id,
                way=VerificationWay.QUESTION, channel="phone", at=world.now, until=world.now + timedelta(minutes=15),
            )
        )  # fmt: skip


def _teams_and_leads(world: World, people: dict[str, int]) -> None:
    with transaction() as db:
        maja = Staff(
            email="manager2@foyer.example", name="Maja Falk", password_hash=password_hash(), created_at=LONG_AGO
        )
        maja.roles = [StaffRole(role=Role.MANAGER.value)]
        db.add(maja)
        db.flush()
        ours = _team(db, "Stockholm", world.staff["manager"].staff_id, world.staff["sales"].staff_id)
        theirs = _team(db, "Malmö", maja.id, member_of_staff("sami").staff_id)
        offers = [_offer(db, number) for number in range(8)]
        world.keep("teams", own=ours.public_id, foreign=theirs.public_id)
        world.keep("offers", own=offers[0].public_id, foreign=offers[1].public_id)
        world.keep("interest", own=offers[0].public_id, foreign=offers[1].public_id)
        staff_ids = {"own": world.staff["sales"].staff_id, "foreign": member_of_staff("sami").staff_id}
        for record, staff_id in staff_ids.items():
            person = db.get_one(Staff, staff_id)
            world.keep("people", **{record: person.public_id})
            world.keep("staff", **{record: person.public_id})
        team_ids = {"ours": ours.id, "theirs": theirs.id}
    for number, (record, place) in enumerate(PLACES.items()):
        _lead(world, record, place, people, team_ids, number)
    for noun in ("tasks", "competitors"):
        world.keep(noun, mixed=world.nouns[noun]["foreign"])


PLACES = {
    "own": ("own", "ours", "sales"),
    "queue": ("own", "ours", None),
    "unassigned": ("own", None, None),
    "entered": ("verified", None, None),
    "foreign": ("verified", "theirs", "sami"),
    "won": ("own", "ours", "sales"),
    "lost": ("verified", "theirs", "sami"),
}
"""Lead: whose interest it is, in which team, claimed by whom; 'entered' by the CSR; the last two are converted."""


def _lead(
    world: World, record: str, place: tuple[str, str | None, str | None], people: Any, teams: Any, n: int
) -> None:
    who, team, owner = place
    with transaction() as db:
        lead = _interest(db, db.get_one(Customer, people[who]), record, world, n)
        if team:
            to = db.get_one(Team, teams[team])
            assign(db, lead, to=to, reason=None, by=Actor.system(), seen_version=lead.version, now=world.now)
        db.flush()
        if owner:
            _work(db, lead, record, _claimer(world, owner), world)
        db.flush()
        world.keep("leads", **{record: lead.number})
        world.versions[lead.number] = lead.version
        if record in ("own", "foreign"):
            world.keep("requests", **{record: lead.public_id})


def _interest(db: Session, customer: Customer, record: str, world: World, number: int) -> Lead:
    offer = db.scalars(select(Offering).where(Offering.code == f"offer-{number}")).one()
    said: dict[str, Any] = {"offering": offer, "now": world.now, "key": next(_key)}
    if record == "entered":
        return enter_lead(db, customer, source=LeadSource.CALL, by=world.staff["csr"].actor, **said)
    by = Actor(ActorKind.CUSTOMER, party_id=customer.party_id, customer_id=customer.id)
    return show_interest(db, customer, source=LeadSource.PORTAL, by=by, **said)


def _claimer(world: World, owner: str) -> Actor:
    return (world.staff[owner] if owner in world.staff else member_of_staff(owner)).actor


def _work(db: Session, lead: Lead, record: str, by: Actor, world: World) -> None:
    claim(db, lead, by=by, now=world.now)
    rival = add_competitor(db, lead, Rival(name="Telnord"), by=by, now=world.now, key=next(_key))
    add_task(db, lead, title="Map", due_at=None, by=by, now=world.now, key=next(_key))
    db.flush()
    task = db.scalars(select(Task).where(Task.lead_id == lead.id).order_by(Task.id.desc())).first()
    world.keep("tasks", **{record: task.public_id if task else "none"})
    world.keep("competitors", **{record: rival.public_id})
    if record in ("won", "lost"):
        made = convert(
            db, lead, choice=Choice.CREATE, by=by, seen_version=lead.version, now=world.now, key=next(_key)
        )  # fmt: skip
        assert made
        world.keep("opportunities", **{"own" if record == "won" else "foreign": made.number})


def _team(db: Session, name: str, leader_id: int | None, member_id: int | None) -> Team:
    made = Team(name=name, folded_name=name.casefold(), leader_id=leader_id, manager_id=leader_id, created_at=LONG_AGO)
    made.members = [TeamMember(staff_id=member_id, joined_at=LONG_AGO)]
    db.add(made)
    db.flush()
    return made


def _offer(db: Session, number: int) -> Offering:
    made = Offering(
        code=f"offer-{number}", product_group=f"group-{number}", names={"en": f"Offer {number}"}, price_minor=39900,
        price_currency="SEK", created_at=LONG_AGO, valid_from=date(2026, 1, 1),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _drafts(world: World) -> None:
    """A registration complete but for Submit, and another browser's; two begun in the office, by two of its people."""
    store = FileStore(world.settings.files_url, keyring())
    for record, role in (("own", "csr"), ("foreign", "supervisor")):
        by = world.staff[role].actor
        with transaction() as db:
            begun = begin_draft(db, channel=Channel.PHONE, language="en", browser_secret=None, staff=by, now=world.now)
            keep_step(db, begun, "basic", olena.basic(), now=world.now)
            world.keep("office/draft", **{record: begun.public_id})
            world.keep("office/draft/file", **{record: _document(db, store, world.now, draft_id=begun.id).public_id})
    for record, secret in (("own", olena.SECRET), ("foreign", "f" * 43)):
        email = f"{record}@example.com"
        draft = olena.fill_draft(olena.answers(basic=olena.basic(email=email, mobile="")), now=world.now, secret=secret)
        assert olena.confirm_by_code(draft, now=world.now, target=email, secret=secret)
        with transaction() as db:
            opened = open_draft(db, draft, browser_secret=secret, now=world.now)
            keep_step(db, opened, "documents", now=world.now)
            file = _document(db, store, world.now, draft_id=opened.id).public_id
        world.keep("draft", **{record: draft})
        world.keep("file", **{record: file})


def _notices(world: World) -> None:
    """A draft of new terms, and the version in force; of others there is nothing."""
    with transaction() as db:
        texts = {"en": NoticeText("New terms", "Shorter notice")}
        keep_draft(db, NoticeKind.TERMS, texts, by=world.staff["admin"].actor, seen_version=0, now=world.now)
    world.keep("notices", own=NoticeKind.TERMS.value, foreign="imprint")
    world.keep("versions", own="1", foreign="99")


def _links(world: World, people: dict[str, int]) -> None:
    """One-time links: good ones and made-up ones."""
    with transaction() as db:
        customer = db.get_one(Customer, people["foreign"])
        credential = customer.party.credential
        assert credential
        credential.password_hash = None  # else the link only confirms where it was sent
        send_set_password_link(db, customer, credential, now=world.now)
        db.flush()
        job = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert job
        world.keep("set-password", own=str(secret_of(job)["token"]), foreign=new_token())
        token = new_token()
        db.add(
            OneTimeLink(
                purpose=LinkPurpose.RESET_PASSWORD, token_hash=token_hash(token), credential_id=credential.id,
                password_version=credential.password_version, medium_value=olena.EMAIL, created_at=world.now,
                expires_at=world.now + timedelta(hours=1),
            )
        )  # fmt: skip
        world.keep("reset", own=token, foreign=new_token())
        staff = db.get_one(Staff, member_of_staff("sami").staff_id)
        world.keep("office/set-password", own=staff_link(db, staff, by=Actor.system(), now=world.now))
        world.keep("office/set-password", foreign=new_token())


@contextmanager
def put_back() -> Iterator[None]:
    """Whatever is asked meanwhile leaves nothing behind: every transaction in it becomes a part of one undone."""
    with house.engine().connect() as connection:
        outer = connection.begin()
        connection.begin_nested()
        connection.connect = lambda: nullcontext(connection)  # type: ignore[attr-defined] -- as an engine does
        house._chosen.append(house._Databases(*[connection] * len(fields(house._Databases))))  # type: ignore[arg-type]
        try:
            yield
        finally:
            house._chosen.pop()
            outer.rollback()


__all__ = ["ROLES", "World", "build", "put_back"]
