"""Measuring: one client that waits for each answer, ours and the floor's in turn at every size, so that whatever else
the machine does falls on all alike."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from sqlalchemy import event
from werkzeug.test import Client

from bench.acts import Act
from bench.flows import World
from bench.running import App

BLOCK = 5


@dataclass
class Taken:
    """What one act cost at one application."""

    milliseconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    size_of_page: int = 0

    @property
    def p50(self) -> float:
        return median(self.milliseconds)

    @property
    def p95(self) -> float:
        return sorted(self.milliseconds)[int(len(self.milliseconds) * 0.95)]

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.milliseconds)


Results = dict[tuple[str, int, str], Taken]
"""By act, size and "ours" or "floor"."""


def measure(act: Act, worlds: Sequence[World], *, times: int, warm: int) -> Results:
    """One act at every size: `warm` unmeasured, then `times` measured, a block here and a block there."""
    results: Results = {(act.name, world.size, whose): Taken() for world in worlds for whose in ("ours", "floor")}
    for start in range(0, warm + times, BLOCK):
        for world in worlds:
            for whose in ("ours", "floor"):
                taken = results[act.name, world.size, whose] if start >= warm else Taken()
                _block(act, world, whose, range(start, start + BLOCK), taken)
            world.forget_flashes()
    return results


def _block(act: Act, world: World, whose: str, numbers: range, taken: Taken) -> None:
    app: App = getattr(world, whose)
    requests = [getattr(act, whose)(world, number) for number in numbers]
    backends = app.backends(world.server)
    before = app.cpu(world.server, backends)
    for steps in requests:
        location, size, begun = "", 0, time.perf_counter()
        for request in steps:
            location, size = world.send(app, request, location)
        taken.milliseconds.append((time.perf_counter() - begun) * 1000)
        taken.size_of_page = max(taken.size_of_page, size)
    taken.cpu += app.cpu(world.server, backends) - before


def statements_of(act: Act, world: World, application: Any, numbers: Sequence[int]) -> list[str]:
    """What Foyer asks of the database for one act, in this process; its first time fills what is kept."""
    from core.database.transaction import engine

    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    client = Client(application, use_cookies=False)
    event.listen(engine(), "before_cursor_execute", note)
    for number in numbers:
        said.clear()
        location = ""
        for request in act.ours(world, number):
            headers, form = {}, request.form
            if request.who is not None:
                browser = world.browsers[request.who]
                headers["Cookie"] = browser.cookie
                form = {**form, "csrf_token": browser.token} if form is not None else None
            path = location if request.path == "…" else request.path
            answer = client.open(
                path, method=request.method, data=form, headers=headers, base_url=f"http://127.0.0.1:{world.ours.port}"
            )
            if answer.status_code != request.status:
                raise SystemExit(f"{request.method} {path} answered {answer.status}")
            location = answer.headers.get("Location", "")
    event.remove(engine(), "before_cursor_execute", note)
    return [statement for statement in said if not statement.startswith("BEGIN")]
