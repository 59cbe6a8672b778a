"""Words for what core.manage_prospect refuses; %(name)s stands for a fact of the error."""

from typing import Any

WORDS: dict[str, Any] = {}
