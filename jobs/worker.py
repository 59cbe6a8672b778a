"""The worker: takes due jobs, works them off, one after the other; any number of workers side by side."""

import logging
import os
import smtplib
import socket
import threading
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError

from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import FoyerError
from core.model import Job
from core.outbox import done, failed, lease, secret_of
from core.settings import Settings
from jobs.handlers import HANDLERS, facts_of

log = logging.getLogger("foyer.worker")

PAUSE_SECONDS = 0.5
SWEEP_SECONDS = 3600
EXPECTED = (OSError, smtplib.SMTPException, TemplateError, FoyerError, KeyError, ValueError)
"""What a delivery may fail of; anything else is a fault of ours and stops the worker, the lease brings the job back."""


def work_once(settings: Settings, *, worker: str = "worker") -> int:
    """Works off what is due now; returns how many jobs were taken."""
    with transaction() as db:
        jobs = [(job, secret_of(job)) for job in lease(db, worker=worker, now=utcnow())]
    for job, secret in jobs:
        _work(job, secret, settings)
    return len(jobs)


def _work(job: Job, secret: Mapping[str, Any], settings: Settings) -> None:
    try:
        handler = HANDLERS[job.kind]
        handler(job, secret, settings, facts_of(job, secret, settings))
    except EXPECTED as error:
        log.warning("job %s (%s) failed at try %s: %s", job.id, job.kind, job.tries, type(error).__name__)
        with transaction() as db:
            failed(db, job, why=f"{type(error).__name__}", now=utcnow())
        return
    with transaction() as db:
        done(db, job, now=utcnow())


def work(settings: Settings, *, stop: threading.Event) -> None:
    """Works until told to stop; finishes the job in hand first."""
    from jobs.sweeps import sweep

    name = f"{socket.gethostname()}:{os.getpid()}"
    swept = 0.0
    while not stop.is_set():
        try:
            busy = work_once(settings, worker=name)
            if utcnow().timestamp() - swept > SWEEP_SECONDS:
                sweep(settings)
                swept = utcnow().timestamp()
        except FoyerError as error:  # the database is away for a moment
            log.warning("cannot reach the jobs: %s", error.code)
            busy = 0
        if not busy:
            stop.wait(PAUSE_SECONDS)
