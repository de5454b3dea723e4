"""`python -m tests.terminal.go_child SECOND ARGUMENT ...`: the program, with a second of that length."""

from __future__ import annotations

import sys

from backcoach.terminal import keys
from backcoach.terminal.app import run

if __name__ == "__main__":
    keys.SECOND = float(sys.argv[1])
    sys.exit(run(sys.argv[2:]))
