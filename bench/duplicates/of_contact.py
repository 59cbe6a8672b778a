"""What happens to phones, mailboxes and addresses, by mistake or because life goes on."""

from bench.duplicates import belongings as own
from bench.duplicates.mistyping import mistyped, wrong_figure
from bench.duplicates.people import Person
from bench.duplicates.record import Record, lines
from bench.duplicates.registering import Clerk
from core.normalise import fold


def other_phone(record: Record, person: Person, clerk: Clerk) -> bool:
    if not record.phones:
        return False
    record.phones = [own.mobile(person.country, clerk.taken, clerk.chance)]
    return True


def shared_phone(record: Record, person: Person, clerk: Clerk) -> bool:
    if not person.family_phones or record.phones == person.family_phones:
        return False
    record.phones = list(person.family_phones)
    return True


def phone_typo(record: Record, person: Person, clerk: Clerk) -> bool:
    if not record.phones:
        return False
    wrong = wrong_figure(record.phones[0], clerk.chance, keep=5)
    record.phones = [wrong, *record.phones[1:]]
    return clerk.taken.take(wrong)


def other_mailbox(record: Record, person: Person, clerk: Clerk) -> bool:
    if not record.emails:
        return False
    record.emails = [own.mailbox(person.latin, person.birth, clerk.taken, clerk.chance)]
    return True


def other_provider(record: Record, person: Person, clerk: Clerk) -> bool:
    """The same name before the @."""
    if not record.emails:
        return False
    local, _, domain = record.emails[0].partition("@")
    moved = f"{local}@{clerk.chance.choice([one for one in own.DOMAINS if one != domain])}"
    if not clerk.taken.take(moved):
        return False
    record.emails = [moved]
    return True


def email_typo(record: Record, person: Person, clerk: Clerk) -> bool:
    if not record.emails:
        return False
    local, _, domain = record.emails[0].partition("@")
    if clerk.happens(0.75):
        local = mistyped(local, clerk.chance)
    else:
        host, _, rest = domain.partition(".")
        domain = f"{mistyped(host, clerk.chance)}.{rest}"
    wrong = f"{local}@{domain}"
    if wrong == record.emails[0] or not wrong.isascii() or not local or not clerk.taken.take(wrong):
        return False
    record.emails = [wrong, *record.emails[1:]]
    return True


def email_tagged(record: Record, person: Person, clerk: Clerk) -> bool:
    if not record.emails or "+" in record.emails[0]:
        return False
    local, _, domain = record.emails[0].partition("@")
    record.emails = [f"{local}+{clerk.chance.choice(('phone', 'tele', 'mobile'))}@{domain}"]
    return True


def moved(record: Record, person: Person, clerk: Clerk) -> bool:
    """Another address, three times of four in the same city."""
    if not record.detailed:
        return False
    new = own.address(record.country, clerk.chance)
    record.postal_code, record.detailed = new.postal_code, new.detailed
    record.locality = record.locality if clerk.happens(0.75) else new.city[0]
    return True


def address_otherwise(record: Record, person: Person, clerk: Clerk) -> bool:
    """The city by another of its names, the street shortened or in Latin letters."""
    before = (record.locality, record.detailed)
    if not record.detailed or person.address is None:
        return False
    if clerk.happens(0.6):
        record.locality = clerk.chance.choice(person.address.city)
    for line in lines("shortened"):
        long, short = line.split()
        if long in record.detailed:
            record.detailed = record.detailed.replace(long, short)
            break
    else:
        record.detailed = fold(record.detailed).title()
    return (record.locality, record.detailed) != before


def address_typo(record: Record, person: Person, clerk: Clerk) -> bool:
    if not record.detailed:
        return False
    before = (record.detailed, record.postal_code)
    if clerk.happens(0.3) and any(mark.isdigit() for mark in record.postal_code):
        record.postal_code = wrong_figure(record.postal_code, clerk.chance)
    elif clerk.happens(0.4) and " / " in record.detailed:
        record.detailed = record.detailed.split(" / ")[0]
    else:
        words = record.detailed.split(" ")
        place = clerk.chance.randrange(len(words))
        words[place] = mistyped(words[place], clerk.chance)
        record.detailed = " ".join(words)
    return (record.detailed, record.postal_code) != before
