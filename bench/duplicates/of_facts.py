"""What happens to birth dates, documents, gender and nationality."""

from datetime import date, timedelta

from bench.duplicates import belongings as own
from bench.duplicates.mistyping import misread_number, wrong_figure
from bench.duplicates.people import Person
from bench.duplicates.record import Record
from bench.duplicates.registering import Clerk


def _born(record: Record) -> date | None:
    return date.fromisoformat(record.birth_date) if record.birth_date else None


def day_and_month_swapped(record: Record, person: Person, clerk: Clerk) -> bool:
    born = _born(record)
    if born is None or born.day > 12 or born.day == born.month:
        return False
    record.birth_date = born.replace(month=born.day, day=born.month).isoformat()
    return True


def birth_year_wrong(record: Record, person: Person, clerk: Clerk) -> bool:
    """One or ten years off, or the last two figures turned."""
    born = _born(record)
    if born is None:
        return False
    turned = born.year // 100 * 100 + born.year % 10 * 10 + born.year // 10 % 10
    year = clerk.chance.choice((born.year - 1, born.year + 1, born.year - 10, born.year + 10, turned))
    if year == born.year or not 1925 <= year <= 2015:
        return False
    record.birth_date = f"{year}-{born.month:02d}-{min(born.day, 28) if born.month == 2 else born.day:02d}"
    return True


def birth_day_wrong(record: Record, person: Person, clerk: Clerk) -> bool:
    """A figure of the day or the month wrong, or a day off, as from another calendar."""
    born = _born(record)
    if born is None:
        return False
    if clerk.happens(0.4):
        wrong = born + timedelta(days=clerk.chance.choice((-1, 1)))
    elif clerk.happens(0.5):
        wrong = born.replace(
            day=min(clerk.chance.choice((born.day % 10 + 10, born.day % 10 + 20, born.day % 9 + 1)), 28)
        )
    else:
        wrong = born.replace(month=clerk.chance.randrange(1, 13), day=min(born.day, 28))
    record.birth_date = wrong.isoformat()
    return wrong != born


def first_of_january(record: Record, person: Person, clerk: Clerk) -> bool:
    """Only the year was known."""
    born = _born(record)
    if born is None or (born.month, born.day) == (1, 1):
        return False
    record.birth_date = f"{born.year}-01-01"
    return True


def document_renewed(record: Record, person: Person, clerk: Clerk) -> bool:
    """The same kind of document with a new number; identity numbers stay for life."""
    if not record.certificate_number or record.certificate_type == "national_id":
        return False
    new = own.certificate(record.certificate_type, record.certificate_state, person.birth, clerk.taken, clerk.chance)
    record.certificate_number = new.number
    return True


def number_typo(record: Record, person: Person, clerk: Clerk) -> bool:
    number = record.certificate_number
    if sum(mark.isdigit() for mark in number) < 2:
        return False
    record.certificate_number = wrong_figure(number, clerk.chance) if clerk.happens(0.8) else number[:-1]
    return clerk.taken.take(f"{record.certificate_type} {record.certificate_state} {record.certificate_number}")


def number_misread(record: Record, person: Person, clerk: Clerk) -> bool:
    before = record.certificate_number
    record.certificate_number = misread_number(before, clerk.chance)
    return record.certificate_number != before


def gender_wrong(record: Record, person: Person, clerk: Clerk) -> bool:
    record.gender = {"male": "female", "female": "male"}.get(record.gender, "unknown")
    return True


def gender_not_said(record: Record, person: Person, clerk: Clerk) -> bool:
    changed, record.gender = record.gender != "unknown", "unknown"
    return changed


def other_nationality(record: Record, person: Person, clerk: Clerk) -> bool:
    """Of the country they live in; seldom a slip in the list."""
    before = record.nationality
    record.nationality = (
        person.residence if person.residence != before else clerk.chance.choice(("SE", "GB", "DE", "SA"))
    )
    return bool(before) and record.nationality != before
