"""Offers (MP-1, as a simple list): what a prospect can be interested in, maintained by managers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import Invalid, NotFound
from core.history import Event, record
from core.model import Offering
from core.money import Money
from core.normalise import clean, fold
from core.submission import claim, settle

LONGEST = 100
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferForm:
    """What an offer is; texts by language, English at least."""

    names: Mapping[str, str]
    product_group: str
    descriptions: Mapping[str, str] = field(default_factory=dict)
    price: Money | None = None
    """A month."""
    for_person: bool = True
    for_organisation: bool = True
    valid_from: date | None = None
    valid_until: date | None = None


def offers(db: Session) -> list[Offering]:
    """Every offer in its order, retired ones last."""
    return list(db.scalars(select(Offering).order_by(Offering.retired_at.is_not(None), Offering.position, Offering.id)))


def offers_on(db: Session, today: date) -> list[Offering]:
    """What can be chosen on a day, in its order."""
    query = select(Offering).where(Offering.retired_at.is_(None)).order_by(Offering.position, Offering.id)
    return [offer for offer in db.scalars(query) if offer.is_offered(today)]


def offer_of(db: Session, public_id: str) -> Offering:
    """The offer of a public id, retired or not. Raises NotFound."""
    found = db.scalar(select(Offering).where(Offering.public_id == public_id))
    if found is None:
        raise NotFound("offer_unknown")
    return found


def create_offer(db: Session, form: OfferForm, *, by: Actor, now: datetime, key: str) -> Offering:
    """A new offer, last in the list. The same `key` gives the same offer. Raises Invalid, NotAllowed."""
    ensure(by, Permission.OFFER_MANAGE)
    if (first := claim(db, key, act="offer", by=by, now=now)) is not None:
        return offer_of(db, first)
    last = db.scalar(select(Offering.position).order_by(Offering.position.desc()).limit(1)) or 0
    offer = Offering(code=_code(db, form), product_group="", names={}, position=last + 1, created_at=now)
    _fill(offer, form)
    db.add(offer)
    db.flush()  # history names it by its key
    record(db, Event.OFFER_CREATED, by=by, now=now, facts={"offer": offer.code})
    settle(db, key, result=offer.public_id)
    return offer


def change_offer(db: Session, offer: Offering, form: OfferForm, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Changes an offer; leads keep the words they had. Raises StaleVersion, Invalid, NotAllowed."""
    ensure(by, Permission.OFFER_MANAGE)
    offer.must_be_version(seen_version)
    _fill(offer, form)
    record(db, Event.OFFER_CHANGED, by=by, now=now, facts={"offer": offer.code})


def retire_offer(db: Session, offer: Offering, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Takes an offer out of every choice; leads and opportunities keep it. Raises StaleVersion, NotAllowed."""
    ensure(by, Permission.OFFER_MANAGE)
    offer.must_be_version(seen_version)
    if offer.retired_at is None:
        offer.retired_at = now
        record(db, Event.OFFER_RETIRED, by=by, now=now, facts={"offer": offer.code})


def _fill(offer: Offering, form: OfferForm) -> None:
    names = {language: clean(text)[:LONGEST] for language, text in form.names.items()}
    if not names.get("en"):
        raise Invalid.one("name", "name_the_offer")
    if not clean(form.product_group):
        raise Invalid.one("product_group", "name_the_group")
    if form.valid_from and form.valid_until and form.valid_until < form.valid_from:
        raise Invalid.one("valid_until", "ends_before_it_begins")
    if form.price is not None and form.price.minor < 0:
        raise Invalid.one("price", "price_below_zero")
    offer.names = {language: text for language, text in names.items() if text}
    described = {language: clean(text, lines=True)[:LONGEST_TEXT] for language, text in form.descriptions.items()}
    offer.descriptions = {language: text for language, text in described.items() if text}
    offer.product_group = fold(form.product_group)[:LONGEST]
    offer.price_minor = form.price.minor if form.price else None
    offer.price_currency = form.price.currency if form.price else None
    offer.for_person, offer.for_organisation = form.for_person, form.for_organisation
    offer.valid_from, offer.valid_until = form.valid_from, form.valid_until


def _code(db: Session, form: OfferForm) -> str:
    """A short word for the offer in lists and letters: its English name, numbered where that is taken."""
    base = fold(form.names.get("en", "")).replace(" ", "-")[:40] or "offer"
    taken = set(db.scalars(select(Offering.code).where(Offering.code.startswith(base, autoescape=True))))
    return next(code for count in range(len(taken) + 2) if (code := f"{base}-{count}" if count else base) not in taken)
