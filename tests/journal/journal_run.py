"""Starting the other processes of `journal_child`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start_child(role: str, home: Path, *args: object) -> subprocess.Popen[str]:
    """Start a process that plays `role` on this home; its stdout is a pipe."""
    command = [sys.executable, "-m", "tests.journal.journal_child", role, str(home), *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run_child(role: str, home: Path, *args: object) -> list[str]:
    """Let a process play its role to the end; returns the lines it said."""
    with start_child(role, home, *args) as child:
        said, _ = child.communicate(timeout=120)
    assert child.returncode == 0, said
    return said.splitlines()
