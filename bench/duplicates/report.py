"""What is said of one matcher: thresholds chosen on tuning, judged on held-out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bench.duplicates.labelled import Labelled
from bench.duplicates.scoring import (
    Figures,
    Pair,
    at_precision,
    average_precision,
    best,
    curve,
    figures,
    missed_by_kind,
    thinned,
    true_pairs,
    wrong_by_setting,
)

PRECISIONS = (0.90, 0.95, 0.98, 0.99)


def judged(scored: Mapping[str, Mapping[Pair, float]], rows: Mapping[str, Sequence[Labelled]]) -> dict[str, Any]:
    """All figures of one matcher; `scored` and `rows` by part.

    'at_tuned_threshold' is the honest figure: the threshold of the best F1 on tuning, used on held-out. What
    'recall_at_precision' says of held-out is read off its own curve, and so compares matchers at equal precision.
    """
    truth = {part: true_pairs(rows[part]) for part in rows}
    points = {part: curve(scored[part], truth[part]) for part in rows}
    threshold = best(points["tuning"]).threshold
    said: dict[str, Any] = {
        part: {
            "records": len(rows[part]),
            "true_pairs": len(truth[part]),
            "scored_pairs": len(scored[part]),
            "recall_of_all_scored": _rounded(points[part][-1])["recall"],
            "average_precision": round(average_precision(points[part]), 4),
            "best_f1": _rounded(best(points[part])),
            "at_tuned_threshold": _rounded(figures(scored[part], truth[part], threshold=threshold)),
            "recall_at_precision": {str(wanted): _recall(points[part], wanted) for wanted in PRECISIONS},
        }
        for part in rows
    }
    held_out = said["held_out"]
    held_out["curve"] = thinned(points["held_out"])
    held_out["missed_by_kind"] = missed_by_kind(scored["held_out"], rows["held_out"], threshold=threshold)
    held_out["wrong_by_setting"] = wrong_by_setting(scored["held_out"], rows["held_out"], threshold=threshold)
    return said


def _rounded(point: Figures) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(point).items()}


def _recall(points: Sequence[Figures], precision: float) -> float:
    point = at_precision(points, precision)
    return round(point.recall, 4) if point else 0.0


def told(name: str, said: Mapping[str, Any]) -> str:
    """A few lines for a terminal."""
    lines = [name]
    for part in ("tuning", "held_out"):
        one = said[part]
        point = one["at_tuned_threshold"]
        recalls = ", ".join(f"{recall:.1%} at {float(at):.0%}" for at, recall in one["recall_at_precision"].items())
        lines.append(
            f"  {part:8} precision {point['precision']:.1%}, recall {point['recall']:.1%}, F1 {point['f1']:.4f}; "
            f"average precision {one['average_precision']:.4f}; recall {recalls}"
        )
    return "\n".join(lines)
