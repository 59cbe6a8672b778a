"""Words for what core.identify_contact refuses; %(name)s stands for a fact of the error."""

from typing import Any

WORDS: dict[str, Any] = {}
