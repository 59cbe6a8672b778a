"""Delivery of mail: over SMTP, or as one .eml a message in a folder."""

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from core.clock import utcnow
from core.model import Job
from core.settings import Settings, folder_of
from jobs.letters import letter

SECONDS = 20


def deliver_mail(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:
    """Words the mail of a job and hands it over; the message id is the job's, so that a receiver drops doubles.

    Raises OSError or smtplib.SMTPException: the job is tried again later.
    """
    worded = letter(job.payload["template"], language=job.payload["language"], facts=facts)
    mail = EmailMessage()
    mail["Subject"] = worded.subject
    mail["From"] = settings.mail_from
    mail["To"] = secret["to"]
    mail["Date"] = format_datetime(utcnow())
    mail["Message-ID"] = f"<{job.public_id}@{_domain(settings)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(worded.text)
    mail.add_alternative(worded.html, subtype="html")
    if settings.mail_url.startswith("file:"):
        _to_folder(mail, folder_of(settings.mail_url), job)
    else:
        _by_smtp(mail, settings.mail_url)


def _domain(settings: Settings) -> str:
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "foyer.invalid"


def _to_folder(mail: EmailMessage, folder: Path, job: Job) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # The same job writes the same file: a mail handed over twice is still one.
    target = folder / f"{job.created_at:%Y%m%dT%H%M%S}-{job.public_id}.eml"
    beside = target.with_suffix(".part")
    beside.write_bytes(mail.as_bytes())
    beside.replace(target)


def _by_smtp(mail: EmailMessage, url: str) -> None:
    address = urlsplit(url)
    host, port = address.hostname or "localhost", address.port or (465 if address.scheme == "smtps" else 25)
    context = ssl.create_default_context()
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    with server:
        server.ehlo()
        if address.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(mail)
