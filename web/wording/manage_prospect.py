"""Words for what core.manage_prospect refuses; %(name)s stands for a fact of the error."""

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "offer_unknown": _("There is no such offer."),
    "opportunity_unknown": _("There is no such opportunity, or it is not yours to see."),
    "name_the_offer": _("Enter the name of the offer in English"),
    "name_the_group": _("Enter the group of products it belongs to, for example fibre"),
    "ends_before_it_begins": _("Enter a last day that is not before the first"),
    "price_below_zero": _("Enter a price of zero or more"),
}
