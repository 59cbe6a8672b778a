"""What a new password and a new question must hold against: the person's own words first of all (R1, R4, R11, R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Invalid
from core.identify_contact.answers.access import NAME_QUESTIONS
from core.model import ContactMedium, Credential, Party, ReferenceTerm, SignInName
from core.normalise import clean
from core.operator import the_operator
from core.passwords import check_answer, check_own_question


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question of the list or the person's own, and its answer."""

    code: str | None
    own: str | None
    answer: str


def words_of(db: Session, party: Party) -> list[str]:
    """What others know of the person and what therefore guesses well: names, contact points, birth date, operator."""
    media = select(ContactMedium.value).where(ContactMedium.party_id == party.id)
    names = (
        select(SignInName.value)
        .join(Credential, Credential.id == SignInName.credential_id)
        .where(Credential.party_id == party.id)
    )
    own = [party.last_name, party.middle_name, party.first_name, party.latin_name, party.legal_name, party.name]
    born = [f"{party.birth_date:%Y%m%d}", f"{party.birth_date:%d%m%Y}"] if party.birth_date else []
    said = [*own, *born, *db.scalars(media), *db.scalars(names), the_operator(db).name]
    return [word for word in said if word]


def checked_question(
    db: Session, question: NewQuestion, *, words: Sequence[str], password: str = ""
) -> tuple[str | None, str | None]:
    """Code and own words as they are kept. Raises Invalid on security_question, own_question or answer.

    The question is one of the list's, or one's own; never both, never none.
    """
    term = db.scalar(
        select(ReferenceTerm).where(
            ReferenceTerm.kind == "security_question",
            ReferenceTerm.code == question.code,
            ReferenceTerm.active.is_(True),
        )
    )
    if term is None:
        raise Invalid.one("security_question", "question_missing")
    asked = " ".join(term.labels.values())
    own = None
    if term.attributes.get("own"):
        own = clean(question.own or "")
        asked = own
        check_own_question(own, answer=question.answer, password=password)
    secrets = [*words, password] if password else words
    check_answer(question.answer, question=asked, context=secrets, short_name=term.code in NAME_QUESTIONS)
    return term.code, own
