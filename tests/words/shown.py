"""Every sentence the program can show: of the content, of the code, of the helps and of the page template."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CONDITIONS = frozenset({"when", "unless", "asked_while", "conditions"})
"""Keys of content that hold a condition in its own small language, and no words."""
TITLES_OF_OTHERS = ROOT / "content" / "sources"
"""What papers and leaflets are called is for their authors to say."""
FAMILIES = Path("backcoach/terminal/families")
"""Where commands are declared."""
_HAS_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_NOT_READ = re.compile(r"<(style|script)\b.*?</\1>|{#.*?#}|{%.*?%}|<[^>]*>", re.DOTALL)
_GAP = re.compile(r"{{.*?}}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """One text as it is written, its gaps as `{}`; where it stands, and under which key or on which line."""

    file: str
    at: str
    text: str


@cache
def everything_shown() -> tuple[Shown, ...]:
    """All of it, file by file; looked for once, by the test that asks first."""
    return (*shown_by_content(), *shown_by_code(), *shown_by_templates())


def shown_by_content() -> Iterator[Shown]:
    """The texts of the content files."""
    for path in sorted((ROOT / "content").rglob("*.toml")):
        if TITLES_OF_OTHERS not in path.parents:
            yield from _of_table(tomllib.loads(path.read_text(encoding="utf-8")), Shown(_name(path), "", ""))


def _of_table(node: Any, at: Shown) -> Iterator[Shown]:
    if isinstance(node, str):
        if is_words(node):
            yield Shown(at.file, at.at, node)
    elif isinstance(node, list):
        for one in node:
            yield from _of_table(one, at)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in CONDITIONS:
                yield from _of_table(value, Shown(at.file, key, ""))


def shown_by_code() -> Iterator[Shown]:
    """The texts in the code. A docstring is one of them where a command shows it as its help."""
    for path in sorted((ROOT / "backcoach").rglob("*.py")):
        yield from texts_of_code(path.read_text(encoding="utf-8"), _name(path))


def texts_of_code(source: str, file: str) -> Iterator[Shown]:
    """The texts in one piece of code, those of an f-string with `{}` for what is filled in."""
    nodes = [*ast.walk(ast.parse(source))]
    left_out = _docstrings(nodes, has_helps=FAMILIES in Path(file).parents)
    left_out |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    found = [
        (node.lineno, node.col_offset, _text(node))
        for node in nodes
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in left_out
    ]
    yield from (Shown(file, str(line), text) for line, _column, text in sorted(found) if is_words(text))


def _text(node: ast.JoinedStr | ast.Constant) -> str:
    """What a literal says; nothing where it is no text."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node.value, str) else ""


def _docstrings(nodes: list[ast.AST], *, has_helps: bool) -> set[int]:
    """Texts that stand alone as a statement: for whoever reads the code, but for the helps of commands."""
    return {
        id(line.value)
        for node in nodes
        if isinstance(node, _HAS_DOCSTRING) and not (has_helps and _is_command(node))
        for line in node.body
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    }


def _is_command(node: ast.AST) -> bool:
    """Whether a function is declared a command, whose docstring is its help."""
    return isinstance(node, ast.FunctionDef) and bool(node.decorator_list)


def shown_by_templates() -> Iterator[Shown]:
    """The texts of the page templates, without marks and styles."""
    for path in sorted((ROOT / "backcoach").rglob("*.j2")):
        plain = _GAP.sub("{}", _NOT_READ.sub("\n", path.read_text(encoding="utf-8")))
        for line in plain.splitlines():
            if is_words(line):
                yield Shown(_name(path), "template", line.strip())


def is_words(text: str) -> bool:
    """Whether a text may be words: several of them, or one with a capital letter."""
    return " " in text.strip() or bool(re.fullmatch(r"[A-Z][a-z]+[.:]?", text))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
