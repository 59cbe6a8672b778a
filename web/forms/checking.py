"""A form's answers put before the domain: what is wrong stands beside its field, what is doubtful warns once."""

from collections.abc import Callable
from typing import Any, TypeVar

from wtforms import HiddenField

from core.errors import Invalid
from core.tokens import token_hash
from web.forms.base import find_field
from web.wording import word_problem

Answers = TypeVar("Answers")

DOUBTS = frozenset(
    {
        "number_length", "number_format", "number_first_digit", "number_check_digit", "number_birth_impossible",
        "number_region_unknown", "postal_code_format", "postal_code_elsewhere", "building_number_format",
        "additional_number_format", "short_address_format",
    }
)  # fmt: skip
"""Codes that warn; whoever sends the same again keeps it."""


class Doubting:
    """For forms whose answers may be doubted: remembers what was warned about, so that the second time it passes."""

    doubted = HiddenField()
    doubtful: tuple[str, ...] = ()
    """Fields that the rules of numbers and formats look at."""

    @property
    def kept(self) -> bool:
        """Whether the person was warned of just these answers and sent them again."""
        return bool(self.doubted.data) and self.doubted.data == self._print()

    def warned(self) -> None:
        """From now on the same answers pass."""
        self.doubted.data = self._print()

    def _print(self) -> str:
        fields = [getattr(self, name, None) for name in self.doubtful]
        said = [str(field.data or "") for field in fields if field is not None]
        return token_hash("\x1f".join(said))[:16]


def examined(form: Any, check: Callable[[], Answers]) -> Answers | None:
    """What the domain makes of the answers; None when something is to be mended or looked at once more."""
    sound = form.validate()
    try:
        answers = check()
    except Invalid as invalid:
        show_invalid(form, invalid)
        return None
    return answers if sound else None


def show_invalid(form: Any, invalid: Invalid) -> None:
    """Each problem beside its field; a field that says already what is wrong says it once."""
    for problem in invalid.problems:
        field = find_field(form, problem.field)
        sentence = word_problem(problem)
        if field is None:
            form.form_errors.append(sentence)
        elif problem.code in DOUBTS:
            field.doubt = sentence  # type: ignore[attr-defined]
        elif not field.errors:
            field.errors = [sentence]
    if isinstance(form, Doubting):
        form.warned()


def doubts_of(form: Any) -> list[tuple[str, str]]:
    """Id of the field and the sentence, of everything the form warns about."""
    return [(field.id, field.doubt) for field in form if getattr(field, "doubt", None) and not field.errors]
