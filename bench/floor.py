"""The floor: bare Flask, Jinja and SQLAlchemy over well-indexed tables; no session, access, CSRF, history or layout.

What is left is the cost of the stack itself, which every ratio is measured against.
"""

import datetime
import os

from flask import Flask, abort, redirect, request
from sqlalchemy import ForeignKey, MetaData, String, create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

engine = create_engine(os.environ["BENCH_DSN"], pool_size=8, max_overflow=0)


class Base(DeclarativeBase):
    metadata = MetaData(schema="floor")


class Party(Base):
    __tablename__ = "party"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    city: Mapped[str]


class Lead(Base):
    __tablename__ = "lead"
    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("floor.party.id"))
    owner_id: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime.datetime]
    title: Mapped[str]
    amount: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    party: Mapped[Party] = relationship()


class Opportunity(Base):
    __tablename__ = "opportunity"
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("floor.lead.id"), unique=True)
    stage: Mapped[str]
    amount: Mapped[int]


class Assignment(Base):
    __tablename__ = "assignment"
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("floor.lead.id"))
    from_owner_id: Mapped[int]
    to_owner_id: Mapped[int]
    at: Mapped[datetime.datetime]


class Row:
    """An ORM lead flattened for the page."""

    __slots__ = ("created_at", "id", "name", "owner_id", "phone", "status", "title")

    def __init__(self, lead: Lead) -> None:
        self.id, self.status, self.owner_id, self.title = lead.id, lead.status, lead.owner_id, lead.title
        self.created_at, self.name, self.phone = lead.created_at, lead.party.name, lead.party.phone


application = app = Flask(__name__)
PAGE = """<!doctype html><html><head><title>Leads</title></head>
<body><nav><a href="/">Home</a> <a href="/leads">Leads</a></nav><h1>Leads</h1>
<table><thead><tr><th>No<th>Name<th>Phone<th>Status<th>Owner<th>Offer<th>Created</thead><tbody>
{% for r in rows %}<tr><td><a href="/lead/{{ r.id }}">{{ r.id }}</a></td><td>{{ r.name }}</td><td>{{ r.phone }}</td>
<td>{{ r.status }}</td><td>{{ r.owner_id }}</td><td>{{ r.title }}</td><td>{{ r.created_at }}</td></tr>
{% endfor %}</tbody></table><a href="?after={{ rows[-1].id if rows else '' }}">Next</a></body></html>"""
ONE = """<!doctype html><html><body><h1>Lead {{ l.id }}</h1><dl><dt>Name<dd>{{ l.party.name }}
<dt>Phone<dd>{{ l.party.phone }}<dt>E-mail<dd>{{ l.party.email }}<dt>City<dd>{{ l.party.city }}
<dt>Status<dd>{{ l.status }}<dt>Offer<dd>{{ l.title }}<dt>Amount<dd>{{ l.amount }}</dl></body></html>"""
PEOPLE = """<!doctype html><html><body><table>
{% for r in rows %}<tr><td>{{ r.id }}<td>{{ r.name }}<td>{{ r.phone }}<td>{{ r.email }}</tr>
{% endfor %}</table></body></html>"""
page, one, people = (app.jinja_env.from_string(template) for template in (PAGE, ONE, PEOPLE))
NEWEST = (Lead.created_at.desc(), Lead.id.desc())


@app.get("/leads")
def leads():
    whose = (Lead.owner_id == int(request.args["owner"]), Lead.status == request.args["status"])
    with Session(engine) as db:
        query = select(Lead).options(joinedload(Lead.party)).where(*whose).order_by(*NEWEST).limit(50)
        return page.render(rows=[Row(lead) for lead in db.scalars(query)])


@app.get("/search")
def search():
    asked = request.args
    if "name" in asked:
        condition = Party.name.ilike(f"%{asked['name']}%")
    else:
        condition = Party.phone.like(f"%{asked['phone']}%")
    columns = (Party.id, Party.name, Party.phone, Party.email)
    with engine.connect() as connection:
        query = select(*columns).where(condition).order_by(Party.sort_name, Party.id).limit(50)
        return people.render(rows=connection.execute(query).all())


ALIKE = text("""SELECT id, name, phone, email FROM floor.party WHERE phone = :phone
    UNION SELECT id, name, phone, email FROM floor.party WHERE email = :email
    UNION (SELECT id, name, phone, email FROM floor.party WHERE lower(name) = lower(:name) LIMIT 20)""")


@app.get("/check")
def check():
    asked = {name: request.args[name] for name in ("phone", "email", "name")}
    with engine.connect() as connection:
        return people.render(rows=connection.execute(ALIKE, asked).all())


@app.post("/register")
def register():
    form = request.form
    with Session(engine) as db:
        party = Party(
            name=form["name"], sort_name=form["name"], phone=form["phone"], email=form["email"], city=form["city"]
        )
        db.add(party)
        db.commit()
        return redirect(f"/party/{party.id}", 303)


@app.get("/lead/<int:key>")
def lead(key: int):
    with Session(engine) as db:
        return one.render(l=db.get(Lead, key, options=[joinedload(Lead.party)]) or abort(404))


@app.post("/lead/<int:key>/assign")
def assign(key: int):
    to = int(request.form["owner"])
    with Session(engine) as db:
        found = _open(db, key)
        db.add(Assignment(lead_id=key, from_owner_id=found.owner_id, to_owner_id=to, at=datetime.datetime.now()))
        found.owner_id, found.version = to, found.version + 1
        db.commit()
        return redirect(f"/lead/{key}", 303)


@app.post("/lead/<int:key>/convert")
def convert(key: int):
    with Session(engine) as db:
        found = _open(db, key)
        found.status, found.version = "converted", found.version + 1
        db.add(Opportunity(lead_id=key, stage="qualify", amount=found.amount))
        db.commit()
        return redirect(f"/lead/{key}", 303)


def _open(db: Session, key: int) -> Lead:
    found = db.get(Lead, key, with_for_update=True) or abort(404)
    return found if found.status == "open" else abort(409)
