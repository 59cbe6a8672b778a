"""What the demo has sent: the files of its mail and message folders, newest first."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.settings import Settings, folder_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail or message as it went out."""

    kind: str
    to: str
    subject: str
    text: str
    at: datetime


def sent(settings: Settings) -> list[Sent]:
    """The last hundred mails and messages; none where they go to a real server."""
    found = [*_mails(settings), *_messages(settings)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _mails(settings: Settings) -> Iterator[Sent]:
    for file in _newest(settings.mail_url, "*.eml"):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        plain = mail.get_body(("plain",))
        text = str(plain.get_content()) if plain else ""
        yield Sent("mail", str(mail["To"]), str(mail["Subject"]), text, _written(file))


def _messages(settings: Settings) -> Iterator[Sent]:
    for file in _newest(settings.sms_url, "*.txt"):
        head, _, text = file.read_text().partition("\n\n")
        yield Sent("sms", head.removeprefix("To: "), "", text, _written(file))


def _newest(url: str, pattern: str) -> list[Path]:
    if not url.startswith("file:"):
        return []
    return sorted(folder_of(url).glob(pattern), reverse=True)[:MOST]


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
