"""The two servers: waitress for one process, gunicorn for several behind a reverse proxy."""

import signal
from types import FrameType
from typing import Any

from core.settings import Settings

LARGEST_BODY = 256 * 1024 * 1024
"""What a server reads before it gives up; each page has its own, smaller limit and says it in words."""


def by_waitress(settings: Settings, *, threads: int) -> None:
    """Serves in this process until SIGTERM or Ctrl-C; requests in hand are finished."""
    from waitress.server import create_server

    from wsgi import create_application

    host, _, port = settings.bind.rpartition(":")
    server = create_server(
        create_application(settings),
        host=host.strip("[]"),
        port=int(port),
        threads=threads,
        ident=None,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=False,  # proxies.py reads them, and only from TRUSTED_PROXIES
        channel_timeout=60,
        expose_tracebacks=False,
    )
    signal.signal(signal.SIGTERM, _leave)
    server.run()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def by_gunicorn(settings: Settings, *, workers: int, threads: int) -> None:
    """Serves in several processes; with LIMITS_URL=memory:// each would count on its own, so that is refused."""
    from gunicorn.app.base import BaseApplication

    from core.settings import SettingError

    if settings.limits and settings.limits_url.startswith("memory:"):
        raise SettingError("FOYER_LIMITS_URL: several processes share their counters in redis://host:port.")

    class Several(BaseApplication):
        def load_config(self) -> None:
            for name, value in _options(settings, workers=workers, threads=threads).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from wsgi import create_application

            return create_application(settings)

    Several().run()


def _options(settings: Settings, *, workers: int, threads: int) -> dict[str, Any]:
    return {
        "bind": settings.bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 30,
        "keepalive": 5,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "forwarded_allow_ips": "",
        "limit_request_line": 8190,
    }
