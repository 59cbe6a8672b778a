"""The malware scanner: clamd's own protocol over its socket, nothing to install (R52).

A file that cannot be scanned is neither clean nor infected: Unavailable is raised, and whoever asked holds the file.
"""

import contextlib
import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.errors import Unavailable

SECONDS = 60
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`: the name of what was found, '' in a clean file."""

    found: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.found


class Scanner:
    """The scanner at SCANNER_URL: `tcp://host:port` or `unix:/path/to/socket`."""

    def __init__(self, url: str) -> None:
        self._url = url

    def scan(self, content: bytes) -> Verdict:
        """What the scanner says. Raises Unavailable when it says nothing, or anything but clean or found."""
        answer = self._ask(b"zINSTREAM\0", content)
        said = answer.removeprefix("stream:").strip()
        if said == "OK":
            return Verdict()
        if said.endswith(" FOUND"):
            return Verdict(said.removesuffix(" FOUND").strip()[:200] or "unnamed")
        raise Unavailable("scanner_unavailable", said=said[:200])

    def version(self) -> str:
        """What it calls itself, once it answers a PING. Raises Unavailable."""
        if self._ask(b"zPING\0") != "PONG":
            raise Unavailable("scanner_unavailable")
        return self._ask(b"zVERSION\0")

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        try:
            with self._connected() as line:
                line.sendall(command)
                if content is not None:
                    _stream(line, content)
                return _answer(line)
        except OSError as failed:
            raise Unavailable("scanner_unavailable") from failed

    def _connected(self) -> socket.socket:
        if self._url.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(SECONDS)
            try:
                line.connect(self._url.removeprefix("unix:"))
            except OSError:
                line.close()
                raise
            return line
        where = urlsplit(self._url)
        return socket.create_connection((where.hostname or "", where.port or 3310), timeout=SECONDS)


def _stream(line: socket.socket, content: bytes) -> None:
    """In pieces, each with its length before it; a scanner that has seen enough stops listening and answers."""
    with contextlib.suppress(ConnectionError):
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        piece = line.recv(1024)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()
