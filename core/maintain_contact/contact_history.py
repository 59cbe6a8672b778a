"""Contact history (MC-11): what core.history_told reads for every process."""

from core.history_told import LOOKS, MOST, HistoryLine, history_of

__all__ = ["LOOKS", "MOST", "HistoryLine", "history_of"]
