"""Imports of customers: a worker goes on with one for a while and leaves the rest to the next job."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from core.clock import utcnow
from core.crypto import keyring, use_keys
from core.database.transaction import transaction
from core.files import FileStore
from core.identify_contact.bulk_import.cutting import Preparing, Work
from core.identify_contact.bulk_import.parts import Part, read_part
from core.identify_contact.bulk_import.plan import Plan
from core.identify_contact.bulk_import.records import Prepared
from core.identify_contact.bulk_import.runs import WORK
from core.identify_contact.bulk_import.working import prepare_part, work_on
from core.model import Job
from core.outbox import enqueue, renew
from core.settings import Settings

SECONDS = 20.0
"""How long one job goes on, well within its lease: other jobs of the worker wait for it."""


def import_customers(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Goes on with an import; what is left is the next job's. Two at once do no harm: each part is settled once."""
    run_id = int(job.payload["run_id"])

    def breathe() -> None:
        with transaction() as db:
            renew(db, job, now=utcnow())

    store = FileStore(settings.files_url, keyring())
    if work_on(run_id, Work(store, utcnow, seconds=SECONDS, breathe=breathe)):
        with transaction() as db:
            enqueue(db, WORK, payload={"run_id": run_id}, now=utcnow())


@contextmanager
def read_ahead(settings: Settings, *, processes: int) -> Iterator[Preparing]:
    """Reads and examines parts in processes of their own, in their order, a few ahead of whoever writes them."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, initializer=_begin_process, initargs=(settings,)) as pool:

        def preparing(plan: Plan, parts: Sequence[Part]) -> Iterator[Sequence[Prepared]]:
            waiting = []
            for part in parts:
                waiting.append(pool.apply_async(_prepare_here, (plan, part)))
                if len(waiting) > processes + 2:
                    yield waiting.pop(0).get()
            for result in waiting:
                yield result.get()

        yield preparing


_stores: list[FileStore] = []


def _begin_process(settings: Settings) -> None:
    gc.freeze()  # what is loaded stays, and rows hold no cycles: looking through them again and again costs a third
    gc.set_threshold(100_000)
    use_keys(settings.secret_keys)
    _stores.append(FileStore(settings.files_url, keyring()))


def _prepare_here(plan: Plan, part: Part) -> list[Prepared]:
    return prepare_part(plan, read_part(_stores[-1], part))
