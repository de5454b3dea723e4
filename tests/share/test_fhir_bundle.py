"""Any record at all becomes a bundle that fits the models of FHIR R4B."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcoach.coach.activity_record import ReviewHeld, SheetFilled
from backcoach.coach.done import DoneAmount, LegReach, Session
from backcoach.coach.limits import Medicine
from backcoach.coach.measures import Measured
from backcoach.coach.medicine_record import LabelIngredient, Prescribed, PrescribedTaken, SignsAnswered
from backcoach.coach.person import OwnActivity, Profile, Waking
from backcoach.coach.record import SCALES, Assessed, CheckIn, DoseTaken, Entry, Screened
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.coach.week import WeekPlan, WeekSaid
from backcoach.flows.fhir import KINDS, books
from backcoach.flows.moment import Moment
from backcoach.shapes import decode
from backcoach.share.fhir import bundle, bundle_parts, counts
from backcoach.share.fhir_codes import ATC_CODES, OWN
from backcoach.share.fhir_told import FhirTold, PlanNow
from tests.fhir_checks import checked, observed, resources
from tests.flows.people import MORNING, real_book
from tests.journal.sample_bodies import full, least
from tests.share.machine import DOCS

_DAY = date(2026, 3, 2)


class _Desk:
    """As much of a desk as the content needs."""

    book = real_book()
    moment = Moment(MORNING, "UTC")


BOOKS = books(_Desk())  # type: ignore[arg-type]


def entry(body: Any, number: int = 0, at: datetime = MORNING, zone: str = "UTC") -> Entry[Any]:
    """An entry with an id of its own."""
    return Entry(f"{number:032x}", at, zone, _DAY, at, body, place=number + 1)


def told(*bodies: Any, **more: Any) -> FhirTold:
    """A record that holds some bodies."""
    found = [entry(body, number) for number, body in enumerate(bodies)]
    kinds = {type(one.body) for one in found}
    entries = {kind: tuple(one for one in found if type(one.body) is kind) for kind in kinds}
    labels = tuple((one, None) for one in entries.get(Prescribed, ()))
    first = found[0].id if found else None
    made = {"first_id": first, "last_at": MORNING, "with_notes": True, "prescribed": labels} | more
    return FhirTold(BOOKS, entries, **made)


@pytest.mark.parametrize("fill", [full, least], ids=["every field", "no field but those that must be"])
@pytest.mark.parametrize("kind", [*KINDS, Prescribed], ids=lambda kind: kind.__name__)
def test_every_kind_of_entry_fits_with_every_field_and_with_the_least(kind: type, fill: Any) -> None:
    body: Any = decode(kind, fill(kind))
    checked(bundle(told(body)))


@pytest.mark.parametrize("fill", [full, least])
def test_any_week_fits_at_any_standing(fill: Any) -> None:
    plain = fill(WeekPlan) | {"starts_on": "2026-03-02", "ends_on": "2026-03-08"}
    plain["phases"] = ["rebuild"] * 7
    body = decode(WeekPlan, plain)
    for status in ("active", "on-hold", "completed"):
        made = bundle(told(body, plan=PlanNow(entry(body), status, body.items)))
        assert resources(checked(made), "CarePlan")[0]["status"] == status


_TEXT = st.text(max_size=20)
_WORDS = _TEXT.filter(str.strip)
_SCORE = st.integers(0, 20).map(lambda twice: twice / 2)
_ANSWERS = st.dictionaries(_TEXT, st.sampled_from(Answer), max_size=3)
_REASONS = st.lists(st.builds(Reason, _TEXT, _TEXT), max_size=2).map(tuple)
_AMOUNTS = st.lists(
    st.builds(DoneAmount, st.sampled_from(["walk", "stairs", "x y", ""]), st.integers(0, 90)), max_size=3
)
_OWN = st.lists(st.builds(OwnActivity, _TEXT, st.integers(0, 10)), max_size=3).map(tuple)
_MOMENTS = st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_BODIES = st.one_of(
    st.builds(
        CheckIn,
        **{name: st.none() | _SCORE for name in SCALES},
        is_flare=st.none() | st.booleans(),
        done=st.none() | _AMOUNTS.map(tuple),
        note=st.none() | _TEXT,
        is_recalled=st.booleans(),
        settled=st.none() | st.sampled_from(Answer),
        leg_reach=st.none() | st.sampled_from(LegReach),
        steps=st.none() | st.integers(0, 200_000),
        is_imported=st.none() | st.booleans(),
    ),
    st.builds(
        Screened,
        st.sampled_from(["start", "daily", "review", "stopped"]),
        _ANSWERS,
        st.dictionaries(_TEXT, st.floats(0, 99), max_size=2),
        st.sampled_from(Disposition),
        st.booleans(),
        _REASONS,
        _REASONS,
        gates=st.lists(_TEXT, max_size=2).map(tuple),
    ).filter(lambda body: body.answers.keys().isdisjoint(body.numbers)),  # no question asks for both
    st.builds(DoseTaken, st.sampled_from(Medicine), st.integers(1, 20_000), st.booleans()),
    st.builds(
        Session, _TEXT, st.integers(0, 60), before=st.none() | _SCORE, has_spread=st.none() | st.booleans()
    ),
    st.builds(Measured, _TEXT, st.lists(st.none() | _SCORE, min_size=1, max_size=3).map(tuple)),
    st.builds(SignsAnswered, st.sampled_from(Medicine), _ANSWERS),
    st.builds(PrescribedTaken, _TEXT, st.floats(0.25, 8)),
    st.builds(SheetFilled, _TEXT, _TEXT),
    st.builds(Assessed, _WORDS, _WORDS, _TEXT, _TEXT),
    st.builds(ReviewHeld, st.integers(1, 9), st.builds(WeekSaid, overall=st.integers(-3, 3), own=_OWN)),
    st.builds(
        Prescribed,
        id=_WORDS,
        name=_WORDS,
        ingredients=st.lists(
            st.builds(LabelIngredient, _WORDS, st.none() | st.floats(1, 500)), max_size=2
        ).map(tuple),
        medicine_class=_TEXT,
        form=_TEXT,
        prescriber=_WORDS,
        prescribed_on=st.just(_DAY),
        reason=_TEXT,
        dose_text=_WORDS,
        units_per_dose=st.floats(0.5, 4),
        min_interval_hours=st.none(),
        max_units_24h=st.none(),
        starts_on=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    ),
    st.builds(
        Profile,
        region=_TEXT,
        age_years=st.integers(0, 120),
        onset_on=st.just(_DAY),
        waking=st.just(decode(Waking, full(Waking))),
        pain_average=st.none() | _SCORE,
        own_activities=_OWN,
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(_BODIES, max_size=5),
    _MOMENTS,
    st.sampled_from(["UTC", "Asia/Kolkata", "Europe/Amsterdam", "no zone", "America/St_Johns"]),
    st.booleans(),
)
def test_a_random_small_record_fits(bodies: list[Any], at: datetime, zone: str, is_made_up: bool) -> None:
    found = [entry(body, number, at, zone) for number, body in enumerate(bodies)]
    entries = {kind: tuple(one for one in found if type(one.body) is kind) for kind in map(type, bodies)}
    answers = {
        one.id: {**one.body.answers, **one.body.numbers} for one in found if isinstance(one.body, Screened)
    }
    labels = tuple((one, end) for one in entries.get(Prescribed, ()) for end in (None if is_made_up else at,))
    record = FhirTold(
        BOOKS,
        entries,
        answers,
        found[0].id if found else None,
        at if found else None,
        is_made_up,
        with_notes=True,
        prescribed=labels,
    )
    made = checked(bundle(record))
    denied = [
        item
        for one in resources(made, "QuestionnaireResponse")
        for item in one.get("item", ())
        if item["answer"][0].get("valueBoolean") is False
    ]
    said = [one for body in bodies if isinstance(body, Screened) for one in body.answers.values()]
    assert len(denied) == said.count(Answer.NO)
    scores = [body.pain for body in bodies if isinstance(body, CheckIn) and body.pain is not None]
    assert [one["valueQuantity"]["value"] for one in observed(made, "pain")] == scores
    assert "".join(bundle_parts(made)).isascii()
    assert sum(counts(made).values()) == len(made["entry"])


def test_a_time_in_a_zone_that_is_no_zone_or_had_odd_seconds_is_told_in_utc() -> None:
    odd = entry(DoseTaken(Medicine.IBUPROFEN, 400), 1, datetime(1900, 1, 1, tzinfo=UTC), "Europe/Amsterdam")
    none = entry(DoseTaken(Medicine.IBUPROFEN, 400), 2, MORNING + timedelta(days=1), "nowhere")
    made = checked(bundle(FhirTold(BOOKS, {DoseTaken: (odd, none)}, first_id=odd.id, last_at=MORNING)))
    times = [one["effectiveDateTime"] for one in resources(made, "MedicationStatement")]
    assert times == ["1900-01-01T00:00:00+00:00", "2026-11-24T09:00:00+00:00"]


def test_a_dose_against_advice_says_so() -> None:
    made = checked(bundle(told(DoseTaken(Medicine.IBUPROFEN, 400, is_against_advice=True))))
    (dose,) = resources(made, "MedicationStatement")
    assert dose["note"] == [{"text": OWN["against_advice"]}]


def test_every_medicine_has_its_code_and_every_code_of_ours_is_in_the_page() -> None:
    assert set(ATC_CODES) == set(Medicine)
    page = (DOCS / "fhir.md").read_text(encoding="utf-8")
    assert [code for code in OWN if f"`{code}`" not in page] == []


def test_the_example_on_the_page_is_a_bundle_that_fits_and_is_short_enough_to_read() -> None:
    path = DOCS / "examples" / "demo-bundle.json"
    made = checked(json.loads(path.read_text(encoding="ascii")))
    assert path.stat().st_size < 200_000
    assert {one["code"] for one in made["meta"]["security"]} == {"HTEST"}
    assert resources(made, "MedicationStatement")
    assert resources(made, "CarePlan")
