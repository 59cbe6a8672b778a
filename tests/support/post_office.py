"""A real SMTP server for the real worker to deliver to."""

import asyncio
import email
import email.policy
import re
import time
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.support.processes import free_port


class PostOffice:
    """Takes every mail and keeps it; can be told to refuse."""

    def __init__(self) -> None:
        self.mail: list[EmailMessage] = []
        self.refuses = False
        self.hesitates = False
        """Keeps a mail but does not say so: whoever sends it waits."""
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """What aiosmtpd calls for each message."""
        if self.refuses:
            return "451 not now"
        self.mail.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        while self.hesitates:  # noqa: ASYNC110 -- told from another thread
            await asyncio.sleep(0.02)
        return "250 kept"

    @property
    def url(self) -> str:
        """For FOYER_MAIL_URL."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def open(self) -> None:
        """Begins to listen."""
        self._controller.start()

    def close(self) -> None:
        """Stops listening."""
        self._controller.stop()

    def to(self, address: str) -> list[EmailMessage]:
        """What came for somebody, in order."""
        return [message for message in list(self.mail) if address.lower() in str(message["To"]).lower()]

    def wait_for(self, address: str, *, number: int = 1, seconds: float = 15) -> EmailMessage:
        """The mail with that number (from 1) to somebody, once it has come."""
        until = time.monotonic() + seconds
        while len(self.to(address)) < number:
            if time.monotonic() > until:
                got = [f"{message['To']}: {message['Subject']}" for message in self.mail]
                pytest.fail(f"no mail number {number} for {address} within {seconds} s; there came {got}")
            time.sleep(0.05)
        return self.to(address)[number - 1]


def words_of(message: EmailMessage) -> str:
    """The plain part of a mail."""
    body = message.get_body(("plain",))
    assert body is not None, "the mail has no plain part"
    return str(body.get_content())


def code_in(message: EmailMessage) -> str:
    """The six digits of a mail."""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", words_of(message))
    assert found, f"no code in:\n{words_of(message)}"
    return found[0]


def link_in(message: EmailMessage, containing: str = "/") -> str:
    """The first address of a mail that contains something."""
    links = re.findall(r"https?://[^\s<>\"]+", words_of(message))
    fitting = [link for link in links if containing in link]
    assert fitting, f"no link with {containing!r} among {links}"
    return str(fitting[0])
