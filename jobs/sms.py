"""Delivery of text messages: one file a message in a folder; a gateway comes when one is chosen."""

from collections.abc import Mapping
from typing import Any

from core.model import Job
from core.settings import Settings, folder_of
from jobs.letters import message


def deliver_sms(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:
    """Words the message of a job and writes it; the same job writes the same file."""
    text = message(job.payload["template"], language=job.payload["language"], facts=facts)
    folder = folder_of(settings.sms_url)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{job.created_at:%Y%m%dT%H%M%S}-{job.public_id}.txt"
    beside = target.with_suffix(".part")
    beside.write_text(f"To: {secret['to']}\n\n{text}\n")
    beside.replace(target)
