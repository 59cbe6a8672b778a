"""Words for what core.track_lead refuses; %(name)s stands for a fact of the error."""

from typing import Any

WORDS: dict[str, Any] = {}
