"""Each setting's text, checked: what it may be and what is said when it is not."""

import ipaddress
import re
from contextlib import suppress
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError


class SettingError(Exception):
    """One line for whoever starts Foyer: which setting, and what to mend. Holds no secret."""


def refused(name: str, reason: str) -> SettingError:
    """The error for a setting by its short name."""
    return SettingError(f"FOYER_{name}: {reason}")


def folder_of(url: str) -> Path:
    """The folder of a `file:` address: `file:var/mail` (from the current directory) or `file:/srv/mail`."""
    return Path(url.removeprefix("file:"))


def one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    """One of a few words."""
    if text not in allowed:
        raise refused(name, f"{text!r} is not one of {', '.join(allowed)}.")
    return text


def port(name: str, text: str) -> int:
    """A TCP port; named without the prefix, since PORT is every platform's."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise SettingError(f"{name}: {text!r} is not a port from 1 to 65535.")
    return int(text)


def database(name: str, text: str) -> str:
    """A database address that SQLAlchemy reads: an SQLite file or PostgreSQL by psycopg."""
    url = _sqlalchemy(name, text)
    if url.drivername not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise refused(name, "write sqlite:///path/to/file or postgresql+psycopg://user:password@host/name.")
    if url.drivername == "sqlite" and url.database in {None, "", ":memory:"}:
        raise refused(name, "a database in memory is lost at the first stop; name a file: sqlite:///path/to/file.")
    return text


def replica(name: str, text: str | None, primary: str) -> str | None:
    """A second address of the same kind of database, or none."""
    if text is None:
        return None
    kinds = {_sqlalchemy(name, database(name, url)).get_backend_name() for url in (text, primary)}
    if len(kinds) > 1:
        raise refused(name, "a replica is the same kind of database as DATABASE_URL.")
    return text


def _sqlalchemy(name: str, text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):  # its own text would show the password
        raise refused(name, "cannot be read as a database address.") from None


def public(name: str, text: str) -> tuple[str, bool]:
    """The address people use, and whether only this machine can be meant by it."""
    url = _split(name, text.rstrip("/").lower())
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise refused(name, f"{text!r} is not an address such as https://foyer.example.")
    if url.path or url.query or url.fragment or "@" in url.netloc:
        raise refused(name, "only the scheme, the host and a port: Foyer lives at the root of its address.")
    loopback = _is_loopback(url.hostname)
    if url.scheme == "http" and not loopback:
        raise refused(name, "plain http is for this machine only; use https.")
    return url.geturl(), loopback


def _split(name: str, text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port  # raises when it is none
    except ValueError:
        raise refused(name, "cannot be read as an address.") from None
    return url


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def surfaces(name: str, text: str) -> frozenset[str]:
    """Which faces this process serves."""
    chosen = frozenset(filter(None, (part.strip() for part in text.split(","))))
    if "api" in chosen:
        raise refused(name, "`api` is not built yet; choose from portal, backoffice.")
    if not chosen or chosen - {"portal", "backoffice"}:
        raise refused(name, f"{text!r}: choose from portal, backoffice, with a comma between.")
    return chosen


def mail(name: str, text: str) -> str:
    """Where mail goes: a folder, or an SMTP server."""
    if text.startswith("file:"):
        return _folder(name, text)
    url = _split(name, text)
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise refused(name, "write file:folder, smtp://user:password@host:port or smtps://….")
    return text


def sender(name: str, text: str) -> str:
    """The From of every mail: an address, with or without a name."""
    address = parseaddr(text)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or not text.isprintable():
        raise refused(name, f"{text!r} is not a mail address such as Foyer <no-reply@foyer.example>.")
    return text


def default_sender(public_url: str) -> str:
    """no-reply at the public host."""
    host = urlsplit(public_url).hostname or ""
    return f"Foyer <no-reply@{'foyer.example' if _is_loopback(host) else host}>"


def sms(name: str, text: str) -> str:
    """Where text messages go."""
    if text.startswith(("https:", "http:")):
        raise refused(name, "the SMS gateway is not built yet; messages can be written to a folder: file:var/sms.")
    return _folder(name, text)


def files(name: str, text: str) -> str:
    """Where attachments are kept."""
    if text.startswith("s3:"):
        raise refused(name, "the S3 store is not built yet; files can be kept in a folder: file:var/files.")
    return _folder(name, text)


def _folder(name: str, text: str) -> str:
    rest = text.removeprefix("file:")
    if rest == text or not rest or (rest.startswith("//") and not rest.startswith("///")):
        raise refused(name, "write file:folder (from the current directory) or file:/absolute/folder.")
    return text


def counters(name: str, text: str) -> str:
    """Where limits per address are counted."""
    if not text.startswith(("memory://", "redis://", "rediss://")):
        raise refused(name, "write memory:// or redis://host:port.")
    return text


def second_factor(name: str, text: str) -> str:
    """Whether staff need a second factor."""
    if one_of(name, text, ("required", "optional")) == "required":
        raise refused(name, "the second factor does not exist yet; only `optional` can be kept. Set it knowingly.")
    return text


def address(name: str, text: str) -> str:
    """host:port to listen on; an IPv6 host in brackets."""
    host, _, number = text.rpartition(":")
    if not host or (":" in host and not re.fullmatch(r"\[[0-9A-Fa-f:.]+\]", host)):
        raise refused(name, f"{text!r} is not host:port, such as 127.0.0.1:8000.")
    port(f"FOYER_{name}", number)
    return text


def networks(name: str, text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks, with commas between."""
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise refused(name, f"{text!r}: write addresses or networks such as 10.0.0.5, 10.1.0.0/16.") from None


def scanner(name: str, text: str | None) -> str | None:
    """The socket of a malware scanner that speaks clamd's protocol, or none."""
    if text is None or re.fullmatch(r"unix:/[^\s?#]+", text):
        return text
    url = _split(name, text)
    if url.scheme != "tcp" or not url.hostname or url.path or url.query or "@" in url.netloc:
        raise refused(name, "write tcp://host:3310 or unix:/path/to/clamd.ctl.")
    return text
