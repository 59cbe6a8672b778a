"""What becomes of each row of a part, before anything is written: created, changed, held, passed over, refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import Problem
from core.identify_contact.bulk_import.examining import needs_to_be_new
from core.identify_contact.bulk_import.known import Books, Somebody
from core.identify_contact.bulk_import.plan import Mode, Plan
from core.identify_contact.bulk_import.records import Prepared
from core.identify_contact.bulk_import.resembling import Likeness, likenesses, says_nothing_new
from core.identify_contact.bulk_import.rows import told
from core.model import ImportRowState

MOST_PAIRS = 3
_State = ImportRowState


@dataclass(slots=True)
class Decision:
    """One row and what becomes of it; `whom` is who it is about, new or known."""

    row: Prepared
    state: ImportRowState
    whom: Somebody | None = None
    likes: Sequence[Likeness] = ()
    problems: list[dict[str, Any]] = field(default_factory=list)


def decide(rows: Sequence[Prepared], books: Books, plan: Plan) -> list[Decision]:
    """Row after row, so that one that comes twice in the file meets itself; `books` knows the new ones afterwards."""
    return [_decide(row, books, plan) for row in rows]


def _decide(row: Prepared, books: Books, plan: Plan) -> Decision:
    if row.read.problems:
        return Decision(row, _State.REFUSED, problems=row.read.problems)
    if plan.mode is not Mode.CREATE:
        meant = _meant(row, books, plan.reading.key)
        if len(meant) > 1:
            return _refused(row, plan, plan.reading.key, "import_key_ambiguous", count=len(meant))
        if meant:
            return _change(row, meant[0], plan)
        if plan.mode is Mode.UPDATE:
            said = plan.reading.key in row.read.said
            return _refused(row, plan, plan.reading.key, "import_nobody" if said else "import_key_missing")
        if row.read.answers and (lacks := needs_to_be_new(row.read.answers)):
            return Decision(row, _State.REFUSED, problems=[told(problem, plan.reading) for problem in lacks])
    return _create(row, books, plan)


def _meant(row: Prepared, books: Books, key: str) -> list[Somebody]:
    """Those whom the key names."""
    if key not in row.read.said:
        return []
    traits = row.traits
    basic = row.read.answers.basic if row.read.answers else None
    found: list[Somebody | None] = []
    if key == "external_reference":
        found = [books.by_reference.get(traits.reference)]
    elif key == "customer_code":
        found = [books.by_code.get(row.read.code)]
    elif key == "certificate.number":
        found = [one for hashed in traits.alone for one in books.by_alone.get(hashed, ())]
    elif basic:
        found = list(books.by_medium.get(basic.email if key == "basic.email" else basic.mobile, ()))
    return list({id(one): one for one in found if one is not None}.values())


def _change(row: Prepared, whom: Somebody, plan: Plan) -> Decision:
    if whom.customer_id:
        return Decision(row, _State.UPDATED, whom, problems=row.read.warnings)
    if says_nothing_new(row.traits, whom.traits):
        return Decision(row, _State.UNCHANGED, whom)
    return _refused(row, plan, plan.reading.key, "import_twice_in_file")


def _create(row: Prepared, books: Books, plan: Plan) -> Decision:
    there = books.by_reference.get(row.traits.reference)
    if there is not None:
        if says_nothing_new(row.traits, there.traits):
            return Decision(row, _State.UNCHANGED, there)
        return _refused(row, plan, "external_reference", "import_reference_taken")
    likes = likenesses(books, row.traits)
    if likes and likes[0].nothing_new:
        return Decision(row, _State.UNCHANGED, likes[0].whom)
    newcomer = Somebody(0, "", replace(row.traits))
    books.add(newcomer)
    return Decision(row, _State.HELD if likes else _State.CREATED, newcomer, likes[:MOST_PAIRS], row.read.warnings)


def _refused(row: Prepared, plan: Plan, name: str, code: str, **facts: object) -> Decision:
    return Decision(row, _State.REFUSED, problems=[told(Problem(name, code, facts), plan.reading)])
