"""The command `foyer`: what operators type. Exits 0 only when it did what was asked, and says what it did."""

import os
import signal
import threading

import click

from core.access import Actor, Role
from core.clock import utcnow
from core.crypto import use_keys
from core.database.schema import is_current
from core.database.transaction import engine, reading, transaction, use_database
from core.settings import Settings, read_settings
from jobs.commands import add_long_work
from web.commands import command
from web.refusals import not_built

ROLES = [role.value for role in Role]


def _settings() -> Settings:
    """Settings of the environment, with its database and keys in use."""
    settings = read_settings(os.environ)
    use_keys(settings.secret_keys)
    use_database(settings)
    return settings


def _ready() -> Settings:
    """The same, once the database has answered and holds the schema of this version."""
    settings = _settings()
    if not _is_current():
        raise click.ClickException("The database does not hold the schema of this version. Run: foyer db upgrade")
    return settings


def _is_current() -> bool:
    with reading(newest=True) as db:
        return is_current(db)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def foyer() -> None:
    """Foyer, the front of house of a telecom operator. Settings are FOYER_… environment variables."""


@foyer.command()
@click.option("--workers", default=1, show_default=True, help="processes; more than one is served by gunicorn")
@click.option("--threads", default=8, show_default=True, help="requests answered at a time by each process")
@command
def serve(workers: int, threads: int) -> None:
    """Serve the faces chosen by FOYER_SURFACES at FOYER_BIND, until told to stop."""
    from web.serving import by_gunicorn, by_waitress

    settings = read_settings(os.environ)
    if workers > 1:
        by_gunicorn(settings, workers=workers, threads=threads)
    else:
        by_waitress(settings, threads=threads)


@foyer.command()
@command
def worker() -> None:
    """Deliver mail, messages and jobs, until told to stop; any number may run side by side."""
    from jobs.worker import work
    from web.logs import set_up_logs

    settings = _settings()
    set_up_logs(settings.log)
    stop = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    work(settings, stop=stop)


@foyer.group()
def db() -> None:
    """The database's schema."""


@db.command()
@click.argument("revision", default="head")
@command
def upgrade(revision: str) -> None:
    """Bring the schema up to date (or to REVISION)."""
    from core.database.migrate import upgrade as bring_up

    _settings()
    _is_current()  # who cannot be reached is told so in one line
    bring_up(engine(), revision)
    click.echo(f"The schema is at {revision}.")


@db.command()
@click.argument("revision")
@command
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION; `base` removes everything."""
    from core.database.migrate import downgrade as take_back

    _settings()
    _is_current()
    take_back(engine(), revision)
    click.echo(f"The schema is at {revision}.")


@db.command()
@command
def check() -> None:
    """Say whether the schema is what this version of Foyer expects."""
    from core.database.migrate import matches_models

    _ready()
    if not matches_models(engine()):
        raise click.ClickException("The schema differs from what this version expects. Run: foyer db upgrade")
    click.echo("The schema is what this version expects.")


@foyer.group()
def staff() -> None:
    """People who work in the back office."""


@staff.command()
@click.option("--email", required=True, help="they sign in with it")
@click.option("--name", required=True)
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(ROLES), help="may be given twice")
@command
def add(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Add somebody and print the link by which they choose their password; again for a new link."""
    from core.staff_accounts import invite

    settings = _ready()
    with transaction() as db:
        now, chosen = utcnow(), [Role(role) for role in roles]
        token = invite(db, email=email, name=name, roles=chosen, by=Actor.system(), now=now)
    click.echo(f"{name} can choose a password within 72 hours, once:")
    click.echo(f"{settings.public_url}/office/set-password/{token}")


@staff.command()
@click.argument("email")
@command
def disable(email: str) -> None:
    """Close the account of EMAIL: it opens nothing from now on, and its sessions end."""
    from core.staff_accounts import staff_by_email
    from core.staff_administration import close_account

    _ready()
    with transaction() as db:
        person = staff_by_email(db, email)
        close_account(db, person, by=Actor.system(), now=utcnow())
    click.echo(f"{person.name} can no longer sign in.")


@foyer.command()
@command
def demo() -> None:
    """Load the demo operator into an empty database (FOYER_DEMO=1 only)."""
    from jobs.demo import load_demo

    settings = _ready()
    if not settings.demo:
        raise click.ClickException("FOYER_DEMO: the demo's passwords are known to all; set it to 1 on this machine.")
    click.echo(load_demo(settings))


add_long_work(foyer, ready=_ready, settings=_settings)
not_built(foyer, staff=staff)
