"""Commands of `foyer` say what is refused in one line, in the words of the pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from core.errors import FoyerError, Invalid
from core.settings import SettingError
from web.wording import word, word_problem


def command(act: Callable[..., Any]) -> Callable[..., Any]:
    """Words what is refused in one line, without a traceback."""

    @wraps(act)
    def run(*given: Any, **named: Any) -> Any:
        try:
            return act(*given, **named)
        except SettingError as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except Invalid as invalid:
            raise click.ClickException(" ".join(word_problem(problem) for problem in invalid.problems)) from invalid
        except FoyerError as refused:
            raise click.ClickException(word(refused)) from refused

    return run
