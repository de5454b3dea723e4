"""Reading an answers file, and writing a new file for the person alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from backcoach.flows.errors import BadInput

MOST_LETTERS = 1_000_000


def read_answers_file(path: Path) -> dict[str, Any]:
    """The answers in a TOML or JSON file, by question id. Raises `BadInput`."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST_LETTERS + 1)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Check the name and the permissions."
        ) from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from None
    if len(text) > MOST_LETTERS:
        raise BadInput(f"{path} is far longer than all answers.", "See: backcoach start --example")
    plain = _parsed(path, text)
    if not isinstance(plain, dict):
        raise BadInput(f"{path} must hold question ids with their answers.", "See: backcoach start --example")
    return plain


def write_new_file(path: Path, text: str) -> None:
    """Write a new file that only its owner can read. An existing one is left as it is. Raises `BadInput`."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInput(
            f"{path} exists already and is left as it is.", "Choose a name that is not taken."
        ) from None
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.", "Choose another place.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise BadInput(
            f"{path} cannot be written: {error.strerror}.", "Make room, or choose another place."
        ) from None


def _parsed(path: Path, text: str) -> Any:
    try:
        if path.suffix.lower() == ".json" or text.lstrip().startswith("{"):
            return json.loads(text, object_pairs_hook=_each_once)
        import tomllib

        return tomllib.loads(text)
    except RecursionError:
        raise BadInput(f"{path} is nested too deeply.", "See: backcoach start --example") from None
    except ValueError as error:
        kind = "JSON" if path.suffix.lower() == ".json" else "TOML"
        raise BadInput(f"{path} cannot be read as {kind}: {_where(error)}.", "Correct that place.") from None


class _TwiceError(ValueError):
    """A question is answered more than once; which answer counts cannot be told."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return dict(pairs)


def _where(error: ValueError) -> str:
    """Where it went wrong; never the text around it, which may hold answers."""
    if isinstance(error, _TwiceError):
        return f"{error} stands more than once"
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}"
    if type(error).__name__ == "TOMLDecodeError":
        return str(error).rpartition("(")[2].rstrip(")")
    return "a number in it has thousands of figures"
