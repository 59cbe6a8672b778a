"""Rules of the contact table (IC-6): a name or the customer in person, and ways to reach them that exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.errors import Invalid
from core.identify_contact import limits
from core.identify_contact.answers.problems import Problems
from core.identify_contact.answers.records import ContactAnswers, MethodAnswers
from core.model import MediumKind
from core.normalise import email_address, phone_number

_PHONES = frozenset({MediumKind.MOBILE, MediumKind.LANDLINE})


def examine_contact(answers: ContactAnswers, *, region: str | None = None) -> ContactAnswers:
    """One contact as it is stored. Fields of methods are named `methods-<place>-value`.

    Raises Invalid: contact_type_missing, name_missing, contact_method_missing, method_twice, too_many_methods,
    only_one_preferred and those of e-mail and phone.
    """
    problems = Problems()
    examined = replace(
        answers,
        row=problems.text("row", answers.row, most=limits.SHORT_TEXT),
        type_code=problems.code("type_code", answers.type_code, needed="contact_type_missing"),
        last_name=problems.text("last_name", answers.last_name, most=limits.NAME),
        middle_name=problems.text("middle_name", answers.middle_name, most=limits.NAME),
        first_name=problems.text("first_name", answers.first_name, most=limits.NAME),
        title=problems.text("title", answers.title, most=limits.SHORT_TEXT),
        methods=_methods(answers.methods, problems, region=region),
    )
    in_person = examined.type_code == "primary"
    if not in_person and not any(name.strip() for name in (answers.last_name, answers.middle_name, answers.first_name)):
        problems.add("last_name", "name_missing")
    if not in_person and not answers.methods:
        problems.add("methods", "contact_method_missing")
    problems.must_be_none()
    return examined


def examine_contacts(rows: Sequence[ContactAnswers], *, region: str | None = None) -> tuple[ContactAnswers, ...]:
    """All contacts; fields are named `contacts-<place>-…`. Raises Invalid: too_many_contacts, examine_contact()'s."""
    problems = Problems()
    if len(rows) > limits.CONTACTS:
        raise Invalid.one("contacts", "too_many_contacts", most=limits.CONTACTS)
    examined = []
    for place, row in enumerate(rows):
        try:
            examined.append(examine_contact(row, region=region))
        except Invalid as refused:
            problems.add_all(refused, prefix=f"contacts-{place}-")
    problems.must_be_none()
    return tuple(examined)


def _methods(methods: Sequence[MethodAnswers], problems: Problems, *, region: str | None) -> tuple[MethodAnswers, ...]:
    if len(methods) > limits.METHODS:
        problems.add("methods", "too_many_methods", most=limits.METHODS)
        return ()
    examined = tuple(_method(method, problems, place=place, region=region) for place, method in enumerate(methods))
    seen: set[tuple[str, str]] = set()
    for place, method in enumerate(examined):
        if method.value and (method.kind.value, method.value) in seen:
            problems.add(f"methods-{place}-value", "method_twice")
        seen.add((method.kind.value, method.value))
    if sum(method.preferred for method in examined) > 1:
        problems.add("methods", "only_one_preferred")
    return examined


def _method(method: MethodAnswers, problems: Problems, *, place: int, region: str | None) -> MethodAnswers:
    field = f"methods-{place}-value"
    if not method.value.strip():
        problems.add(field, "contact_method_empty")
    if method.kind is MediumKind.EMAIL:
        value = problems.of(field, email_address, method.value)
    elif method.kind in _PHONES:
        value = problems.of(field, phone_number, method.value, region)
    else:
        value = problems.text(field, method.value, most=limits.ADDRESS_LINE)
    network = problems.text(f"methods-{place}-network", method.network, most=limits.SHORT_TEXT)
    return replace(method, value=value, network=network)
