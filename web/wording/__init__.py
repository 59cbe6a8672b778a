"""Words for codes: `core` says what happened, here it is said in the reader's language."""

from collections.abc import Mapping
from inspect import isfunction
from typing import Any

from flask_babel import gettext

from core.errors import FoyerError, Problem
from web.wording import (
    authority,
    evaluate_lead,
    foundation,
    identify_contact,
    imports,
    maintain_contact,
    manage_prospect,
    operator,
    track_lead,
)
from web.wording.labels import label

MODULES = (
    foundation, identify_contact, authority, imports, maintain_contact, track_lead, evaluate_lead, manage_prospect,
    operator,
)  # fmt: skip
__all__ = ["label", "word", "word_problem"]


def word(error: FoyerError) -> str:
    """One or two sentences: what to do, then why."""
    return _say(error.code, error.facts)


def word_problem(problem: Problem) -> str:
    """The sentence that stands beside a field and in the list above the form."""
    return _say(problem.code, problem.facts)


def _say(code: str, facts: Mapping[str, Any]) -> str:
    for module in MODULES:
        if code in module.WORDS:
            said = module.WORDS[code]
            return said(facts) if isfunction(said) else str(said) % dict(facts) if facts else str(said)
    return gettext("This could not be done. Nothing was changed.")
