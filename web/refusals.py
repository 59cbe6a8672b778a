"""Commands that are promised but not built: they answer with a reason and exit 2, never silently."""

from typing import Any

import click

LATER = {
    "export": "Writing files is not built yet.",
    "score": "Scoring is not built yet; leads are ordered by their response targets.",
    "audit": "The history is append-only; its chain of digests is not built yet.",
    "keys": "Rotating keys is not built yet. A new key may stand first in FOYER_SECRET_KEYS, the old one behind it.",
    "privacy": "The sweep of what has been kept long enough is not built yet.",
    "backup": "Not built yet. Copy the database, FOYER_FILES_URL and FOYER_SECRET_KEYS together.",
    "restore": "Not built yet.",
}


def not_built(foyer: click.Group, *, staff: click.Group) -> None:
    """Adds what is still to come; a command that has been built since keeps its place."""
    for name, reason in LATER.items():
        if name not in foyer.commands:
            foyer.add_command(later(name, reason))
    if "reset-2fa" not in staff.commands:
        staff.add_command(later("reset-2fa", "The second factor is not built yet."))


def later(name: str, reason: str) -> click.Command:
    """A command that says why it is not there, and exits 2."""

    def refuse(**_given: Any) -> None:
        click.echo(reason, err=True)
        raise click.exceptions.Exit(2)

    return click.Command(
        name,
        callback=refuse,
        params=[click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)],
        help=reason,
        context_settings={"ignore_unknown_options": True},
    )
