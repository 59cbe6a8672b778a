"""Words for what is refused when an identity is checked, a registration linked, a customer activated."""

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    # checking
    "how_missing": _("Say how the identity was checked"),
    "identity_decided": _("Somebody has checked or refused this identity already. Open it again to see how."),
    "certificate_run_out": _("Ask for another certificate: this one has expired, and nothing can be checked by it."),
    "certificate_which": _("Select the certificate you compared with"),
    "no_document_sent": _("Choose another way: no document was sent that could be compared."),
    "not_two_ways": _("Verify them in two different ways first. Each lasts 15 minutes."),
    "certificate_gone": _("This certificate is no longer on file. Open the customer again."),
    "supervisor_needed": _("Ask a supervisor: the checked certificate of an active customer is theirs to replace."),
    # linking
    "same_person": _("Link it to %(code)s: somebody said that they are the same person."),
    "known_missing": _("Select who they are already"),
    "not_to_be_linked": _("Only a prospect's registration is linked, and only to a customer who has not left."),
    # activating
    "customer_active": _("Somebody else was quicker: this customer is active."),
    "activation_lacks": _("Mend first what is missing, then activate."),
    "activation_check": _("Say how the identity was checked"),
    "activation_birth_date": _("Enter the date of birth"),
    "service_number_missing": _("Enter the service number"),
    "service_number_wrong": _("Enter a telephone number, or 4 to 40 letters and figures with at least one figure"),
    "service_number_taken": _("Enter another number: this one belongs to an active customer"),
    "account_wrong": _("Compare the code: this is not how accounts are numbered. Or leave it empty"),
    "account_taken": _("Enter another code: this account belongs to somebody else. Or leave it empty"),
    "numbers_used_up": _("Ask an administrator to change the numbering: every number of %(digits)s figures is given."),
    "numbering_wrong": _(
        "Enter a prefix of at most 4 letters and 4 figures, 6 to 18 figures in all, and a known check digit"
    ),
}
