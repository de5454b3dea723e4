"""`python -m tests.journal.schemas` keeps a record of the present schema for the tests of later ones."""

from __future__ import annotations

import sys

from tests.journal.schemas.fixtures import write

if __name__ == "__main__":
    sys.stdout.write(f"{write()}\n")
