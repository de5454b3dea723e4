"""Running commands as another program would, and holding their documents against the schemas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from backcoach.terminal.app import run

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).parents[2] / "docs"
SCHEMAS = DOCS / "schemas"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@cache
def schema(name: str) -> dict[str, Any]:
    """One schema file."""
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


@cache
def _registry() -> Any:
    names = [path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json")]
    return Registry().with_resources(
        (schema(one)["$id"], Resource.from_contents(schema(one))) for one in names
    )


def faults(name: str, document: object) -> list[str]:
    """Where a document does not fit its schema."""
    validator = Draft202012Validator(schema(name), registry=_registry())
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


@dataclass(frozen=True)
class Ran:
    """What came of one command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one document on stdout; anything beside it is an error."""
        return json.loads(self.out)

    def fits(self, name: str, code: int = 0) -> Any:
        """The document, once the exit code and the schema are as they should be."""
        assert self.code == code, self.err
        document = self.document
        assert not faults(name, document)
        return document


class Machine:
    """Runs commands at a moment that goes on only when told so, and writes answers files."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._folder, self._capsys, self._monkeypatch = folder, capsys, monkeypatch
        self.now = MORNING
        self.waits()

    def waits(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)
        self._monkeypatch.setenv("BACKCOACH_NOW", self.now.isoformat())

    def run(self, *arguments: str) -> Ran:
        """Run one command line."""
        self._capsys.readouterr()
        code = run(arguments)
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def file(self, answers: dict[str, Any], name: str = "answers.json") -> str:
        """An answers file."""
        path = self._folder / name
        path.write_text(json.dumps(answers), encoding="utf-8")
        return str(path)

    def starts(self, answers: dict[str, Any], *options: str) -> Ran:
        """`start` with an answers file."""
        return self.run("start", "--answers", self.file(answers), "--json", *options)

    def reviews(self, **said: Any) -> Ran:
        """The weekly questions from a file, with no to all that is not named."""
        asked = self.run("screen", "--questions", "--weekly", "--json").fits("questions")["questions"]
        answers = {one["id"]: "no" for one in asked} | said
        return self.run("screen", "--weekly", "--answers", self.file(answers), "--json")

    def looks_back(self, *options: str) -> Ran:
        """`review` with options, or with one that says nothing of note."""
        return self.run("review", "--json", *(options or ("--easy", "no")))

    def logs(self, *options: str) -> Ran:
        """`log` with options."""
        return self.run("log", "--json", *options)


def record_bytes(home: Path) -> dict[str, bytes]:
    """Every file in the home folder but the backups, which come with the first write of a day."""
    if not home.exists():
        return {}
    return {path.name: path.read_bytes() for path in sorted(home.iterdir()) if path.is_file()}
