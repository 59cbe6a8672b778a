"""The environment of a Foyer under test."""

from pathlib import Path

KEYS = ("tests-newest-key-0123456789abcdef", "tests-older-key-0123456789abcdef")


def environment(database_url: str, folder: Path, *, address: str = "http://127.0.0.1:8000") -> dict[str, str]:
    """FOYER_ variables of a demo that writes into `folder` only."""
    return {
        "FOYER_DATABASE_URL": database_url,
        "FOYER_DEMO": "1",
        "FOYER_PUBLIC_URL": address,
        "FOYER_BIND": address.removeprefix("http://"),
        "FOYER_SECRET_KEYS": ",".join(KEYS),
        "FOYER_MAIL_URL": f"file:{folder / 'mail'}",
        "FOYER_SMS_URL": f"file:{folder / 'sms'}",
        "FOYER_FILES_URL": f"file:{folder / 'files'}",
        "FOYER_LIMITS": "off",
    }
