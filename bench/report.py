"""The figures as tables, and what holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.acts import Act
from bench.measure import Results

HEAD = (
    "act",
    "p50 ms",
    "floor",
    "ratio",
    "p95 ms",
    "growth",
    "CPU ms",
    "floor",
    "ratio",
    "statements",
    "bytes",
    "floor",
)


@dataclass(frozen=True)
class Judgement:
    """One limit and whether it holds."""

    act: str
    what: str
    found: float
    limit: float

    @property
    def held(self) -> bool:
        return self.found <= self.limit


def table(size: int, smallest: int, acts: Sequence[Act], results: Results, statements: Mapping[str, int]) -> list[str]:
    """One size, one act a line."""
    rows = [HEAD]
    for act in acts:
        ours, floor = results[act.name, size, "ours"], results[act.name, size, "floor"]
        growth = ours.p50 / results[act.name, smallest, "ours"].p50
        rows.append(
            (
                act.name, f"{ours.p50:.2f}", f"{floor.p50:.2f}", f"{ours.p50 / floor.p50:.2f}×", f"{ours.p95:.1f}",
                f"{growth:.2f}×", f"{ours.cpu_each:.2f}", f"{floor.cpu_each:.2f}",
                f"{ours.cpu_each / floor.cpu_each:.2f}×", str(statements[act.name]), f"{ours.size_of_page:,}",
                f"{floor.size_of_page:,}",
            )
        )  # fmt: skip
    return [f"### {size:,} customers and {size:,} leads", "", *_lines(rows)]


def judge(
    sizes: Sequence[int], acts: Sequence[Act], results: Results, statements: Mapping[str, int]
) -> list[Judgement]:
    """Every limit at the largest size."""
    smallest, largest = min(sizes), max(sizes)
    found = []
    for act in acts:
        ours, floor = results[act.name, largest, "ours"], results[act.name, largest, "floor"]
        if act.most_times is not None:
            found.append(Judgement(act.name, "times the floor", ours.p50 / floor.p50, act.most_times))
        if act.most_statements is not None:
            found.append(Judgement(act.name, "statements", statements[act.name], act.most_statements))
        if act.most_growth is not None and largest > smallest:
            growth = ours.p50 / results[act.name, smallest, "ours"].p50
            found.append(Judgement(act.name, f"times itself at {smallest:,}", growth, act.most_growth))
    return found


def summary(judgements: Sequence[Judgement]) -> list[str]:
    """What was to hold, and whether it does."""
    rows = [("act", "what", "found", "at most", "")]
    for one in judgements:
        figure = f"{one.found:.0f}" if one.what == "statements" else f"{one.found:.2f}"
        rows.append((one.act, one.what, figure, f"{one.limit:g}", "held" if one.held else "NOT HELD"))
    return _lines(rows)


def _lines(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
