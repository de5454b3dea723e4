"""Whether doses are legal: slow and obvious, worked out from the region's content file alone.

A second opinion, so nothing here comes from `backcoach.coach`: the file is read as TOML, own limits are plain
numbers by name (`single_max_mg`, `daily_max_mg`, `spacing_hours`, `doses_24h`, `cap_days`), a dose is a pair
of an aware instant and mg. Every pair of doses and every window of 24 hours is looked at by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

REGION_FILES = Path(__file__).parents[2] / "content" / "regions"
HOUR = 3600.0
DAY = 24 * HOUR
NSAID_DAYS = 7
ANY_DAYS = 10
NAPROXEN_BASE_MG = {220: 200, 275: 250, 550: 500}
"""What a tablet of naproxen sodium holds of naproxen."""

OFFERED = ("paracetamol", "ibuprofen", "naproxen")

Pack = Mapping[str, Any]
Own = Mapping[str, int]
DosePair = tuple[datetime, int]


@cache
def _files() -> dict[str, dict[str, Any]]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(REGION_FILES.glob("*.toml")))
    return {region["code"]: region for region in map(tomllib.loads, texts)}


def region_codes() -> tuple[str, ...]:
    """Every region that has a file."""
    return tuple(_files())


def packs(region: str) -> tuple[Pack, ...]:
    """The packs a course may be made with in a region; none for a region nobody knows."""
    every = _files().get(region, {}).get("product", [])
    return tuple(one for one in every if one["confidence"] != "L" and one["medicine"] in OFFERED)


def pack(product_id: str) -> Pack:
    """The pack of that id in whichever region sells it."""
    every = (one for region in _files().values() for one in region.get("product", []))
    return next(one for one in every if one["id"] == product_id)


# What the limits come to


def single_mg(product: Pack, own: Own) -> int:
    """The most for one dose."""
    return int(min(product["dose_max_mg"], own.get("single_max_mg", product["dose_max_mg"])))


def daily_mg(product: Pack, own: Own) -> int:
    """The most in any 24 hours."""
    return int(min(product["plan_daily_max_mg"], own.get("daily_max_mg", product["plan_daily_max_mg"])))


def overdose_mg(product: Pack, own: Own) -> int:
    """The amount in 24 hours above which it is an overdose: the label's, or the person's own if lower."""
    return int(min(product["label_daily_max_mg"], own.get("daily_max_mg", product["label_daily_max_mg"])))


def doses_24h(product: Pack, own: Own) -> int:
    """The most doses in any 24 hours."""
    return int(min(product["plan_doses_24h"], own.get("doses_24h", product["plan_doses_24h"])))


def taken_gap(product: Pack, own: Own) -> float:
    """Seconds between two doses that are really taken."""
    return float(max(product["label_spacing_hours"], own.get("spacing_hours", 0)) * HOUR)


def planned_gap(product: Pack, own: Own) -> float:
    """Seconds between two doses that are planned."""
    return float(max(product["plan_spacing_hours"], own.get("spacing_hours", 0)) * HOUR)


def cap_days(product: Pack, own: Own) -> int:
    """The most calendar days of a course."""
    ceiling = ANY_DAYS if product["medicine"] == "paracetamol" else NSAID_DAYS
    return int(min(product["plan_cap_days"], own.get("cap_days", ANY_DAYS), ceiling))


# Doses that were taken


def taken_faults(product: Pack, own: Own, doses: Sequence[DosePair]) -> list[str]:
    """Everything wrong with doses of one medicine that were taken, in words; empty when they are legal."""
    return [*_single(product, own, doses), *_gaps(taken_gap(product, own), doses), *_day(product, own, doses)]


def faults_of_one_more(product: Pack, own: Own, before: Sequence[DosePair], new: DosePair) -> list[str]:
    """What is wrong with one more dose beside others: those faults alone that it has a part in."""
    others = [*_gaps(taken_gap(product, own), before), *_day(product, own, before)]
    every = [
        *_single(product, own, [new]),
        *_gaps(taken_gap(product, own), [*before, new]),
        *_day(product, own, [*before, new]),
    ]
    for one in others:
        if one in every:
            every.remove(one)
    return every


def is_locked(product: Pack, own: Own, doses: Sequence[DosePair], at: datetime) -> bool:
    """Whether one of the doses was above what may be planned, less than 24 hours before an instant."""
    return any(
        at.timestamp() - taken_at.timestamp() < DAY and _is_above(product, own, doses, (taken_at, mg))
        for taken_at, mg in doses
    )


def is_overdose(product: Pack, own: Own, doses: Sequence[DosePair]) -> bool:
    """Whether more than the label or the person's own amount was taken in any 24 hours, or at once."""
    if any(mg > own.get("single_max_mg", mg) for _, mg in doses):
        return True
    return any(sum(_window(doses, end)) > overdose_mg(product, own) for end, _ in doses)


def _is_above(product: Pack, own: Own, doses: Sequence[DosePair], one: DosePair) -> bool:
    window = _window(doses, one[0])
    is_too_many = len(window) > doses_24h(product, own)
    return one[1] > single_mg(product, own) or sum(window) > daily_mg(product, own) or is_too_many


def _window(doses: Sequence[DosePair], end: datetime) -> list[int]:
    """The amounts in the 24 hours up to an instant; one that is exactly 24 hours old is out."""
    last = end.timestamp()
    return [mg for at, mg in doses if last - DAY < at.timestamp() <= last]


def _single(product: Pack, own: Own, doses: Sequence[DosePair]) -> Iterator[str]:
    for at, mg in doses:
        if mg > single_mg(product, own):
            yield f"{mg} mg at once, {at}"
        if mg <= 0 or mg % product["strength_mg"]:
            yield f"{mg} mg is no whole number of tablets, {at}"


def _gaps(shortest: float, doses: Sequence[DosePair]) -> Iterator[str]:
    for number, (one, _) in enumerate(doses):
        for other, _ in doses[number + 1 :]:
            between = abs(one.timestamp() - other.timestamp())
            if between < shortest:
                yield f"only {between / HOUR:.2f} hours between {min(one, other)} and {max(one, other)}"


def _day(product: Pack, own: Own, doses: Sequence[DosePair]) -> Iterator[str]:
    for end in sorted({at for at, _ in doses}):
        window = _window(doses, end)
        if sum(window) > daily_mg(product, own):
            yield f"{sum(window)} mg in the 24 hours to {end}"
        if len(window) > doses_24h(product, own):
            yield f"{len(window)} doses in the 24 hours to {end}"


# Doses that are planned


def planned_faults(
    product: Pack,
    own: Own,
    planned: Sequence[DosePair],
    zone: tzinfo,
    awake: tuple[time, time],
    before: Sequence[DosePair] = (),
) -> list[str]:
    """Everything wrong with the doses of a course, beside those of the same medicine swallowed before it.

    `awake` are the wall-clock times of waking and of bed.
    """
    return [
        *_single(product, own, planned),
        *(f"{mg} mg is below one dose" for _, mg in planned if mg < product["dose_min_mg"]),
        *_gaps(planned_gap(product, own), planned),
        *_gaps_after(planned_gap(product, own), before, planned),
        *_day_of_plan(product, own, before, planned),
        *_length(product, own, [at.astimezone(zone).date() for at, _ in planned]),
        *(f"asleep at {at.astimezone(zone)}" for at, _ in planned if not is_awake(at, zone, awake)),
    ]


def _gaps_after(shortest: float, before: Sequence[DosePair], planned: Sequence[DosePair]) -> Iterator[str]:
    for swallowed, _ in before:
        for at, _ in planned:
            if at.timestamp() - swallowed.timestamp() < shortest:
                yield f"planned {at} too soon after {swallowed}"


def _day_of_plan(
    product: Pack, own: Own, before: Sequence[DosePair], planned: Sequence[DosePair]
) -> Iterator[str]:
    for end, _ in planned:
        window = _window([*before, *planned], end)
        if sum(window) > daily_mg(product, own) or len(window) > doses_24h(product, own):
            yield f"{sum(window)} mg in {len(window)} doses in the 24 hours to {end}"


def _length(product: Pack, own: Own, dates: Sequence[date]) -> Iterator[str]:
    days = (max(dates) - min(dates)).days + 1
    if days > cap_days(product, own):
        yield f"{days} days"


def is_awake(at: datetime, zone: tzinfo, awake: tuple[time, time]) -> bool:
    """Whether an instant lies from waking to bed, both included, on the wall clock of a zone."""
    wake, bed = awake
    today = at.astimezone(zone).date()
    for shift in (-1, 0):
        on = today + timedelta(days=shift)
        bed_on = on if bed > wake else on + timedelta(days=1)
        up_at = datetime.combine(on, wake, tzinfo=zone).timestamp()
        if up_at <= at.timestamp() <= datetime.combine(bed_on, bed, tzinfo=zone).timestamp():
            return True
    return False


def most_days_in_14(dates: Sequence[date]) -> int:
    """The most calendar days with a dose in any 14 days in a row."""
    days = set(dates)
    return max((sum(0 <= (end - on).days < 14 for on in days) for end in days), default=0)


def naproxen_base_mg(sodium_mg: int) -> int:
    """What one tablet of naproxen sodium counts for."""
    return NAPROXEN_BASE_MG[sodium_mg]
