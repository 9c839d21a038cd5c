"""The addresses of routes are compiled once in a process, however many applications the tests make."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


def share_compiled_routes() -> None:
    """Have the applications of this process share them: compiling all takes longer than a short test."""
    compiled: dict[tuple[Any, ...], Build] = {}
    compile_anew = Rule._compile_builder

    def compile_once(rule: Rule, append_unknown: bool = True) -> Build:
        about = (rule.rule, repr(rule.defaults), append_unknown)
        if about not in compiled:
            compiled[about] = compile_anew(rule, append_unknown)
        return compiled[about]

    Rule._compile_builder = compile_once  # type: ignore[method-assign]
