"""What Meridian sells: eight offers in four groups, worded in three languages."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.access import Actor
from core.manage_prospect.offers import OfferForm, create_offer
from core.model import Offering
from core.money import Money

OFFERS = (
    ("fibre-500", "fibre", 44900, "Fibre 500", "光纤 500", "ألياف 500", "500 Mbit/s at home, router included."),
    (
        "fibre-1000",
        "fibre",
        59900,
        "Fibre 1000",
        "光纤 1000",
        "ألياف 1000",
        "1 Gbit/s both ways, for homes with many screens.",
    ),
    (
        "mobile-20",
        "mobile",
        24900,
        "Mobile 20 GB",
        "移动 20 GB",
        "جوال 20 غيغابايت",
        "20 GB in all of Europe, calls included.",
    ),
    (
        "mobile-free",
        "mobile",
        39900,
        "Mobile unlimited",
        "移动无限量",
        "جوال بلا حدود",
        "As much as you like, also abroad.",
    ),
    (
        "mobile-family",
        "mobile",
        69900,
        "Family mobile",
        "家庭移动套餐",
        "جوال العائلة",
        "Four numbers that share everything.",
    ),
    ("tv-large", "tv", 19900, "Television large", "电视大套餐", "تلفزيون كبير", "90 channels, 14 days back."),
    (
        "business-fibre",
        "business",
        129900,
        "Business fibre 1 Gb/s",
        "企业光纤 1 Gb/s",
        "ألياف الأعمال 1 غيغابت",
        "With a fixed address and an answer within 4 hours.",
    ),
    (
        "business-mobile",
        "business",
        29900,
        "Business mobile",
        "企业移动",
        "جوال الأعمال",
        "One invoice for all numbers.",
    ),
)


def make_offers(db: Session, *, by: Actor, now: datetime) -> dict[str, Offering]:
    """The offers by their own short names."""
    made = {}
    for name, group, price, english, chinese, arabic, about in OFFERS:
        form = OfferForm(
            names={"en": english, "zh": chinese, "ar": arabic},
            product_group=group,
            descriptions={"en": about},
            price=Money(price, "SEK"),
            for_person=group != "business",
            for_organisation=group in {"business", "mobile"},
        )
        made[name] = create_offer(db, form, by=by, now=now, key=f"demo-offer-{name}")
    return made
