"""What people forget, as operators of our own: a filter, a lock, a message, an argument, one of two conditions."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

STEPS = {"filter", "exclude", "order_by", "distinct", "select_for_update", "strip", "lower"}
# What makes a page quick or opens a transaction shows in no answer; log lines are nobody's to rely on.
QUIET = {"select_related", "prefetch_related", "only", "atomic", "exception", "info", "warning", "debug"}
# Arguments that say how a query is asked, not what for.
QUIET_ARGUMENTS = {"of", "no_key", "savepoint", "extra", "update_fields", "batch_size", "frozen", "slots", "strict"}
QUIET_ARGUMENTS |= {"owners"}  # of a diary: whether it reads whose the bookings are


class Drop(NamedTuple):
    """A stretch of the source, and what it reads without the thing that is forgotten."""

    operator: str
    start: tuple[int, int]  # line from 1, column in characters
    end: tuple[int, int]
    text: str


def drops_of(source: str) -> list[Drop]:
    """Everything that can be forgotten in a file, in the order of the file."""
    lines = source.splitlines()
    found = [_placed(operator, node, text, lines) for operator, node, text in _drops(ast.parse(source))]
    return sorted(found, key=lambda drop: (drop.start, drop.end, drop.operator, drop.text))


def without(source: str, drop: Drop) -> str:
    """The source after a drop; every other line keeps its number."""
    lines = source.splitlines(keepends=True)
    (first, begins), (last, ends) = drop.start, drop.end
    lines[first - 1 : last] = [lines[first - 1][:begins] + drop.text + lines[last - 1][ends:]]
    return "".join(lines)


def _placed(operator: str, node: ast.expr | ast.stmt, text: str, lines: list[str]) -> Drop:
    def column(line: int, offset: int) -> int:
        return len(lines[line - 1].encode()[:offset].decode())

    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    start = node.lineno, column(node.lineno, node.col_offset)
    end = node.end_lineno, column(node.end_lineno, node.end_col_offset)
    breaks = "\n" * (end[0] - start[0])
    return Drop(operator, start, end, f"({text}{breaks})" if isinstance(node, ast.expr) else text + breaks)


def _drops(tree: ast.AST) -> Iterator[tuple[str, ast.expr | ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _name(node.value) not in QUIET:
            yield "drop/call", node, "pass"
        elif isinstance(node, ast.Raise) and node.exc is not None:
            yield "drop/raise", node, "pass"
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript):
            yield "drop/assignment", node, "pass"
        elif isinstance(node, ast.With):
            for item in node.items:
                if item.optional_vars is None and _name(item.context_expr) not in QUIET:
                    yield "drop/context", item.context_expr, "__import__('contextlib').nullcontext()"
        elif isinstance(node, ast.BoolOp):
            for left_out in range(len(node.values)):
                rest = [each for number, each in enumerate(node.values) if number != left_out]
                yield "drop/condition", node, ast.unparse(rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(call: ast.Call) -> Iterator[tuple[str, ast.expr | ast.stmt, str]]:
    if isinstance(call.func, ast.Attribute) and call.func.attr in STEPS | _vocabulary():
        yield "drop/step", call, ast.unparse(call.func.value)
    for keyword in call.keywords:
        if keyword.arg is not None and keyword.arg not in QUIET_ARGUMENTS:
            rest = [each for each in call.keywords if each is not keyword]
            yield "drop/argument", call, ast.unparse(ast.Call(call.func, call.args, rest))


def _name(node: ast.expr) -> str:
    function = node.func if isinstance(node, ast.Call) else node
    return getattr(function, "attr", getattr(function, "id", ""))


@cache
def _vocabulary() -> set[str]:
    """The words of the query sets of all apps, such as `held` or `living_here`."""
    trees = [ast.parse(path.read_text()) for path in Path().glob("*/querysets.py")]
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
