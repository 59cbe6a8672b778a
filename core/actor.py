"""Who acts: a member of staff in their roles, a customer, the public, or Foyer itself."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.model.contact import Authority


class Role(StrEnum):
    AGENT = "agent"
    CSR = "csr"
    SUPERVISOR = "supervisor"
    SALES = "sales"
    MANAGER = "manager"
    ADMIN = "admin"
    AUDITOR = "auditor"


class ActorKind(StrEnum):
    STAFF = "staff"
    CUSTOMER = "customer"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person acting, as the domain knows them; never a proxy of the web."""

    kind: ActorKind
    name: str = ""
    staff_id: int | None = None
    party_id: int | None = None
    customer_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    team_ids: frozenset[int] = field(default_factory=frozenset)
    """Teams one is a member of or leads; for a manager also those they manage."""
    authority: Authority | None = None
    """What they may do for the customer; None: they are the customer, or staff."""
    acts_for: str = ""
    """The customer's name, where somebody acts for another."""
    language: str = "en"
    zone: str = "UTC"
    request_id: str | None = None
    address: str | None = None

    @classmethod
    def system(cls) -> "Actor":
        """Foyer itself: jobs, commands, the demo."""
        return cls(ActorKind.SYSTEM, name="Foyer")

    @classmethod
    def public(cls, *, language: str = "en", request_id: str | None = None, address: str | None = None) -> "Actor":
        """Somebody nobody has recognised yet."""
        return cls(ActorKind.PUBLIC, language=language, request_id=request_id, address=address)

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    @property
    def for_another(self) -> bool:
        """Whether a contact acts for their customer (IC-14)."""
        return self.authority is not None

    def may_for_customer(self, wanted: Authority) -> bool:
        """Whether a customer's own matter is theirs to do: of a contact the authority decides."""
        return self.authority is None or self.authority.reaches(wanted)

    @property
    def key(self) -> str:
        """Who this is in one word, for one-time keys."""
        return f"{self.kind}:{self.staff_id or self.party_id or ''}"
