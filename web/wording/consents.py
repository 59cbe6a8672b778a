"""What somebody is asked when they consent, by version: words that were shown are never edited, new ones are added."""

from typing import Any

from flask_babel import lazy_gettext as _

from core.model import Channel, CustomerConsent
from web.languages import NAMES, said_in
from web.wording.labels import label

SHOWN: dict[str, tuple[Any, ...]] = {
    "my_request": (_("May we reach you about what you asked us for?"),),
    "own_marketing": (_("May we tell you about our offers?"),),
    "partners": (_("May we tell you about offers of our partners?"),),
    "surveys": (_("May we ask you what you think of us?"),),
    "profiling": (_("May we choose offers for you from what we know about you?"),),
}
"""For each purpose its first words, its second, and so on; the last ones are shown now."""
HINTS: dict[str, Any] = {
    "my_request": _("Calls and messages about your own requests. Untick a way and we do not use it."),
    "own_marketing": _("You can take this back on any day, without a reason."),
    "partners": _("Offers of others that we pass on to you."),
    "surveys": _("Short questions about our service."),
    "profiling": _("Without it you get the offers that everybody gets."),
}


def now_shown(purpose: str) -> int:
    """The version of the words that are shown now."""
    return len(SHOWN[purpose])


def words_of(line: CustomerConsent) -> str | None:
    """The words that were shown for this line, in the language of then; None where it came about without any."""
    versions, version = SHOWN.get(line.purpose, ()), int(line.facts.get("words", 0))
    language = str(line.facts.get("language", "en"))
    return said_in(versions[version - 1], language) if 0 < version <= len(versions) else None


def language_of(line: CustomerConsent) -> str:
    """In which language they were shown, by its own name."""
    return NAMES.get(line.facts.get("language", ""), "")


def way_of(line: CustomerConsent) -> str:
    """Through which door the line came."""
    known = {channel.value: channel for channel in Channel}
    return label(known[line.source]) if line.source in known else label(Channel.SALES)
