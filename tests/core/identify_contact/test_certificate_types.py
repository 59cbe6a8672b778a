"""What the list of certificate types says holds: who issues them, whether they stand alone, expire, or are shared."""

from datetime import date

import pytest
from sqlalchemy import select

from core.crypto import keyring
from core.database.transaction import transaction
from core.errors import Invalid
from core.identify_contact.answers import examine_certificate
from core.identify_contact.certificate_types import ANY_TYPE, TypeRules, rules_from, type_rules
from core.identify_contact.certificates import number_indexes, wanted_indexes
from core.model import Certificate, Customer, ReferenceTerm
from tests.support import olena

TODAY = date(2026, 11, 2)


def told(rules: TypeRules, **changes) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as problem:
        examine_certificate(olena.certificate(**changes), today=TODAY, rules=rules)
    return {(each.field, each.code) for each in problem.value.problems}


def test_the_list_is_read_as_it_stands(db):
    assert type_rules(db, "visa").alone is False
    assert type_rules(db, "birth_certificate") == TypeRules(expires=False, unique=False, minors=True)
    assert type_rules(db, "sa_iqama").state == "SA"
    assert not type_rules(db, "gcc_card").is_from("SE")
    assert type_rules(db, "commercial_registration").holder == "organisation"
    assert type_rules(db, "not in the list") == ANY_TYPE == rules_from({})


def test_an_operator_may_say_otherwise(db):
    visa = db.scalars(select(ReferenceTerm).where(ReferenceTerm.code == "visa")).one()
    visa.attributes = {**visa.attributes, "alone": True, "unique": False}
    db.flush()
    rules = type_rules(db, "visa")
    assert examine_certificate(olena.certificate(type_code="visa"), today=TODAY, rules=rules).shared


def test_a_visa_is_never_alone():
    assert ("type_code", "certificate_never_alone") in told(TypeRules(alone=False))


def test_a_number_needs_who_issued_it():
    assert ("issuing_state", "issuing_state_missing") in told(ANY_TYPE, issuing_state="")
    assert ("issuing_state", "issuing_state_not_of_type") in told(TypeRules(countries=("AE", "OM")))


def test_where_one_state_alone_issues_them_nobody_is_asked():
    rules = TypeRules(countries=("CN",))
    assert examine_certificate(olena.certificate(issuing_state=""), today=TODAY, rules=rules).issuing_state == "CN"


def test_a_document_that_never_expires_is_kept_so():
    kept = examine_certificate(olena.certificate(expires_on=None), today=TODAY, rules=TypeRules(expires=False))
    assert kept.does_not_expire
    assert not examine_certificate(olena.certificate(expires_on=None), today=TODAY).does_not_expire


def test_no_number_is_taken_without_its_state(keys):
    assert keyring()
    assert number_indexes("passport", "", "FX384711")[0] is None
    assert number_indexes("passport", None, "FX384711")[0] is None
    assert number_indexes("family_book", "CN", "FX384711", shared=True)[0] is None
    whole, alone = number_indexes("passport", "UA", "FX384711")
    assert whole in wanted_indexes("passport", "UA", "FX384711")[0]
    assert alone in wanted_indexes("", None, "FX384711")[1]
    assert wanted_indexes("passport", None, "FX384711")[0] == []


def test_a_family_book_is_everybodys(database, now):
    """Registered with a book, its number is found but not taken."""
    answers = olena.answers(certificate=olena.certificate(type_code="family_book", issuing_state="CN", expires_on=None))
    public_id = olena.fill_draft(answers, now=now)
    olena.confirm_by_code(public_id, now=now)
    customer = olena.submit(public_id, key="k" * 22, now=now)
    with transaction() as db:
        kept = db.scalars(select(Certificate).where(Certificate.party_id == db.get_one(Customer, customer.id).party_id))
        book = kept.one()
        assert (book.number_index, book.does_not_expire) == (None, True)
        assert book.number_alone_index
