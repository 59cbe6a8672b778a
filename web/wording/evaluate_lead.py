"""Words for what core.evaluate_lead refuses; %(name)s stands for a fact of the error."""

from typing import Any

WORDS: dict[str, Any] = {}
