"""Whether a row is somebody who is there: what they have in common, and whether the row says anything new (IC-2).

Exact likeness only, as it can be asked for thousands of rows at once; finer likeness is found by the standing job.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.identify_contact.bulk_import.known import Books, Somebody
from core.identify_contact.bulk_import.records import Traits
from core.identify_contact.matching import Band

_SCORES = {
    frozenset({"certificate_same"}): 97,
    frozenset({"name_and_birth_same", "reach"}): 96,
    frozenset({"name_and_birth_same", "certificate_number_same"}): 96,
    frozenset({"name_and_birth_same"}): 85,
    frozenset({"name_same", "email_same"}): 85,
    frozenset({"name_same", "certificate_number_same"}): 80,
    frozenset({"name_same", "phone_same"}): 80,
}
"""What has to come together for a row to be held; the most telling first."""
_OTHER_BIRTH = 25
"""What another birth date takes from it, unless the certificate is the same."""
CERTAIN, HELD_FROM = 95, 70


@dataclass(frozen=True, slots=True)
class Likeness:
    """A row is like somebody: how much, why, and whether it says nothing of them that was not known."""

    whom: Somebody
    score: int
    band: Band
    evidence: tuple[str, ...]
    nothing_new: bool


def likenesses(books: Books, traits: Traits) -> list[Likeness]:
    """Everybody for whom the row must be held, the most alike first."""
    found = [like for one in books.met_by(traits) if (like := _like(one, traits)) is not None]
    return sorted(found, key=lambda like: (-like.score, like.whom.customer_id))


def _like(one: Somebody, traits: Traits) -> Likeness | None:
    other = one.traits
    codes: list[str] = []
    if set(traits.whole) & set(other.whole):
        codes.append("certificate_same")
    elif set(traits.alone) & set(other.alone):
        codes.append("certificate_number_same")
    if traits.emails & other.emails:
        codes.append("email_same")
    if traits.phones & other.phones:
        codes.append("phone_same")
    born_alike = traits.birth is not None and traits.birth == other.birth
    if traits.words and traits.words == other.words:
        codes.append("name_and_birth_same" if born_alike else "name_same")
    score = _score(codes)
    if traits.birth and other.birth and not born_alike and "certificate_same" not in codes:
        score -= _OTHER_BIRTH
        codes.append("birth_date_differs")
    if score < HELD_FROM:
        return None
    band = Band.CERTAIN if score >= CERTAIN else Band.LIKELY
    return Likeness(one, score, band, tuple(codes), nothing_new=says_nothing_new(traits, other))


def _score(codes: list[str]) -> int:
    said = set(codes)
    if said & {"email_same", "phone_same"}:
        said.add("reach")
    return next((score for needed, score in _SCORES.items() if needed <= said), 0)


def says_nothing_new(traits: Traits, other: Traits) -> bool:
    """Whether everything that tells somebody from others stands in the books already."""
    return (
        traits.words == other.words
        and (traits.birth is None or traits.birth == other.birth)
        and traits.emails <= other.emails
        and traits.phones <= other.phones
        and (not traits.alone or bool(set(traits.alone) & set(other.alone)))
        and (not traits.reference or traits.reference == other.reference)
    )
