"""Offers and requests in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext

from core.model import Offering, Party, PartyKind
from core.track_lead.own_requests import OwnRequest
from web.languages import language

REMEMBERED = "interest"
"""Under which a visit keeps the offer that somebody wanted before we knew who they are."""


def in_language(texts: Mapping[str, str]) -> str:
    """A text of an offer, in English where it was not translated."""
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


def request_title(request: OwnRequest) -> str:
    """What somebody asked for."""
    offered = ", ".join(in_language(names) for names in request.offers)
    return offered or request.title or gettext("Something else")


def fits(offer: Offering, party: Party | None) -> bool:
    """Whether an offer is made to such a customer; strangers see those for people."""
    is_organisation = party is not None and party.kind is PartyKind.ORGANISATION
    return offer.for_organisation if is_organisation else offer.for_person
