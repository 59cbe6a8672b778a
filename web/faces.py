"""The two faces and how they differ: cookie, time limits, strictness."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

ANONYMOUS_SESSION = timedelta(days=2)
"""How long a visitor who has not signed in keeps what they began; a registration goes on by code after that."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of Foyer (R28-R31): what is said to its browsers about sessions."""

    name: str
    kind: str
    mounted_at: str
    same_site: str
    idle: timedelta
    longest: timedelta
    home: str

    def cookie(self, purpose: str = "", *, secure: bool) -> str:
        """Name of the face's cookie; `__Host-` wherever the public address is https."""
        name = f"foyer_{self.name}{purpose and '_' + purpose}"
        return f"__Host-{name}" if secure else name


PORTAL = Face("portal", "portal", "", "Lax", timedelta(minutes=30), timedelta(hours=12), "portal.index_me")
BACKOFFICE = Face(
    "office", "backoffice", "/office", "Strict", timedelta(minutes=15), timedelta(hours=10), "backoffice.index"
)
FACES = {"portal": PORTAL, "backoffice": BACKOFFICE}


def face() -> Face:
    """The face that answers this request."""
    return current_app.extensions["foyer.face"]
