"""Commands of `foyer` that are long work: files brought in, bulk data for load tests, a look at everything."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import click

from core.model import ImportRun
from core.settings import Settings
from web.commands import command
from web.refusals import later

Ready = Callable[[], Settings]


def add_long_work(foyer: click.Group, *, ready: Ready, settings: Ready) -> None:
    """Adds them; `ready` gives the settings once the database holds our schema, `settings` in any case."""
    bring_in = _imports(foyer)
    _add_customers(bring_in, ready)
    _add_resume(bring_in, ready)
    _add_duplicates(foyer, ready)
    _add_synthesis(foyer, ready)
    _add_doctor(foyer, settings)


def _imports(foyer: click.Group) -> click.Group:
    @foyer.group("import")
    def bring_in() -> None:
        """Files brought in: the first row names the columns by the English labels of the pages."""

    bring_in.add_command(later("leads", "Reading leads from files is not built yet."))
    return bring_in


def _add_customers(bring_in: click.Group, ready: Ready) -> None:
    @bring_in.command()
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--dry-run", is_flag=True, help="read, check and count every row; write nothing")
    @click.option("--update-by", metavar="COLUMN", help="change customers found by this column, add the others")
    @click.option(
        "--errors", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="refused rows, as CSV"
    )
    @click.option("--country", default="", metavar="XX", help="as in which telephone numbers are dialled; else at home")
    @click.option("--keep-unusual", is_flag=True, help="keep numbers and addresses that look unusual as written")
    @command
    def customers(file: Path, **wished: Any) -> None:
        """Bring customers in from FILE (CSV or XLSX): up to 1,000,000 rows or 200 MB.

        Says what each column is taken for, then reads, checks and writes row by row. Rows that are refused are not
        written; the command then exits 1, and --errors keeps them with what is wrong, to be mended and brought in.
        """
        from jobs.import_file import Wish, import_file

        wish = Wish(file, **wished)
        run = import_file(ready(), wish, say=click.echo)
        click.echo(_told(run, dry_run=wish.dry_run))
        if run.refused and not wish.dry_run:
            sys.exit(1)


def _add_resume(bring_in: click.Group, ready: Ready) -> None:
    @bring_in.command(context_settings={"ignore_unknown_options": True})  # an import may begin with a dash
    @click.argument("number", metavar="IMPORT")
    @click.option(
        "--errors", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="refused rows, as CSV"
    )
    @command
    def resume(number: str, errors: Path | None) -> None:
        """Go on with IMPORT, which was stopped or broke off: no row is written twice.

        IMPORT is what the command said when it began, or the end of the import's address in the office.
        """
        from jobs.import_file import resume_import

        run = resume_import(ready(), number, errors=errors, say=click.echo)
        click.echo(_told(run, dry_run=False))
        if run.refused:
            sys.exit(1)


def _add_duplicates(foyer: click.Group, ready: Ready) -> None:
    @foyer.group()
    def duplicates() -> None:
        """Customers who may be one person."""

    @duplicates.command()
    @click.option(
        "--csv", "out", required=True, type=click.File("w", encoding="utf-8"), metavar="OUT", help="- for the terminal"
    )
    @command
    def scan(out: TextIO) -> None:
        """Compare all who are stored and write left,right,score,band,evidence into OUT; nobody is changed.

        Customers are named by external reference or else by code. What was said not to be the same is left out.
        """
        from jobs.duplicates import write_pairs

        ready()
        click.echo(f"{write_pairs(out):,} pairs.", err=True)


def _add_synthesis(foyer: click.Group, ready: Ready) -> None:
    @foyer.command()
    @click.option("--customers", type=click.IntRange(min=1), default=1000, show_default=True)
    @click.option("--leads", type=click.IntRange(min=0), default=1000, show_default=True)
    @click.option("--seed", type=int, default=0, show_default=True, help="the same seed draws the same people")
    @command
    def synthesise(customers: int, leads: int, seed: int) -> None:
        """Write realistic customers and leads in bulk, as the product would write them; for load tests.

        With FOYER_DEMO=1 they all sign in with the password of the demo, otherwise with none that anybody knows. On
        PostgreSQL the keys and indexes of the big tables are laid aside meanwhile: let nobody else work there.
        """
        from jobs.synthesis.load import synthesise as write

        seconds = write(ready(), customers=customers, leads=leads, seed=seed)
        click.echo(f"Wrote {customers:,} customers and {leads:,} leads in {seconds:.1f} seconds.")


def _add_doctor(foyer: click.Group, settings: Ready) -> None:
    @foyer.command()
    @command
    def doctor() -> None:
        """Try everything Foyer depends on, and say what to mend."""
        from jobs.doctor import examine

        found = examine(settings())
        for finding in found:
            click.echo(f"{'fine' if finding.fine else 'MEND'}  {finding.what}: {finding.said}")
        if not all(finding.fine for finding in found):
            sys.exit(1)


def _told(run: ImportRun, *, dry_run: bool) -> str:
    """What became of the rows, in one or two lines."""
    same = run.rows_done - run.created - run.updated - run.held - run.refused
    would = "Would be created" if dry_run else "Created"
    counted = (
        f"{run.rows_done:,} rows. {would}: {run.created:,}; updated: {run.updated:,}; held as possible duplicates: "
        f"{run.held:,}; nothing new: {same:,}; refused: {run.refused:,}."
    )
    return counted if dry_run else f"{counted}\nThe import is {run.public_id}: /office/customers/import/{run.public_id}"
