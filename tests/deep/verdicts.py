"""A second opinion on who may take what: the clinical table of cells, and how several hits add up.

The table is `tests/spec/medicine/cells.toml`; nothing here is read from `content/`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

CELLS_FILE = Path(__file__).parents[1] / "spec" / "medicine" / "cells.toml"
CELLS: Mapping[str, str] = tomllib.loads(CELLS_FILE.read_text(encoding="utf-8"))["cells"]
MEDICINES = ("paracetamol", "ibuprofen", "naproxen", "diclofenac", "nsaid_gel", "aspirin")
RANKS = "-aCFA"
"""Verdicts from nothing to avoid; `a` is open."""

ALLOW, CAUTION, ASK_FIRST, AVOID = "aCFA"
SAME_REASON = {
    "bp_treated": "blood pressure",
    "acei_arb": "blood pressure",
    "diuretic": "blood pressure",
    "pain_over_6_weeks": "long use",
    "painkillers_10_days": "long use",
    "age_60_64": "age",
    "age_65_74": "age",
}
NEVER_COUNTED = {"any_other_regular"}
TRIPLE_WHAMMY = "- A A A F A"
REASONS_TO_AVOID = 3
AGE_ROWS = {"age_under_18": (0, 17), "age_60_64": (60, 64), "age_65_74": (65, 74), "age_75_plus": (75, 200)}
WEIGHT_ROWS = {"weight_40_49": 50, "weight_under_40": 40}
GEL_BY_REGION = {"US": ASK_FIRST, "NL": CAUTION}
NO_NAPROXEN = {"UK", "AU"}
"""Regions where no naproxen is planned for the back: not sold for it, or its text was not seen."""


def expected(yes: set[str], age: int | None, weight: float | None, region: str | None) -> dict[str, str]:
    """The verdict of each medicine for somebody whose every other answer is no."""
    hits = {*yes, *_age_hits(age), *_weight_hits(weight)}
    return {name: _verdict(column, hits, region) for column, name in enumerate(MEDICINES)}


def _age_hits(age: int | None) -> set[str]:
    return {row for row, (youngest, oldest) in AGE_ROWS.items() if age is None or youngest <= age <= oldest}


def _weight_hits(weight: float | None) -> set[str]:
    return {row for row, below in WEIGHT_ROWS.items() if weight is None or weight < below}


def _verdict(column: int, hits: set[str], region: str | None) -> str:
    codes = {hit: _cell(hit, column, region) for hit in hits}
    if {"acei_arb", "diuretic"} <= hits:
        codes["triple_whammy"] = TRIPLE_WHAMMY.split()[column]
    asked = {SAME_REASON.get(hit, hit) for hit, code in codes.items() if code == ASK_FIRST}
    if len(asked - NEVER_COUNTED) >= REASONS_TO_AVOID:
        return AVOID
    return max((_base(MEDICINES[column], region), *codes.values()), key=RANKS.index)


def _cell(hit: str, column: int, region: str | None) -> str:
    is_us = region in ("US", None)
    if hit == "age_60_64" and is_us and MEDICINES[column] in ("ibuprofen", "naproxen"):
        return ASK_FIRST
    return CELLS[hit].split()[column]


def _base(medicine: str, region: str | None) -> str:
    if medicine == "nsaid_gel":
        return GEL_BY_REGION.get(region, ALLOW) if region else ASK_FIRST
    if medicine in ("diclofenac", "aspirin") or region in (None, "other"):
        return ASK_FIRST
    return ASK_FIRST if medicine == "naproxen" and region in NO_NAPROXEN else ALLOW
