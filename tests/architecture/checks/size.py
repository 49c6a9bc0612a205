"""Small enough to read: files, functions, nesting; and no exception that nobody hears of."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import SourceFile, SourceTree

FILE_LINES = 300
FUNCTION_LINES = 40
NESTING = 3
_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ANYTHING = {"Exception", "BaseException"}


def files_are_short(tree: SourceTree) -> Iterator[str]:
    """A file of code has at most 300 lines."""
    for file in tree.named(".py", ".js", ".mjs"):
        if (lines := file.text.count("\n")) > FILE_LINES:
            yield f"{file.path} has {lines} lines"


def functions_are_short(tree: SourceTree) -> Iterator[str]:
    """A function has at most 40 lines, its text of explanation included."""
    for file, node in _functions(tree):
        if (lines := node.end_lineno - node.lineno + 1) > FUNCTION_LINES:
            yield f"{file.at(node)} {node.name} has {lines} lines"


def nesting_is_shallow(tree: SourceTree) -> Iterator[str]:
    """At most three blocks stand inside each other in a function."""
    for file, node in _functions(tree):
        if (depth := max((_depth(inner) for inner in node.body), default=0)) > NESTING:
            yield f"{file.at(node)} {node.name} nests {depth} blocks"


def _functions(tree: SourceTree) -> Iterator[tuple[SourceFile, ast.FunctionDef]]:
    for file in tree.python():
        yield from ((file, node) for node in ast.walk(file.syntax) if isinstance(node, _FUNCTIONS))


def _depth(node: ast.AST, *, is_elif: bool = False) -> int:
    if isinstance(node, _FUNCTIONS):
        return 0
    own = int(isinstance(node, _BLOCKS) and not is_elif)
    return own + max((_depth(child, is_elif=_is_elif(node, child)) for child in ast.iter_child_nodes(node)), default=0)


def _is_elif(node: ast.AST, child: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]


def exceptions_are_heard(tree: SourceTree) -> Iterator[str]:
    """No bare except, no handler that does nothing, no broad one that neither raises nor uses what it caught."""
    for file in tree.python():
        for node in ast.walk(file.syntax):
            if isinstance(node, ast.ExceptHandler) and (fault := _fault(node)):
                yield f"{file.at(node)} {fault}"
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "suppress" and _ANYTHING & _named(node):
                yield f"{file.at(node)} suppresses every exception"


def _fault(handler: ast.ExceptHandler) -> str | None:
    if handler.type is None:
        return "catches without saying what"
    if all(isinstance(each, (ast.Pass, ast.Continue)) or _is_ellipsis(each) for each in handler.body):
        return "swallows an exception"
    used = {node.id for node in ast.walk(handler) if isinstance(node, ast.Name)}
    told = handler.name in used or any(_tells(node) for node in ast.walk(handler))
    if _ANYTHING & _named(handler.type) and not told:
        return "catches everything and tells nobody"
    return None


def _tells(node: ast.AST) -> bool:
    """Raising, or logging with the traceback."""
    return isinstance(node, ast.Raise) or isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "exception"


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and getattr(node.value, "value", None) is ...


def _named(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
