"""The reference lists are complete, in every language, and agree with the code that compares their codes."""

import json
import re
import unicodedata
from collections import Counter

import pytest

from core.identify_contact.icao_states import ORGANISATIONS, WITHOUT_NATIONALITY
from core.identify_contact.zone_fields import document_kind
from core.model.contact_medium import MediumKind
from core.model.intention import IntentionKind
from core.model.lead import LeadSource
from core.reference_content import all_terms

TERMS = list(all_terms())


def codes(kind):
    return [term.code for term in TERMS if term.kind == kind]


def test_every_list_of_the_business_is_there():
    assert {term.kind for term in TERMS} >= {
        "address_type", "certificate_type", "consent_purpose", "contact_method", "contact_type", "decides",
        "disqualify_reason", "give_back_reason", "how_soon", "industry", "intention", "lead_source", "lost_reason",
        "order_reject_reason", "post_outcome", "security_question", "social_network", "threat", "title",
    }  # fmt: skip


def test_a_code_stands_once_in_its_list_and_keeps_its_place():
    assert Counter((term.kind, term.code) for term in TERMS).most_common(1)[0][1] == 1
    for kind in {term.kind for term in TERMS}:
        positions = [term.position for term in TERMS if term.kind == kind]
        assert positions == list(range(1, len(positions) + 1))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.kind}-{term.code}")
def test_every_term_is_worded_in_every_language(term):
    assert set(term.labels) == {"en", "zh", "ar"}
    assert all(label == unicodedata.normalize("NFC", label.strip()) and label for label in term.labels.values())
    assert any("ARABIC" in unicodedata.name(letter, "") for letter in term.labels["ar"])
    json.dumps(term.attributes)
    assert re.fullmatch(r"[a-z][a-z_]*|[A-Z]{3}", term.code)
    assert len(term.code) <= 32


def test_labels_of_one_list_can_be_told_apart():
    for language in ("en", "zh", "ar"):
        labels = Counter((term.kind, term.labels[language]) for term in TERMS)
        assert labels.most_common(1)[0][1] == 1, labels.most_common(1)


@pytest.mark.parametrize(
    ("kind", "enum"), [("contact_method", MediumKind), ("intention", IntentionKind), ("lead_source", LeadSource)]
)
def test_lists_of_words_the_code_compares_hold_just_those(kind, enum):
    assert codes(kind) == [member.value for member in enum]


def test_certificate_types_say_how_they_are_checked():
    for term in (term for term in TERMS if term.kind == "certificate_type"):
        attributes = term.attributes
        assert set(attributes) >= {"countries", "pattern", "check", "expires", "machine_readable", "unique", "for"}
        assert attributes["for"] in {"person", "organisation"}
        assert all(re.fullmatch("[A-Z]{2}", country) for country in attributes["countries"])
        re.compile(attributes["pattern"] or "")


def test_every_document_a_zone_can_name_is_a_certificate_type():
    written = [first + second for first in "ACIPV" for second in "<12ACDRPTU"]
    kinds = {document_kind(kind, state) for kind in written for state in ("SE", "SA", "CN", "XXA")}
    assert kinds <= set(codes("certificate_type"))


def test_every_organisation_a_zone_can_name_has_a_name():
    assert set(codes("issuing_organisation")) == ORGANISATIONS | WITHOUT_NATIONALITY
