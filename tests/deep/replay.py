"""Print every week that some made-up people are issued, as JSON: the same bytes in every zone and locale.

python -m tests.deep.replay
"""

from __future__ import annotations

import json
import locale
import sys
import time

from backcoach.shapes import encode
from tests.deep.diaries import FLARING, MUCH, WAVES, chance_of, diary
from tests.deep.issued import live


def main() -> int:
    """Nothing can go wrong but the rules: 0."""
    locale.setlocale(locale.LC_ALL, "")
    time.tzset()
    for shape in (WAVES, MUCH, *FLARING):
        lived = live(shape, diary(shape, chance_of(shape, 0)))
        sys.stdout.write(json.dumps([encode(week) for week in lived.weeks]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
