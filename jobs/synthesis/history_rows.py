"""Lines of the history, as core.history.record writes them."""

from datetime import datetime
from typing import Any

REGISTERED = ["access", "addresses", "basic", "certificate", "consents", "notices", "preferences"]
"""The steps that every synthetic person went through."""
_NO_FIELDS: list[str] = []
_NO_FACTS: dict[str, Any] = {}


def line(
    key: int, event: str, at: datetime, *, customer: int, lead: int | None = None, party: int | None = None,
    staff: int | None = None, by_party: int | None = None, fields: list[str] | None = None,
    facts: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One line: by a member of staff, by the customer, or by somebody who is not signed in yet."""
    return {
        "id": key,
        "at": at,
        "event": event,
        "outcome": "done",
        "by_kind": "staff" if staff else "customer" if by_party else "public",
        "by_staff_id": staff,
        "by_party_id": by_party,
        "customer_id": customer,
        "party_id": party,
        "lead_id": lead,
        "fields": fields or _NO_FIELDS,
        "facts": facts or _NO_FACTS,
    }
