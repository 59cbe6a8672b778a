"""Values written into pages: escaped as Jinja does, but not wrapped again one by one; a list writes a thousand."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from web.calling import Calls


def written(value: Any) -> str:
    """`value` as it stands in a page: markup as it is, all else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _escape_inner(value) if kind is str else escape(value)  # type: ignore[no-any-return]


def marked(text: str) -> Markup:
    """Text whose parts are escaped already, as markup: what Markup(text) says, in half of its time."""
    return str.__new__(Markup, text)


class _Generator(CodeGenerator):
    """Jinja's own, which says `written` where that says `escape`: what is put together needs no mark of its own."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class Pages(Environment):
    """Flask's environment with it."""

    code_generator_class = _Generator
    context_class = Calls
    written = staticmethod(written)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """No template has globals of its own, so they share one dictionary; a chain of two is slow to compare."""
        return super().make_globals(d) if d else self.globals
