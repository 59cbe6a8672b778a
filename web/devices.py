"""Browsers: a word for the list of one's sessions, and the cookie of a browser that signed in before (R23)."""

import re
import secrets

from flask import Response, current_app, g, request

from core.crypto import keyring
from web.faces import face

MAKERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
REMEMBERED = 5
A_YEAR = 31_536_000
_PURPOSE = "known device"


def describe() -> str:
    """Like 'Firefox · Linux': enough to recognise one's own browser by."""
    agent = request.headers.get("User-Agent", "")
    maker = next((name for mark, name in MAKERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return " · ".join(part for part in (maker, system) if part)


def known_device(name: str) -> str | None:
    """Reference of this browser when `name` signed in with it before, else None; the cookie tells nobody who."""
    device, marks = _cookie()
    if not device:
        return None
    known = [keyring().is_mac(_PURPOSE, _message(device, name), mark) for mark in marks]
    return device if any(known) else None


def remember_device(name: str) -> None:
    """After a successful sign-in: this browser is known for `name` from now on."""
    device, marks = _cookie()
    device = device or secrets.token_urlsafe(16)
    mine = keyring().mac(_PURPOSE, _message(device, name))
    kept = [mine, *(mark for mark in marks if mark != mine)][:REMEMBERED]
    g.device_cookie = ".".join([device, *(mark.hex() for mark in kept)])


def send_device_cookie(response: Response) -> Response:
    """After each request; does nothing unless somebody signed in."""
    if "device_cookie" in g:
        response.set_cookie(
            _name(), g.device_cookie, path="/", max_age=A_YEAR, secure=_secure(), httponly=True,
            samesite=face().same_site,
        )  # fmt: skip
    return response


def _cookie() -> tuple[str, list[bytes]]:
    device, *marks = request.cookies.get(_name(), "").split(".")
    if not (22 <= len(device) <= 40 and device.isascii()):
        return "", []
    return device, [bytes.fromhex(mark) for mark in marks[:REMEMBERED] if re.fullmatch("[0-9a-f]{64}", mark)]


def _name() -> str:
    return face().cookie("device", secure=_secure())


def _secure() -> bool:
    return bool(current_app.extensions["foyer.settings"].secure)


def _message(device: str, name: str) -> bytes:
    return f"{face().name}:{device}:{name.strip().casefold()}".encode("utf-8", "replace")
