"""Calls in templates: macros and plain functions at once. Jinja looks twice at each for what few of them ask for."""

from functools import cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import pass_eval_context
from jinja2.runtime import Context, Macro

_PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType, type(cache(lambda: None))})
_ASKS_FOR_THE_PLACE = pass_eval_context(lambda _place: None).jinja_pass_arg  # type: ignore[attr-defined]


class Calls(Context):
    """Jinja's own, with a short way for what pages call hundreds of times."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As Jinja calls; everything unusual is left to it."""
        kind = type(obj)
        if kind is not Macro:
            asks = getattr(obj, "jinja_pass_arg", None) if kind in _PLAIN else kind
            if asks is None:
                return obj(*args, **_own(kwargs))
            if asks is not _ASKS_FOR_THE_PLACE:
                return super().call(obj, *args, **kwargs)
        return obj(self.eval_ctx, *args, **_own(kwargs))


def _own(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Without what Jinja adds for functions that ask for the context."""
    if kwargs:
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
    return kwargs
