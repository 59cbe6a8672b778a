"""One line a request, without anything about people: no address line, no form, no cookie (R56)."""

import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram

REQUESTS = Counter("foyer_requests_total", "Requests answered", ["face", "page", "method", "status"])
SECONDS = Histogram("foyer_request_seconds", "Time to answer", ["face"], buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10))
log = structlog.get_logger("foyer")


def set_up_logs(style: str) -> None:
    """`json` for machines, `text` for a terminal; once a process. Control characters never reach the log raw."""
    shown: Any = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _escape,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _escape(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    return {key: _readable(value) if key != "exception" else value for key, value in event.items()}


def _readable(value: Any) -> Any:
    return (
        value.encode("unicode_escape").decode("ascii") if isinstance(value, str) and not value.isprintable() else value
    )


def tell(app: Flask, *, face: str) -> None:
    """Counts and logs each request of `app` by its route, never by its address: that may hold a token."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        page = request.endpoint or "none"
        method = request.method if request.method in ("GET", "POST", "HEAD") else "other"
        REQUESTS.labels(face, page, method, str(response.status_code)).inc()
        SECONDS.labels(face).observe(seconds)
        log.info(
            "request", face=face, page=page, method=method, status=response.status_code,
            milliseconds=round(seconds * 1000), request_id=g.get("request_id"),
        )  # fmt: skip
        return response


class Talkative(Flask):
    """A Flask app that logs what was not caught in our way."""

    def ensure_sync(self, func: Any) -> Any:
        """Nothing here is asynchronous, so nobody need look whether it is."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        """The last resort (R71): where and of which kind."""
        tell_failure(exc_info[1])


def tell_failure(error: BaseException) -> None:
    """Logs a fault of ours without its message, which may hold what somebody typed (R56)."""
    log.error("failure", request_id=g.get("request_id"), page=request.endpoint, exception=_trace(error))


def _trace(error: BaseException) -> str:
    chain: list[str] = []
    at: BaseException | None = error
    while at is not None and len(chain) < 5:
        places = "".join(traceback.format_tb(at.__traceback__))
        chain.append(f"Traceback (most recent call last):\n{places}{type(at).__module__}.{type(at).__qualname__}")
        at = at.__cause__ or at.__context__
    return "\nafter\n".join(chain)
