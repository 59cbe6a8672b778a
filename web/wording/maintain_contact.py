"""Words for what core.maintain_contact refuses; %(name)s stands for a fact of the error."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

WORDS: dict[str, Any] = {
    # signing in
    "wrong_sign_in": _("Check both entries and try again: this name and password do not fit together."),
    "wrong_password": _("Enter the password you sign in with: this one does not fit."),
    # finding
    "customer_gone": _("There is no such customer, or they are not yours to see."),
    "view_gone": _("This search is a day old or another person's. Search again."),
    # verifying
    "contact_gone": _("This contact is no longer on file. Open the customer again."),
    "no_question": _("Take another way: this contact has set no security question."),
    "answer_missing": _("Type what the caller answers"),
    "fact_missing": _("Type the birth date, or the last four of the certificate"),
    "certificate_number_missing": _("Enter the number on the document"),
    "verification_gone": _("This verification is over. Verify again."),
    "not_verified": _("Verify who is calling first: without it nothing can be changed or opened."),
    "no_authority": _("Take a message instead: this contact may not change anything for the customer."),
    "reason_missing": _("Enter a reason; it is kept with your name"),
    "not_for_yourself": _("Ask another supervisor: nobody reopens this for themselves."),
    # orders
    "order_conflict": _("Somebody else saved this while you were working. Compare, then submit again to keep yours."),
    "order_gone": _("There is no such order, or it is not yours to see."),
    "order_no_such_step": _("This order is already applied or decided."),
    "nothing_changed": _("Change at least one field: nothing differs from what is on file."),
    "field_not_ordinary": _("This field takes more than one verification. Leave it as it is."),
    "last_way_to_reach": _("Keep or add another way first: this is the last way to reach the customer."),
    "sign_in_name_stays": _("Keep this one: the customer signs in with it."),
    "contact_is_customer": _("Choose another type: this is the customer in person."),
    "contact_own_record": _("Change them on their own page: this contact is a customer in their own right."),
    "address_gone": _("This address is no longer on file. Open the customer again."),
    "document_gone": _("This document is no longer on file. Open the customer again."),
    # own access
    "hand_over_not_now": _(
        "Verify them in person first: only who has just registered somebody may hand over, and only until they sign in."
    ),
    "link_worthless": _("This link works no longer. Ask for a new one."),
    "answer_wrong": lambda facts: ngettext(
        "This answer does not fit. %(num)s try is left.",
        "This answer does not fit. %(num)s tries are left.",
        int(facts["left"]),
    ),
    "question_missing": _("Select a security question"),
    "access_gone": _("Sign in again: this account cannot be changed now."),
}
