"""Words for what core.identify_contact refuses; %(name)s stands for a fact of the error."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from web.formats import day_text
from web.wording import addresses, documents, identity, secrets
from web.wording.foundation import wait


def _expired(facts: Mapping[str, Any]) -> str:
    return gettext(
        "Choose another document, show it later, or continue with the expired one: it expired on %(on)s",
        on=day_text(facts.get("on")),
    )


def _tries(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "Ask for a new code: this one was tried %(num)s time.",
        "Ask for a new code: this one was tried %(num)s times.",
        int(facts.get("tries", 5)),
    )


def _zone(facts: Mapping[str, Any]) -> str:
    """Which digit is wrong, counted as it stands on the page."""
    parts = {
        "number": gettext("document number"),
        "birth": gettext("date of birth"),
        "expires": gettext("expiration date"),
        "optional": gettext("personal number"),
        "names": gettext("name"),
        "nationality": gettext("nationality"),
        "issuing_state": gettext("issuing state"),
        "gender": gettext("gender"),
    }
    part = parts.get(str(facts.get("part")), gettext("whole line"))
    where = {"line": facts.get("line"), "column": facts.get("column"), "part": part}
    return gettext("Compare line %(line)s, character %(column)s (%(part)s) with your document", **where)


WORDS: dict[str, Any] = {
    # any field
    "too_long": _("Enter at most %(most)s characters"),
    "choice_unknown": _("Select one from the list"),
    "country_unknown": _("Select a country from the list"),
    # certificate
    "certificate_type_missing": _("Choose which document you have, or show it later"),
    "certificate_never_alone": _("Choose the document that belongs to the visa: a visa alone does not say who you are"),
    "certificate_number_missing": _("Enter the certificate number"),
    "issuing_state_missing": _("Select the state that issued the document"),
    "issuing_state_not_of_type": _("Compare both: this state issues no documents of this type"),
    "certificate_not_yet_valid": _("Enter the day the document became valid: this day is still to come"),
    "certificate_too_early": _("Enter a later day: no document is valid since before %(year)s"),
    "certificate_dates_crossed": _("Enter an expiration date after the effective date"),
    "expiry_too_far": _("Check the year: no document is valid for more than %(years)s years"),
    "expiry_and_never": _("Leave the date empty, or take the tick from ‘Does not expire’"),
    "certificate_expired": _expired,
    "not_shown_reason_missing": _("Enter why no document was shown"),
    "number_length": _("Count the characters: such numbers have another length. Or continue to keep it as it is"),
    "number_format": _("Compare the number with the document: such numbers look different. Or continue to keep it"),
    "number_first_digit": _("Compare the first digit: such numbers begin with another. Or continue to keep it"),
    "number_check_digit": _("Compare each digit: the last one does not fit the others. Or continue to keep it"),
    "number_birth_impossible": _("Compare the number: the day of birth in it does not exist. Or continue to keep it"),
    "number_region_unknown": _("Compare the first six digits: we know no such region. Or continue to keep it"),
    "birth_differs": _("Compare both: the certificate number says %(birth)s"),
    "gender_differs": _("Compare both: the certificate number says %(gender)s"),
    "zone_missing": _("Copy the lines of letters from the document, then press Read"),
    "zone_unreadable": _("Copy the lines whole, each as long as the other: these have the shape of no document"),
    "licence_unreadable": _("Read the card once more: number, last name or date of birth is missing in what came"),
    "zone_check_digit": _zone,
    "zone_not_a_date": _zone,
    "zone_not_allowed": _zone,
    # basic info
    "legal_name_missing": _("Enter the legal name of the organisation"),
    "name_latin_missing": _("Enter your name in Latin letters"),
    "name_latin_wrong": _("Use the letters A to Z, as in the lines at the bottom of a passport"),
    "birth_date_future": _("Enter a day of birth that is not in the future"),
    "birth_date_too_early": _("Check the year: nobody alive was born before %(year)s"),
    "email_or_mobile_missing": _("Enter an e-mail address, or a mobile below: we send a code to it"),
    # confirmation
    "code_wrong": _("Compare the six digits with our message: these are not the ones we sent last"),
    "code_not_sent": _("Press ‘Send again’: no code is on its way"),
    "code_expired": _("Press ‘Send again’: a code works for 15 minutes, and these are over"),
    "code_spent": _tries,
    "code_just_sent": wait,
    "too_many_codes": _("Too many codes went to this address today. Use another one, or come back tomorrow."),
    # contacts
    "contact_type_missing": _("Select what this person is for you"),
    "contact_method_missing": _("Enter at least one number or address to reach them by"),
    "contact_method_empty": _("Enter the number or address"),
    "method_twice": _("Enter another one: this number or address stands above"),
    "too_many_methods": _("Keep at most %(most)s ways to reach somebody"),
    "only_one_preferred": _("Tick ‘Preferred’ once only"),
    "too_many_contacts": _("Keep at most %(most)s people: delete one first"),
    # addresses
    "address_type_missing": _("Select the address type"),
    "country_missing": _("Select the country"),
    "address_field_missing": addresses.missing_part,
    "postal_code_format": _("Compare the postal code: in this country they look different. Or save it as it is"),
    "postal_code_elsewhere": _("Compare the postal code: it belongs to another region. Or save it as it is"),
    "building_number_format": _("Compare the building number: it has 4 digits. Or save it as it is"),
    "additional_number_format": _("Compare the additional number: it has 4 digits. Or save it as it is"),
    "short_address_format": _("Compare the short address: it has 4 letters and 4 digits. Or save it as it is"),
    "too_many_addresses": _("Keep at most %(most)s addresses: delete one first"),
    "only_one_contact_first": _("Tick ‘Contact first’ for one address only"),
    # preferences
    "time_wrong": _("Enter a time between 0:00 and 24:00, for example 9:30"),
    "span_ends_before_it_begins": _("Enter a time after the first one; for a night use two spans"),
    "too_many_spans": _("Keep at most %(most)s time spans"),
    "day_unknown": _("Tick days from the list"),
    "dates_crossed": _("Enter a last day after the first"),
    "too_many_dates": _("Keep at most %(most)s spans of days"),
    "zone_unknown": _("Select a time zone from the list"),
    "currency_unknown": _("Select a currency from the list"),
    "language_unknown": _("Select a language from the list"),
    "too_many_consents": _("Answer at most %(most)s questions about offers"),
    # the registration as a whole
    "step_missing": _("One step is still open: go through the steps, then submit."),
    "not_confirmed": _("Confirm your e-mail or mobile by its code first."),
    "guardian_missing": _("Who is under %(age)s needs a guardian or legal representative among their contacts"),
    "notices_missing": _("Tick that you accept the terms and have read the privacy notice"),
    "password_by_staff": _("Nobody chooses a password for somebody else: send them the link."),
    "question_by_phone_only": _("Only somebody on the phone names their question: send the others the link."),
    "draft_not_found": _("This registration was begun in another browser, or more than 30 days ago."),
    "registration_submitted": _("This registration was submitted already: nothing of it can be changed here."),
    "door_not_yours": _("Sign out first: a registration is made by the person it is about."),
    # the office
    "reason_missing": _("Enter the reason: it goes into the history"),
    "not_verified": _("Verify the caller first: this opens for 15 minutes then."),
    "certificate_taken": _("This number belongs to somebody whose document was checked: look at both first."),
    "no_certificate": _("Enter a certificate first: there is none to be checked."),
    "duplicates_open": _("Say first for each likely duplicate whether it is the same person."),
    "nothing_to_reach_them_by": _("Add an e-mail or mobile first: there is nothing the link could be sent to."),
    "pair_of_one": _("Choose two customers: these are one."),
    "pair_decided": _("Somebody has decided this already. Open the pair again to see how."),
    "pair_not_found": _("This pair is not here any more."),
    "say_same_or_not": _("Say which of the two it is: the same person, or not the same."),
    "say_what_becomes_of_it": _("Say what becomes of it: accept, ask again, link or refuse."),
    "registration_decided": _("Somebody has decided this registration already. Open it again to see how."),
    "registration_not_found": _("This registration is not here."),
    "customer_not_found": _("This customer is not here, or not for you to see."),
    "party_not_found": _("This person is not here, or not for you to see."),
    "notice_not_found": _("This text has not been published yet."),
    **identity.WORDS,
    **secrets.WORDS,
    **documents.WORDS,
}
