"""`foyer doctor`: tries what Foyer depends on and says what to mend."""

import smtplib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import func, select

from core.clock import utcnow
from core.database.schema import is_current
from core.database.transaction import reading
from core.errors import Unavailable
from core.identify_contact.quarantine import held_files
from core.scanning import Scanner
from core.settings import Settings, folder_of

SECONDS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing tried."""

    what: str
    fine: bool
    said: str


def examine(settings: Settings) -> list[Finding]:
    """Tries each in turn; one that fails does not keep the others from being tried."""
    tries: list[tuple[str, Callable[[Settings], str]]] = [
        ("database", _database),
        ("schema", _schema),
        ("clock", _clock),
        ("mail", _mail),
        ("SMS", lambda ours: _folder(ours.sms_url)),
        ("files", lambda ours: _folder(ours.files_url)),
        ("scanner", _scanner),
        ("address", _address),
    ]
    return [_try(what, act, settings) for what, act in tries]


def _try(what: str, act: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(what, True, act(settings))
    except (OSError, smtplib.SMTPException, Unavailable, LookupError) as wrong:
        return Finding(what, False, str(wrong) or type(wrong).__name__)


def _database(_settings: Settings) -> str:
    with reading() as db:
        kind = db.get_bind().dialect.name
        db.scalar(select(1))
    return f"{kind} answers."


def _schema(_settings: Settings) -> str:
    with reading() as db:
        if not is_current(db):
            raise LookupError("not what this version expects. Run: foyer db upgrade")
    return "what this version expects."


def _clock(_settings: Settings) -> str:
    with reading() as db:
        if db.get_bind().dialect.name == "sqlite":
            return "the database is on this machine."
        theirs = db.execute(select(func.now())).scalar_one()
    apart = abs((theirs - utcnow()).total_seconds())
    if apart > SECONDS:
        raise LookupError(f"{apart:.0f} s apart from the database's. Set both by NTP.")
    return "agrees with the database's."


def _mail(settings: Settings) -> str:
    if settings.mail_url.startswith("file:"):
        return _folder(settings.mail_url)
    url = urlsplit(settings.mail_url)
    server = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with server(url.hostname or "", url.port or 0, timeout=SECONDS) as connection:
        connection.noop()
    return f"{url.hostname} answers."


def _folder(url: str) -> str:
    folder = folder_of(url)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return f"{folder} can be written."


def _scanner(settings: Settings) -> str:
    with reading() as db:
        waiting = held_files(db)
    held = f" {waiting} files wait for it." if waiting else ""
    if settings.scanner_url is None:
        if waiting:
            raise LookupError(f"none is set, but{held.lower()} Set FOYER_SCANNER_URL again.")
        return "none is set: files are kept without being scanned."
    try:
        return f"{Scanner(settings.scanner_url).version()} answers.{held}"
    except Unavailable as away:
        raise LookupError(f"does not answer.{held} Start it, or mend FOYER_SCANNER_URL.") from away


def _address(settings: Settings) -> str:
    proxied = "behind a proxy" if settings.trusted_proxies else "directly, without a proxy"
    return f"{settings.public_url}, served at {settings.bind} {proxied}."
