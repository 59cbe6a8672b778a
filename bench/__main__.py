"""`python -m bench`: makes the databases, serves Foyer and the floor side by side, measures, and says what holds."""

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import report
from bench.acts import ACTS, Act
from bench.flows import World
from bench.measure import Results, measure, statements_of
from bench.rows import in_use, make, settings_of
from bench.running import App, free_port
from bench.server import HOUSE, Server

PAGE = HOUSE / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by `make bench ARGS=--write` -->\n", "<!-- end of figures -->\n"


def arguments() -> argparse.Namespace:
    """What was asked for."""
    asked = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    asked.add_argument("--sizes", default="1000,100000,1000000", help="customers and leads, separated by commas")
    asked.add_argument("--times", type=int, default=120, help="requests of each kind that are measured")
    asked.add_argument("--quick", action="store_true", help="1,000 only and few requests: does it run at all?")
    asked.add_argument("--only", default="", help="acts whose name begins so, separated by commas")
    asked.add_argument("--data", type=Path, help="folder in which the databases stay for the next time")
    asked.add_argument("--write", action="store_true", help=f"write the figures into {PAGE.relative_to(HOUSE)}")
    asked.add_argument("--statements", action="store_true", help="print the SQL of each act")
    given = asked.parse_args()
    given.sizes = [1000] if given.quick else sorted({int(size) for size in given.sizes.split(",")})
    given.times = 20 if given.quick else given.times
    wanted = tuple(name.strip() for name in given.only.split(","))
    given.acts = [act for act in ACTS if act.name.startswith(wanted)]
    return given


def main() -> int:
    """Runs it; 0 when every limit held."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped all the same
    asked = arguments()
    folder = asked.data or Path(tempfile.mkdtemp(prefix="foyer-bench-"))
    server = Server(folder)
    server.start()
    worlds: list[World] = []
    try:
        loads = [_load(server, size, folder) for size in asked.sizes]
        worlds = [_serve(server, size, template, folder) for size, template, _said in loads]
        lines, held = _figures(asked, worlds)
        said = [line for *_, line in loads if line]
    finally:
        for world in worlds:
            world.ours.stop()
            world.floor.stop()
        server.stop()
        if asked.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    if asked.write:
        _write([*said, "", *lines] if said else lines)
    return 0 if held else 1


def _load(server: Server, size: int, folder: Path) -> tuple[int, str, str]:
    template, seconds, cpu = make(server, size, folder)
    said = ""
    if seconds is not None:
        took = f"{seconds:.0f} s, {cpu:.0f} s of CPU beside PostgreSQL's"
        said = f"`synthesise` of {size:,} customers and {size:,} leads: {took}."
        print(said, flush=True)
    return size, template, said


def _serve(server: Server, size: int, template: str, folder: Path) -> World:
    database = f"run_{size}"
    server.copy(template, database)
    port = free_port()
    environment, _ = settings_of(server.url(database, name=f"foyer_{size}"), folder, port=port)
    ours = App(f"foyer_{size}", "bench.ours", environment, port=port, log=folder / f"foyer_{size}.log")
    dsn = {"BENCH_DSN": server.url(database, name=f"floor_{size}")}
    floor = App(f"floor_{size}", "bench.floor", dsn, port=free_port(), log=folder / f"floor_{size}.log")
    world = World(size, database, ours, floor, server)
    ours.wait("/readyz")
    floor.wait("/lead/1")
    world.look()
    return world


def _figures(asked: argparse.Namespace, worlds: Sequence[World]) -> tuple[list[str], bool]:
    acts: list[Act] = asked.acts
    results: Results = {}
    for act in acts:
        results |= measure(act, worlds, times=asked.times, warm=20)
    counted = {world.size: _count(asked, acts, world) for world in worlds}
    lines = [
        f"On {os.cpu_count()} × {platform.machine()}, Python {platform.python_version()}, PostgreSQL, one client.",
        "",
    ]
    for size in asked.sizes:
        lines += [*report.table(size, min(asked.sizes), acts, results, counted[size]), ""]
    judgements = report.judge(asked.sizes, acts, results, counted[max(asked.sizes)])
    lines += ["### What is to hold", "", *report.summary(judgements)]
    print("\n".join(lines), flush=True)
    return lines, all(one.held for one in judgements)


def _count(asked: argparse.Namespace, acts: Sequence[Act], world: World) -> dict[str, int]:
    from wsgi import assemble

    folder = world.ours.log.parent
    _, settings = settings_of(world.server.url(world.database), folder, port=world.ours.port)
    counted = {}
    with in_use(settings):
        from bench.ours import beside

        application = beside(assemble(settings))
        for act in acts:
            # numbers that were not used: what is converted once cannot be converted again
            said = statements_of(act, world, application, [asked.times + 20, asked.times + 21])
            counted[act.name] = len(said)
            if asked.statements:
                print(f"--- {act.name}, {world.size:,}", *said, sep="\n")
    return counted


def _write(lines: Sequence[str]) -> None:
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after)


if __name__ == "__main__":
    sys.exit(main())
