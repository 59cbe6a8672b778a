"""The one place that asks the machine what time it is."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """This moment, aware and in UTC. Only the outermost layer asks; process functions are told `now`."""
    return datetime.now(UTC)
