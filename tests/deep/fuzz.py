"""Random and spoilt input of every kind: the program answers with a sentence and a documented exit code.

    python -m tests.deep.fuzz             50,000 inputs; ends with 1 when any of them is a fault
    python -m tests.deep.fuzz 500         so many
    python -m tests.deep.fuzz 500 --seed 7
    python -m tests.deep.fuzz --again "command lines:17" --seed 7     one input, with all that it says

An input is made of the seed, its kind and its number alone, so that each can be tried again. `fuzz_trial`
says what is a fault. The inputs are spread over as many processes as there are cores.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from backcoach.handbook import content
from backcoach.handbook.cases import load_cases
from backcoach.handbook.loading import load_handbook
from tests.deep.fuzz_families import FAMILIES, Family
from tests.deep.fuzz_ground import Ground, make_ground
from tests.deep.fuzz_trial import SECONDS, Outcome, Trial, faults, tried
from tests.zygote import prepare

INPUTS = 50_000
SEED = 20261123
SHOWN = 3
_READ_TOML = tomllib.loads


@dataclass(slots=True)
class Found:
    """What one kind of input came to: how often each exit code was seen, and the inputs of each fault."""

    codes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[int]] = field(default_factory=dict)

    def note(self, number: int, code: int | None, said: Sequence[str]) -> None:
        """One more input."""
        self.codes["hang" if code is None else str(code)] += 1
        for one in said:
            self.faults.setdefault(one, []).append(number)

    @property
    def bad(self) -> int:
        """How many inputs are at fault."""
        return len({number for numbers in self.faults.values() for number in numbers})

    def lines(self, name: str, seed: int) -> Iterator[str]:
        """The figures, and how to try the first inputs of each fault again."""
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(self.codes.items(), key=_by_code))
        yield f"{name}: {self.codes.total()} inputs, exit codes {codes}; {self.bad} at fault"
        for fault, numbers in sorted(self.faults.items()):
            again = ", ".join(f"{name}:{number}" for number in sorted(numbers)[:SHOWN])
            yield f"  - {len(numbers)} x {fault} (--seed {seed} --again {again!r})"


def _by_code(pair: tuple[str, int]) -> tuple[bool, int]:
    code, _ = pair
    return (code == "hang", 0 if code == "hang" else int(code))


def fuzz(
    number: int,
    ground: Ground,
    families: Sequence[Family] = FAMILIES,
    *,
    seed: int = SEED,
    seconds: float = SECONDS,
    workers: int | None = None,
) -> dict[str, Found]:
    """Try about so many inputs, of each kind its share."""
    found = {family.name: Found() for family in families}
    whole = sum(family.share for family in families)
    wanted = [
        (family, one) for family in families for one in range(max(1, round(number * family.share / whole)))
    ]
    for name, one, code, said in _spread(wanted, ground, seed, seconds, workers or os.cpu_count() or 1):
        found[name].note(one, code, said)
    return found


@contextmanager
def _made() -> Iterator[Ground]:
    """All that inputs are made of, in a folder for this run."""
    with tempfile.TemporaryDirectory(prefix="backcoach-fuzz-") as folder:
        yield make_ground(Path(folder) / "ground")


def _spread(
    wanted: Sequence[tuple[Family, int]], ground: Ground, seed: int, seconds: float, workers: int
) -> Iterator[tuple[str, int, int | None, list[str]]]:
    """What comes of each input; the inputs are dealt out to processes one by one."""
    reading, writing = os.pipe()
    children = []
    for worker in range(workers):
        child = os.fork()
        if child == 0:
            os.close(reading)
            _work(wanted[worker::workers], ground, seed, seconds, writing)
        children.append(child)
    os.close(writing)
    told = 0
    with os.fdopen(reading, encoding="utf-8") as lines:
        for line in lines:
            told += 1
            yield tuple(json.loads(line))  # type: ignore[misc]
    for child in children:
        os.waitpid(child, 0)
    if told != len(wanted):
        raise RuntimeError(f"only {told} of {len(wanted)} inputs were tried: a worker broke down")


def _work(wanted: Sequence[tuple[Family, int]], ground: Ground, seed: int, seconds: float, into: int) -> None:
    """In a worker: never returns."""
    try:
        for family, number in wanted:
            code, said = one_input(family, number, ground, seed, seconds)
            os.write(into, f"{json.dumps((family.name, number, code, said))[:4000]}\n".encode())
    except BaseException:  # noqa: BLE001 - told, and missed in the count
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def one_input(
    family: Family, number: int, ground: Ground, seed: int, seconds: float, *, is_loud: bool = False
) -> tuple[int | None, list[str]]:
    """Make one input, try it in a folder of its own, and give its exit code and its faults."""
    chance = Random(f"{seed} {family.name} {number}")  # noqa: S311 - nothing secret
    folder = Path(tempfile.mkdtemp(dir=ground.folder.parent))
    try:
        try:
            trial = family.make(chance, ground, folder)
        except Exception as error:  # noqa: BLE001 - a fault of the fuzzing, which is not to hide the others
            return None, [f"cannot be made: {type(error).__name__}"]
        outcome = tried(trial, seconds)
        if is_loud:
            sys.stdout.write(_shown(trial, outcome))
        return outcome.code, list(faults(trial, outcome))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _shown(trial: Trial, outcome: Outcome) -> str:
    """Everything about one input."""
    around = (trial.told, trial.stdin, trial.closed, trial.encoding, dict(trial.environment), outcome.code)
    said = (outcome.out, outcome.err)
    return "\n".join([*map(str, around), *(text.decode(errors="replace") for text in said)])


def get_ready() -> None:
    """Have everything imported and the content read once, for all forks."""
    tomllib.loads = cache(_READ_TOML)  # type: ignore[assignment]
    content.decode = _decoding_once(content.decode)
    load_cases(load_handbook())
    prepare()
    gc.disable()
    gc.freeze()


def _decoding_once(decode: Callable[..., Any]) -> Callable[..., Any]:
    """A `decode` that remembers what it made of data that is the same object, and needs no readers."""
    known: dict[tuple[type, int], tuple[object, Any]] = {}

    def decode_or_recall(kind: type, plain: object, *, readers: Any = None) -> Any:
        if readers:
            return decode(kind, plain, readers=readers)
        if (kind, id(plain)) not in known:
            known[kind, id(plain)] = (plain, decode(kind, plain))
        return known[kind, id(plain)][1]

    return decode_or_recall


def _again(which: str, seed: int) -> int:
    """Try one input again and show it."""
    name, _, number = which.partition(":")
    family = {one.name: one for one in FAMILIES}[name]
    with _made() as ground:
        _, said = one_input(family, int(number), ground, seed, SECONDS, is_loud=True)
    sys.stdout.write("\n".join(["", *said, f"{len(said)} faults", ""]))
    return 1 if said else 0


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 when any input is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.deep.fuzz")
    parser.add_argument("number", nargs="?", type=int, default=INPUTS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--again", metavar="KIND:NUMBER")
    wanted = parser.parse_args(arguments)
    get_ready()
    if wanted.again:
        return _again(wanted.again, wanted.seed)
    with _made() as ground:
        found = fuzz(wanted.number, ground, seed=wanted.seed)
    lines = [line for name, one in found.items() for line in one.lines(name, wanted.seed)]
    bad = sum(one.bad for one in found.values())
    tried_all = sum(one.codes.total() for one in found.values())
    sys.stdout.write("\n".join([*lines, f"{tried_all} inputs, {bad} at fault, seed {wanted.seed}", ""]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
