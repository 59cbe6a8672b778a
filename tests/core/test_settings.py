"""Settings are read once; what is wrong is refused in one line that says what to mend."""

import threading
import traceback
from pathlib import Path

import pytest

from core.secret_keys import made_once
from core.settings import SettingError, Settings, folder_of, read_settings

KEY, OLDER_KEY = "Qx8vR2mT5wZk3pL9sD7fHn4jB6cG1yVa", "Ur7tE2wQ9pO4iY1kJ6hG3fD8sA5zX0cV"
PRODUCTION = {
    "FOYER_SECRET_KEYS": KEY,
    "FOYER_PUBLIC_URL": "https://foyer.example",
    "FOYER_STAFF_2FA": "optional",
    "FOYER_DATABASE_URL": "postgresql+psycopg://foyer:hush-hush@db/foyer",
}


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def production(**changes: str | None) -> Settings:
    given = PRODUCTION | {f"FOYER_{name}": text for name, text in changes.items()}
    return read_settings({name: text for name, text in given.items() if text is not None})


def demo(**changes: str) -> Settings:
    return read_settings({"FOYER_DEMO": "1"} | {f"FOYER_{name}": text for name, text in changes.items()})


def refusal(**changes: str | None) -> str:
    with pytest.raises(SettingError) as refused:
        production(**changes)
    reason = str(refused.value)
    assert "\n" not in reason
    assert "hush" not in "".join(traceback.format_exception(refused.value))
    return reason


def test_the_demo_needs_nothing_said() -> None:
    settings = demo()
    assert settings.database_url == "sqlite:///var/foyer.db"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.bind == "127.0.0.1:8000"
    assert settings.surfaces == {"portal", "backoffice"}
    assert (settings.mail_url, settings.sms_url, settings.files_url) == (
        "file:var/mail",
        "file:var/sms",
        "file:var/files",
    )
    assert (settings.limits, settings.limits_url) == (True, "memory://")
    assert (settings.staff_2fa, settings.trusted_proxies, settings.scanner_url) == ("optional", (), None)
    assert settings.demo
    assert not settings.secure


def test_port_moves_the_demo() -> None:
    settings = read_settings({"FOYER_DEMO": "1", "PORT": "9000"})
    assert (settings.public_url, settings.bind) == ("http://127.0.0.1:9000", "127.0.0.1:9000")
    with pytest.raises(SettingError, match="PORT"):
        read_settings({"FOYER_DEMO": "1", "PORT": "99999"})


def test_production_as_an_operator_would_set_it() -> None:
    settings = production(
        SECRET_KEYS=f"{KEY}, {OLDER_KEY}",
        PUBLIC_URL="https://Foyer.Example/",
        DATABASE_REPLICA_URL="postgresql+psycopg://foyer@replica/foyer",
        SURFACES="portal",
        MAIL_URL="smtps://foyer:pass@mail:465",
        LIMITS_URL="redis://cache:6379",
        TRUSTED_PROXIES="10.0.0.5, 2001:db8::/32",
        LOG="json",
    )
    assert settings.secret_keys == (KEY, OLDER_KEY)
    assert settings.public_url == "https://foyer.example"
    assert settings.secure
    assert settings.surfaces == {"portal"}
    assert [str(network) for network in settings.trusted_proxies] == ["10.0.0.5/32", "2001:db8::/32"]
    assert settings.mail_from == "Foyer <no-reply@foyer.example>"
    assert settings.replica_url == "postgresql+psycopg://foyer@replica/foyer"


def test_an_empty_setting_counts_as_not_set() -> None:
    assert production(SURFACES="", TRUSTED_PROXIES=" ").surfaces == {"portal", "backoffice"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("DATABASE_URL", "mysql://foyer:hush@db/foyer", "postgresql"),
        ("DATABASE_URL", "hush", "cannot be read"),
        ("DATABASE_URL", "postgresql://foyer:hush@db:port/foyer", "cannot be read"),
        ("DATABASE_URL", "sqlite://", "memory"),
        ("DATABASE_REPLICA_URL", "sqlite:///elsewhere.db", "same kind"),
        ("SURFACES", "portal,api", "not built yet"),
        ("SURFACES", "portal,shop", "choose from"),
        ("SURFACES", ",", "choose from"),
        ("MAIL_URL", "https://mail", "smtp://"),
        ("MAIL_URL", "smtp://", "smtp://"),
        ("MAIL_URL", "smtp://user:hush@mail:x", "cannot be read"),
        ("MAIL_URL", "smtp://user:hush/x@mail", "cannot be read"),
        ("MAIL_URL", "file:", "folder"),
        ("MAIL_FROM", "nobody", "mail address"),
        ("MAIL_FROM", "a@b.example\nBcc: c@d.example", "mail address"),
        ("SMS_URL", "https://gateway.example", "not built yet"),
        ("SMS_URL", "file://var/sms", "folder"),
        ("FILES_URL", "s3://bucket/prefix", "not built yet"),
        ("LIMITS", "off", "demo only"),
        ("LIMITS", "maybe", "not one of"),
        ("LIMITS_URL", "memcached://x", "redis"),
        ("DEMO", "yes", "not one of"),
        ("STAFF_2FA", "required", "does not exist yet"),
        ("STAFF_2FA", None, "does not exist yet"),
        ("BIND", "8000", "host:port"),
        ("BIND", "::1:8000", "host:port"),
        ("BIND", "0.0.0.0:0", "port"),
        ("TRUSTED_PROXIES", "10.0.0.5/33", "networks"),
        ("SCANNER_URL", "clamav:3310", "tcp://host:3310"),
        ("SCANNER_URL", "http://clamav:3310", "tcp://host:3310"),
        ("SCANNER_URL", "unix:clamd.ctl", "unix:/path"),
        ("SCANNER_URL", "tcp://clamav:99999", "address"),
        ("LOG", "xml", "not one of"),
        ("PUBLIC_URL", None, "say at which address"),
        ("PUBLIC_URL", "foyer.example", "not an address"),
        ("PUBLIC_URL", "https://foyer.example/path", "root"),
        ("PUBLIC_URL", "https://user@foyer.example", "root"),
        ("PUBLIC_URL", "https://foyer.example:port", "cannot be read"),
        ("PUBLIC_URL", "http://foyer.example", "plain http"),
        ("PUBLIC_URL", "http://127.0.0.1.foyer.example", "plain http"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_reason(name: str, text: str | None, reason: str) -> None:
    said = refusal(**{name: text})
    assert said.startswith(f"FOYER_{name}: ")
    assert reason in said


def test_a_setting_that_does_not_exist_is_refused_and_the_near_one_named() -> None:
    assert "did you mean FOYER_PUBLIC_URL?" in refusal(PUBLIC_ULR="https://foyer.example")
    assert "no such setting" in refusal(ZZZ="")
    assert production().log
    read_settings(PRODUCTION | {"PATH": "/bin", "OTHER": "x"})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "http://127.9.9.9"]
)
def test_plain_http_is_for_this_machine(url: str) -> None:
    assert production(PUBLIC_URL=url).public_url == url
    assert demo(PUBLIC_URL=url).demo


def test_the_demo_is_refused_off_this_machine() -> None:
    with pytest.raises(SettingError, match="FOYER_DEMO"):
        demo(PUBLIC_URL="https://foyer.example")


def test_the_demo_may_lift_limits() -> None:
    assert not demo(LIMITS="off").limits


def test_the_demo_answers_to_both_names_of_this_machine_and_production_to_its_own() -> None:
    assert demo().hosts == {"127.0.0.1:8000", "localhost:8000"}
    assert production().hosts == {"foyer.example"}


@pytest.mark.parametrize("demo_flag", ["0", "1"])
def test_r57_a_short_key_is_refused(demo_flag: str) -> None:
    with pytest.raises(SettingError, match="at least 32"):
        read_settings(
            PRODUCTION
            | {"FOYER_SECRET_KEYS": KEY[:31], "FOYER_DEMO": demo_flag, "FOYER_PUBLIC_URL": "http://localhost"}
        )


def test_r57_production_refuses_to_start_without_a_key() -> None:
    assert "missing" in refusal(SECRET_KEYS=None)
    assert "missing" in refusal(SECRET_KEYS=" ")
    assert "at least 32" in refusal(SECRET_KEYS=f"{KEY},")
    assert "twice" in refusal(SECRET_KEYS=f"{KEY},{KEY}")


@pytest.mark.parametrize(
    "key",
    [
        "change-me-change-me-please-change-me",
        "this-is-an-example-of-a-secret-key!",
        "x" * 40,
        "aaaabbbbccccddddaaaaccccbbbbddddaabb",
        "Qx8vR2mTQx8vR2mTQx8vR2mTQx8vR2mT",
        "0123456789ABCDEF-Qx8vR2mT5wZk3pL9",
        "my-Password-is-Qx8vR2mT5wZk3pL9sD7",
    ],
)
def test_r57_production_refuses_example_keys(key: str) -> None:
    assert "example" in refusal(SECRET_KEYS=key)
    assert "example" in refusal(SECRET_KEYS=f"{KEY},{key}")


def test_r57_the_demo_makes_its_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first, second = demo(), demo()
    assert first.secret_keys == second.secret_keys
    assert len(first.secret_keys[0]) >= 32
    file = tmp_path / "var" / "secret_keys"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_keys"]


def test_r57_server_and_worker_that_start_together_have_one_key(tmp_path: Path) -> None:
    made: list[str] = []
    start = threading.Barrier(8)

    def begin() -> None:
        start.wait()
        made.append(made_once(tmp_path / "keys" / "secret_keys"))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    assert made[0]


def test_r57_production_makes_no_key_and_reads_no_demos(tmp_path: Path) -> None:
    demo()
    assert "missing" in refusal(SECRET_KEYS=None)


def test_r56_settings_do_not_print_their_secrets() -> None:
    printed = repr(production(MAIL_URL="smtp://foyer:hush@mail"))
    assert "hush" not in printed
    assert KEY not in printed


@pytest.mark.parametrize(
    ("url", "folder"),
    [("file:var/mail", "var/mail"), ("file:/srv/mail", "/srv/mail"), ("file:///srv/mail", "/srv/mail")],
)
def test_a_file_address_names_a_folder(url: str, folder: str) -> None:
    assert folder_of(url) == Path(folder)
    assert production(MAIL_URL=url).mail_url == url
