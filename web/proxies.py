"""Whose word counts about where a request comes from (R24)."""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrustedProxies:
    """Takes the client's address from X-Forwarded-For, but only as far as configured proxies wrote it."""

    def __init__(self, app: Wsgi, trusted: Sequence[IPv4Network | IPv6Network], *, scheme: str) -> None:
        self.app, self.trusted, self.scheme = app, trusted, scheme

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        said = environ.get("HTTP_X_FORWARDED_FOR", "")
        environ["foyer.forwarded"] = any(name in environ for name in FORWARDED)
        for name in FORWARDED:
            environ.pop(name, None)
        environ["REMOTE_ADDR"] = self._client(environ.get("REMOTE_ADDR", ""), said)
        environ["wsgi.url_scheme"] = self.scheme
        return self.app(environ, start_response)

    def _client(self, address: str, said: str) -> str:
        for hop in reversed([part.strip() for part in said.split(",") if part.strip()]):
            if not self._trusts(address) or not _is_address(hop):
                return address
            address = hop
        return address

    def _trusts(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
