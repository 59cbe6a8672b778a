"""Settings: environment variables, read once at start; wrong ones are refused with a reason."""

import difflib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import urlsplit

from core import secret_keys
from core import setting_values as values
from core.setting_values import SettingError, folder_of

__all__ = ["SettingError", "Settings", "folder_of", "read_settings"]

PREFIX = "FOYER_"
VAR = Path("var")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this process was told to run. Addresses and keys may hold secrets and are left out of its printed form."""

    database_url: str = field(repr=False)
    replica_url: str | None = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    """Newest first."""
    public_url: str
    """The address people use, without a slash at its end; links in messages begin with it."""
    surfaces: frozenset[str]
    mail_url: str = field(repr=False)
    mail_from: str
    sms_url: str = field(repr=False)
    files_url: str = field(repr=False)
    limits: bool
    limits_url: str = field(repr=False)
    demo: bool
    staff_2fa: str
    """`required` or `optional`."""
    bind: str
    """`host:port` to listen on."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    scanner_url: str | None
    log: str
    """`text` or `json`."""

    @property
    def secure(self) -> bool:
        """Whether people reach us by https: then cookies are Secure and `__Host-`, and HSTS is sent."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """Values of the Host header that are ours, in small letters; any other request is answered 400."""
        ours = urlsplit(self.public_url)
        port = f":{ours.port}" if ours.port else ""
        return frozenset({ours.netloc, f"127.0.0.1{port}", f"localhost{port}"} if self.demo else {ours.netloc})


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from FOYER_… variables (and PORT, the default port of the demo); an empty one counts as not set.

    Raises SettingError, in one line that says what to mend. In the demo, keys are made once under `var/`.
    """
    given = {name: text for name, text in environ.items() if name.startswith(PREFIX)}
    _refuse_unknown(given)
    given = {name.removeprefix(PREFIX): text.strip() for name, text in given.items() if text.strip()}
    port = values.port("PORT", environ.get("PORT") or "8000")
    demo = values.one_of("DEMO", given.get("DEMO", "0"), ("0", "1")) == "1"
    database_url = values.database("DATABASE_URL", given.get("DATABASE_URL", f"sqlite:///{VAR}/foyer.db"))
    public_url = _public_url(given, demo=demo, port=port)
    return Settings(
        database_url=database_url,
        replica_url=values.replica("DATABASE_REPLICA_URL", given.get("DATABASE_REPLICA_URL"), database_url),
        secret_keys=_secret_keys(given, demo=demo),
        public_url=public_url,
        surfaces=values.surfaces("SURFACES", given.get("SURFACES", "portal,backoffice")),
        mail_url=values.mail("MAIL_URL", given.get("MAIL_URL", f"file:{VAR}/mail")),
        mail_from=values.sender("MAIL_FROM", given.get("MAIL_FROM", values.default_sender(public_url))),
        sms_url=values.sms("SMS_URL", given.get("SMS_URL", f"file:{VAR}/sms")),
        files_url=values.files("FILES_URL", given.get("FILES_URL", f"file:{VAR}/files")),
        limits=_limits(given, demo=demo),
        limits_url=values.counters("LIMITS_URL", given.get("LIMITS_URL", "memory://")),
        demo=demo,
        staff_2fa=values.second_factor("STAFF_2FA", given.get("STAFF_2FA", "optional" if demo else "required")),
        bind=values.address("BIND", given.get("BIND", f"127.0.0.1:{port}")),
        trusted_proxies=values.networks("TRUSTED_PROXIES", given.get("TRUSTED_PROXIES", "")),
        scanner_url=values.scanner("SCANNER_URL", given.get("SCANNER_URL")),
        log=values.one_of("LOG", given.get("LOG", "text" if sys.stderr.isatty() else "json"), ("text", "json")),
    )


_KNOWN = {
    f"{PREFIX}{name}"
    for name in (
        *("DATABASE_URL", "DATABASE_REPLICA_URL", "SECRET_KEYS", "PUBLIC_URL", "SURFACES", "MAIL_URL", "MAIL_FROM"),
        *("SMS_URL", "FILES_URL", "LIMITS", "LIMITS_URL", "DEMO", "STAFF_2FA", "BIND", "TRUSTED_PROXIES"),
        *("SCANNER_URL", "LOG"),
    )
}


def _refuse_unknown(given: Mapping[str, str]) -> None:
    for name in sorted(given.keys() - _KNOWN):
        near = difflib.get_close_matches(name, _KNOWN, n=1)
        raise SettingError(f"{name}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "."))


def _public_url(given: Mapping[str, str], *, demo: bool, port: int) -> str:
    if "PUBLIC_URL" not in given and not demo:
        raise SettingError("FOYER_PUBLIC_URL: say at which address people reach Foyer, such as https://foyer.example.")
    url, loopback = values.public("PUBLIC_URL", given.get("PUBLIC_URL", f"http://127.0.0.1:{port}"))
    if demo and not loopback:
        raise SettingError("FOYER_DEMO: the demo's passwords are known to all; it runs at http://127.0.0.1 only.")
    return url


def _secret_keys(given: Mapping[str, str], *, demo: bool) -> tuple[str, ...]:
    if "SECRET_KEYS" not in given and not demo:
        raise SettingError("FOYER_SECRET_KEYS: missing; make one with `openssl rand -base64 48`.")
    text = given.get("SECRET_KEYS") or secret_keys.made_once(VAR / "secret_keys")
    return secret_keys.secret_keys("SECRET_KEYS", text, examples_allowed=demo)


def _limits(given: Mapping[str, str], *, demo: bool) -> bool:
    on = values.one_of("LIMITS", given.get("LIMITS", "on"), ("on", "off")) == "on"
    if not on and not demo:
        raise SettingError("FOYER_LIMITS: `off` is for the demo only; outside it, limits per address protect accounts.")
    return on
