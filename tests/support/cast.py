"""The operator's staff that every test database holds; nobody else is in it."""

from datetime import UTC, datetime
from functools import cache

from sqlalchemy.orm import Session

from core.access import Role
from core.crypto import use_keys
from core.model import Staff, StaffRole
from core.passwords import hash_password
from tests.support.settings import KEYS

PASSWORD = "lantern-harbour-27"
LONG_AGO = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
STAFF = {
    "carl": ("Carl Nyström", "csr@foyer.example", Role.CSR),
    "sue": ("Sue Lindqvist", "supervisor@foyer.example", Role.SUPERVISOR),
    "sven": ("Sven Dahl", "supervisor2@foyer.example", Role.SUPERVISOR),
    "agnes": ("Agnes Öberg", "agent@foyer.example", Role.AGENT),
    "mona": ("Mona Haddad", "manager@foyer.example", Role.MANAGER),
    "sara": ("Sara Wikström", "sales@foyer.example", Role.SALES),
    "sami": ("Sami Korhonen", "sales2@foyer.example", Role.SALES),
    "adam": ("Adam Berg", "admin@foyer.example", Role.ADMIN),
    "ada": ("Ada Sund", "auditor@foyer.example", Role.AUDITOR),
}


@cache
def password_hash() -> str:
    """Everybody's password, hashed once a process: a hash takes as long as it must."""
    use_keys(KEYS)
    return hash_password(PASSWORD)


def hire_the_cast(db: Session) -> None:
    """Gives a new database its staff, who have long had their passwords."""
    for name, email, role in STAFF.values():
        db.add(
            Staff(
                email=email,
                name=name,
                password_hash=password_hash(),
                password_changed_at=LONG_AGO,
                created_at=LONG_AGO,
                roles=[StaffRole(role=role.value)],
            )
        )
