"""Looks for words that no sentence of the program may hold. `rules.toml` has them, and what may stand why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.words.shown import Shown

RULES = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that are not to be said, and why not."""

    id: str
    pattern: str
    why: str
    within: str = ""

    def holds_for(self, shown: Shown) -> bool:
        return shown.file.startswith(self.within) and bool(re.search(self.pattern, shown.text, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Allowed:
    """A sentence with such words that may be said all the same: its file, a part of it, and the reason."""

    rule: str
    file: str
    text: str
    reason: str

    def covers(self, rule: Rule, shown: Shown) -> bool:
        return (self.rule, self.file) == (rule.id, shown.file) and self.text in shown.text


def rules_and_allowed() -> tuple[tuple[Rule, ...], tuple[Allowed, ...]]:
    """What `rules.toml` holds."""
    plain = tomllib.loads(RULES.read_text(encoding="utf-8"))
    rules = tuple(Rule(**one) for one in plain["rule"])
    return rules, tuple(Allowed(**one) for one in plain["allowed"])


def found(sentences: Iterable[Shown], rules: Sequence[Rule], allowed: Sequence[Allowed]) -> list[str]:
    """Every sentence that breaks a rule and is not allowed, and every allowance that no sentence needs."""
    used: set[Allowed] = set()
    faults = []
    for shown in sentences:
        for rule in (one for one in rules if one.holds_for(shown)):
            covering = [one for one in allowed if one.covers(rule, shown)]
            used.update(covering)
            if not covering:
                faults.append(f"{rule.id}: {shown.file} {shown.at}: {shown.text!r}. {rule.why}")
    faults += [
        f"allowed, and nowhere said: {one.rule} {one.file} {one.text!r}" for one in allowed if one not in used
    ]
    return faults
