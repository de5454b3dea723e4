"""Whole programs started and waited for, in turns, and the median of what each of them took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

FLOOR = "python -c pass"
PYTHON = (sys.executable, "-c", "pass")
MIB = 1024


@dataclass(frozen=True)
class Job:
    """One program line to be measured: what it does, of whom, and with how many entries there already."""

    who: str
    what: str
    entries: int
    argv: tuple[str, ...]
    env: tuple[tuple[str, str], ...] = ()
    until: str = ""
    """Text at which it is stopped, at a terminal; else it is waited for to its end."""


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processor, and the most memory in MiB."""

    wall: float
    cpu: float
    memory: float


def measure(jobs: Sequence[Job], turns: int) -> dict[Job, Cost]:
    """Each job so many times after one that warms up, always one of all jobs after the other."""
    seen: dict[Job, list[Cost]] = defaultdict(list)
    for turn in range(turns + 1):
        for job in jobs:
            cost = run(job, turn)
            if turn:
                seen[job].append(cost)
    return {job: middle(costs) for job, costs in seen.items()}


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(getattr(one, name) for one in costs) for name in ("wall", "cpu", "memory")))


STARTER = """
import json, os, pty, signal, sys, time
def shown(argv, env, until):
    begun = time.perf_counter()
    child, screen = pty.fork()
    if child == 0:
        os.execve(argv[0], argv, env)
    seen = b""
    while until.encode() not in seen:
        try:
            seen += os.read(screen, 65536)
        except OSError:
            break
    took = time.perf_counter() - begun
    os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    os.close(screen)
    return [took, used.ru_utime + used.ru_stime, used.ru_maxrss, 0 if until.encode() in seen else 1]
for line in sys.stdin:
    argv, env, until = json.loads(line)
    if until:
        print(json.dumps(shown(argv, env, until)), flush=True)
        continue
    null = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
    null += [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    begun = time.perf_counter()
    _, status, used = os.wait4(os.posix_spawn(argv[0], argv, env, file_actions=null), 0)
    took = time.perf_counter() - begun
    cost = [took, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status)]
    print(json.dumps(cost), flush=True)
"""
"""Starts programs from a small process: what a child is said to have used begins with its parent's."""


@cache
def starter() -> subprocess.Popen[str]:
    """The small process, for this whole run."""
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", STARTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def run(job: Job, turn: int = 0) -> Cost:
    """One start, waited for to its end. Raises `RuntimeError` where it fails: a fault is no fast answer."""
    env = {**os.environ, "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "", **dict(job.env)}
    process = starter()
    assert process.stdin is not None
    assert process.stdout is not None
    argv = [part.replace("{turn}", f"{turn:02}") for part in job.argv]
    process.stdin.write(json.dumps([argv, env, job.until]) + "\n")
    process.stdin.flush()
    wall, cpu, memory, code = json.loads(process.stdout.readline())
    if code:
        raise RuntimeError(f"{job.who} {job.what} ended with {code}")
    return Cost(wall, cpu, memory / MIB)


def floor() -> Job:
    """An empty interpreter, in the environment of this one."""
    return Job(FLOOR, "start", 0, PYTHON)


def script(folder: Path, name: str) -> str:
    """A program of an environment."""
    return str(folder / "bin" / name)
