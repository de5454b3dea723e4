"""A calendar holds what is still allowed, updates what it held before, and never holds anything twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcoach.coach.activity_record import FlareDeclared, Paused, Resumed
from backcoach.coach.calendar_record import CalendarExported, CalendarMark
from backcoach.coach.limits import Medicine
from backcoach.coach.medicine_record import CourseEnded
from backcoach.coach.person import Profile
from backcoach.coach.record import ScreeningDue
from backcoach.coach.values import Answer
from backcoach.coach.week import ItemKind, PlanItem
from backcoach.coach.withholding import Verdict
from backcoach.flows import calendar
from backcoach.flows.calendar import EventKind, Planned, calendar_plan, is_ahead
from backcoach.flows.calendar_marks import Change, Issued, hand_out
from backcoach.flows.calendar_times import session_times
from backcoach.flows.course import answer_day_3
from backcoach.flows.errors import BadInput, NotStarted, Refused
from backcoach.flows.kinds import KINDS
from backcoach.flows.plan import PlanView, plan_view
from backcoach.flows.wish import set_quotas
from backcoach.journal.faults import RecordBusy
from backcoach.journal.opening import open_journal
from backcoach.terminal.ical import calendar_bytes
from backcoach.terminal.safe import visible
from backcoach.terminal.screens.calendar import CANCELLED, REMINDER, title_of, worded
from tests.flows.people import MONDAY, MORNING, NO_MEDICINE, Person
from tests.ical_reader import Part, events, texts

BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
HOSTILE = "BEGIN:VEVENT\r\nSUMMARY:x, y; \\n \\, \u202e\U0001f600\x00\u2028END:VCALENDAR" + "\U0001f3ca" * 40


def handed(person: Person, *, until: date | None = None, **options: Any) -> tuple[Issued, ...]:
    desk = person.desk
    wanted: dict[str, Any] = {"is_full": False, "alarm_minutes": None} | options
    return hand_out(desk, [worded(one, desk, **wanted) for one in calendar_plan(desk).events], until)


def file_of(person: Person, issued: Iterable[Issued]) -> bytes:
    moment = person.desk.moment
    return calendar_bytes(tuple(issued), person.tz, moment.zone, moment.today)


def exports(person: Person) -> int:
    return len(person.desk.journal.entries(CalendarExported))


def planned(person: Person, kind: EventKind) -> list[Planned]:
    return [one for one in calendar_plan(person.desk).events if one.kind is kind]


def by_independent_library(data: bytes) -> dict[str, Any]:
    """Every event by its name as another library reads it, its zones from the file alone."""
    (found,) = vobject.readComponents(StringIO(data.decode("utf-8"), newline=""))
    return {one.uid.value: one for one in found.vevent_list}


def lives_in(person: Person, zone: ZoneInfo, on: date) -> None:
    person.is_at(datetime.combine(on, time(6, 30), tzinfo=zone))
    person.zone = zone.key


def test_before_start_there_is_no_calendar(person: Person) -> None:
    with pytest.raises(NotStarted):
        calendar_plan(person.desk)
    assert exports(person) == 0


def test_it_holds_sessions_doses_and_the_days_that_matter(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    found = {one.kind for one in calendar_plan(person.desk).events}
    assert found >= {EventKind.WALK, EventKind.EXERCISES, EventKind.DOSE, EventKind.REVIEW}
    assert found >= {EventKind.STOP, EventKind.THOUGHTS, EventKind.MEASURES, EventKind.ESCALATION}
    assert [one.starts for one in planned(person, EventKind.STOP)] == [course.stop_on]
    assert [one.starts for one in planned(person, EventKind.TAPER)] == [course.taper_on]


def test_every_regular_dose_to_come_stands_at_its_instant_and_none_for_need(person: Person) -> None:
    person.starts()
    course = person.desk.course()
    assert course is not None
    wanted = [dose.at for dose in course.doses if dose.at > person.now and not dose.is_optional]
    assert [one.starts for one in planned(person, EventKind.DOSE)] == wanted
    assert len(wanted) < len(course.doses)


def test_each_later_time_to_see_somebody_stands_once_and_none_that_is_over(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    profile = person.desk.profile()
    assert profile is not None
    days = [one.starts for one in planned(person, EventKind.ESCALATION)]
    weeks = [(day - profile.onset_on).days // 7 for day in days if not isinstance(day, datetime)]
    assert weeks == [2, 3, 6, 12]
    person.waits(days=8)
    person.screens()
    assert len(planned(person, EventKind.ESCALATION)) == len(days) - 1


def test_sessions_stand_in_the_hours_awake_on_the_wall_clock(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    profile = person.desk.profile()
    assert profile is not None
    waking = profile.waking
    for one in calendar_plan(person.desk).events:
        if isinstance(one.starts, datetime):
            assert waking.wake <= one.starts.time() < waking.bed


def test_who_sleeps_by_day_gets_sessions_at_night_on_the_right_day(person: Person) -> None:
    person.starts(waking="15:00-07:00", **NO_MEDICINE)
    walks = [one for one in planned(person, EventKind.WALK) if isinstance(one.starts, datetime)]
    assert walks
    for one in walks:
        assert isinstance(one.starts, datetime)
        assert one.starts.time() >= time(15) or one.starts.time() < time(7)


def test_again_without_a_change_it_is_the_same_to_the_byte_and_nothing_is_recorded(person: Person) -> None:
    person.starts()
    first = file_of(person, handed(person))
    person.waits(minutes=1)
    assert file_of(person, handed(person)) == first
    assert exports(person) == 1


def test_later_the_same_events_have_the_same_names_and_numbers(person: Person) -> None:
    person.starts()
    before = {one.uid: one for one in events(file_of(person, handed(person)))}
    person.waits(hours=8)
    after = {one.uid: one for one in events(file_of(person, handed(person)))}
    assert set(after) < set(before)
    assert {one.sequence for one in after.values()} == {0}
    assert exports(person) == 1


def test_a_changed_amount_raises_the_number_of_its_events_alone(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    before = {one.uid: one for one in handed(person)}
    set_quotas(person.desk, [("walk", 5, "min")])
    after = {one.uid: one for one in handed(person)}
    changed = {uid for uid, one in after.items() if one.change is Change.CHANGED}
    assert changed
    assert set(after) == set(before)
    assert {after[uid].sequence for uid in changed} == {1}
    assert {title_of(after[uid]) for uid in changed} == {"5 min walk"}
    assert {one.sequence for uid, one in after.items() if uid not in changed} == {0}


def test_a_course_that_ended_calls_off_its_doses_until_their_time_and_they_do_not_come_back(
    person: Person,
) -> None:
    person.starts()
    doses = {one.seed for one in planned(person, EventKind.DOSE)}
    before = {one.uid: one.event.seed for one in handed(person) if one.event}
    person.desk.keep(CourseEnded(Medicine.PARACETAMOL, "own_wish"))
    once = {one.uid: one for one in events(file_of(person, handed(person)))}
    gone = {uid for uid, one in once.items() if one.is_cancelled}
    assert {seed for uid, seed in before.items() if uid in gone} >= doses
    assert {once[uid].sequence for uid in gone} == {1}
    assert {once[uid].text("SUMMARY") for uid in gone} == {CANCELLED}
    person.waits(minutes=5)
    again = {one.uid: one for one in events(file_of(person, handed(person)))}
    assert {uid for uid, one in again.items() if one.is_cancelled} == gone
    assert {again[uid].sequence for uid in gone} == {1}
    assert exports(person) == 2
    person.waits(days=20)
    person.screens()
    assert not [one for one in handed(person) if one.uid in gone]


@pytest.mark.parametrize("sign", [{"inf_fever": "yes"}, {"em_tearing": "yes"}])
def test_while_a_grave_sign_stands_only_what_was_there_before_is_called_off(
    person: Person, sign: dict[str, str]
) -> None:
    person.starts()
    before = {one.uid for one in handed(person)}
    person.waits(minutes=2)
    person.screens(**sign)
    plan = calendar_plan(person.desk)
    after = events(file_of(person, handed(person)))
    assert plan.events == ()
    assert plan.rests is not None
    assert {one.uid for one in after} == before
    assert all(one.is_cancelled and one.sequence == 1 for one in after)


def test_a_grave_sign_at_the_start_leaves_an_empty_calendar_and_no_entry(person: Person) -> None:
    person.starts(inf_fever="yes")
    assert events(file_of(person, handed(person))) == []
    assert exports(person) == 0


def test_answers_that_are_too_old_call_it_off_and_new_ones_bring_it_back_under_the_same_names(
    person: Person,
) -> None:
    person.starts(**NO_MEDICINE)
    handed(person)
    person.waits(days=8)
    rested = {one.uid: one for one in handed(person)}
    assert rested
    assert {one.change for one in rested.values()} == {Change.CANCELLED}
    person.screens()
    back = {one.uid: one for one in handed(person)}
    returned = set(back) & set(rested)
    assert returned
    assert {back[uid].change for uid in returned} == {Change.CHANGED}
    assert {back[uid].sequence for uid in returned} == {2}


def test_a_pause_calls_the_sessions_off(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    walks = len(planned(person, EventKind.WALK))
    handed(person)
    person.desk.keep(Paused("travel", MONDAY + timedelta(days=60)))
    called_off = [one for one in handed(person) if one.change is Change.CANCELLED]
    assert planned(person, EventKind.WALK) == []
    assert len(called_off) >= walks


def test_until_a_day_leaves_later_events_as_they_are(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    whole = handed(person)
    until = MONDAY + timedelta(days=2)
    part = handed(person, until=until)
    assert 0 < len(part) < len(whole)
    assert {one.change for one in part} == {Change.SAME}
    assert exports(person) == 1


def test_where_the_record_cannot_take_it_nothing_is_handed_out(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.starts()

    def fail(*_: object) -> None:
        raise RecordBusy(Path("record"))

    monkeypatch.setattr(type(person.desk.journal), "append", fail)
    with pytest.raises(RecordBusy):
        handed(person)


def test_what_was_never_handed_out_is_never_called_off(person: Person) -> None:
    person.starts()
    until = MONDAY
    first = {one.uid for one in handed(person, until=until)}
    person.desk.keep(CourseEnded(Medicine.PARACETAMOL, "own_wish"))
    gone = {one.uid for one in handed(person, until=until) if one.change is Change.CANCELLED}
    assert gone
    assert gone <= first


def test_two_machines_that_do_not_agree_raise_the_number_once_more(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    one = handed(person)[0]
    starts: dict[str, Any] = (
        {"starts_at": one.starts} if isinstance(one.starts, datetime) else {"starts_on": one.starts}
    )
    person.desk.keep(CalendarExported((CalendarMark(one.uid, 0, "elsewhere", **starts),)))
    assert next(again for again in handed(person) if again.uid == one.uid).sequence == 1
    assert next(again for again in handed(person) if again.uid == one.uid).sequence == 1


def test_names_tell_nothing_and_differ_from_person_to_person(person: Person) -> None:
    person.starts()
    first = {one.uid for one in handed(person)}
    plan = person.desk.journal.latest(Profile)
    assert plan is not None
    assert all(len(uid) == 40 and int(uid, 16) >= 0 for uid in first)
    person.starts()
    assert not first & {one.uid for one in handed(person) if one.change is Change.NEW}


def test_a_new_plan_calls_off_all_of_the_old_one(person: Person) -> None:
    person.starts()
    before = {one.uid for one in handed(person)}
    person.waits(minutes=1)
    person.starts(**NO_MEDICINE)
    after = handed(person)
    assert {one.uid for one in after if one.change is Change.CANCELLED} == before
    assert {one.change for one in after if one.uid not in before} == {Change.NEW}


@pytest.mark.parametrize(
    ("zone", "on"),
    [
        (BERLIN, date(2026, 3, 27)),
        (BERLIN, date(2026, 10, 23)),
        (LORD_HOWE, date(2026, 4, 3)),
        (LORD_HOWE, date(2026, 10, 2)),
    ],
    ids=str,
)
def test_doses_over_a_clock_change_stand_at_their_instant_and_at_their_time_on_the_wall(
    person: Person, zone: ZoneInfo, on: date
) -> None:
    lives_in(person, zone, on)
    person.starts()
    course = person.desk.course()
    assert course is not None
    wanted = {dose.at for dose in course.doses if not dose.is_optional and dose.at > person.now}
    issued = handed(person, is_full=True)
    data = file_of(person, issued)
    uids = {one.uid for one in issued if one.event and one.event.kind == EventKind.DOSE.value}
    ours = {one.uid: one for one in events(data)}
    theirs = by_independent_library(data)
    offsets = {at.astimezone(zone).utcoffset() for at in wanted}
    assert len(offsets) == 2, "the course goes over the clock change"
    assert {_instant(ours[uid]) for uid in uids} == wanted
    assert {theirs[uid].dtstart.value.astimezone(UTC) for uid in uids} == wanted
    for uid in uids:
        wall = theirs[uid].dtstart.value.replace(tzinfo=None)
        assert wall == _instant(ours[uid]).astimezone(zone).replace(tzinfo=None)


def _instant(one: Part) -> datetime:
    assert isinstance(one.starts, datetime)
    return one.starts.astimezone(UTC)


@pytest.mark.parametrize("zone", [BERLIN, LORD_HOWE, ZoneInfo("Africa/Casablanca")], ids=str)
def test_any_instant_around_any_clock_change_is_read_back_as_it_was(person: Person, zone: ZoneInfo) -> None:
    person.zone = zone.key
    person.is_at(MORNING.astimezone(zone))
    nights = [datetime(2026, month, day, tzinfo=UTC) for month, day in _change_nights(zone)]
    instants = [night + timedelta(minutes=30 * step) for night in nights for step in range(-60, 60)]
    issued = [
        Issued(f"{place}", 0, MORNING, at.astimezone(zone), Change.NEW) for place, at in enumerate(instants)
    ]
    data = file_of(person, issued)
    theirs = by_independent_library(data)
    for one in events(data):
        wanted = instants[int(one.uid)]
        assert _instant(one) == wanted
        assert theirs[one.uid].dtstart.value.astimezone(UTC) == wanted


def _change_nights(zone: ZoneInfo) -> list[tuple[int, int]]:
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
    offsets = [(day, day.astimezone(zone).utcoffset()) for day in days]
    return [(later.month, later.day) for (_, was), (later, now) in pairwise(offsets) if was != now]


def test_sessions_stay_on_the_wall_clock_over_a_clock_change(person: Person) -> None:
    lives_in(person, BERLIN, date(2026, 3, 26))
    person.starts(**NO_MEDICINE)
    theirs = by_independent_library(file_of(person, handed(person))).values()
    walks = [one for one in theirs if one.summary.value.endswith("walk")]
    times: dict[timedelta, set[str]] = {}
    for one in walks:
        if one.dtstart.value.date() > person.now.date():
            times.setdefault(one.dtstart.value.utcoffset(), set()).add(f"{one.dtstart.value:%H:%M}")
    before, after = times.values()
    assert before == after


def test_a_session_in_the_hour_that_a_night_leaves_out_stands_after_it(person: Person) -> None:
    lives_in(person, BERLIN, date(2026, 3, 27))
    person.starts(waking="20:00-08:30", **NO_MEDICINE)
    for one in calendar_plan(person.desk).events:
        if isinstance(one.starts, datetime):
            assert one.starts.astimezone(UTC).astimezone(BERLIN).time() == one.starts.time()


def test_who_moves_keeps_each_dose_at_its_instant(person: Person) -> None:
    person.starts()
    before = {one.uid: one for one in events(file_of(person, handed(person)))}
    person.moves_to("Pacific/Auckland")
    after = {one.uid: one for one in events(file_of(person, handed(person)))}
    doses = {one.starts for one in planned(person, EventKind.DOSE)}
    same = {uid for uid, one in after.items() if one.starts in doses and uid in before}
    assert same
    for uid in same:
        assert after[uid].starts == before[uid].starts
        assert after[uid].sequence == before[uid].sequence + 1


def test_a_dose_taken_late_moves_the_next_one_under_its_name_and_never_before_it_may_be_taken(
    person: Person,
) -> None:
    person.starts()
    before = {one.uid: one for one in handed(person)}
    first = planned(person, EventKind.DOSE)[0]
    assert isinstance(first.starts, datetime)
    person.is_at(first.starts - timedelta(hours=3, minutes=30))
    person.swallows(1000)
    moved = [one for one in handed(person) if one.change is Change.CHANGED]
    assert moved
    for one in moved:
        was = before[one.uid].starts
        assert isinstance(one.starts, datetime)
        assert isinstance(was, datetime)
        assert one.starts > was
    assert {one.sequence for one in moved} == {1}


def test_while_the_medicine_questions_are_due_no_dose_stands_in_it(person: Person) -> None:
    person.starts()
    assert planned(person, EventKind.DOSE)
    person.waits(hours=3)
    person.desk.keep(ScreeningDue("event_news"))
    person.screens()
    assert not planned(person, EventKind.DOSE)
    assert planned(person, EventKind.WALK)


def test_what_is_withheld_is_left_out(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.starts()
    view = plan_view(person.desk)
    assert isinstance(view, PlanView)
    nothing = tuple(replace(one, verdict=Verdict.WITHHOLD) for one in view.withheld.parts)
    shut = replace(view, withheld=replace(view.withheld, parts=nothing))
    monkeypatch.setattr(calendar, "plan_view", lambda _: shut)
    found = {one.kind for one in calendar_plan(person.desk).events}
    assert found == {EventKind.REVIEW, EventKind.THOUGHTS, EventKind.MEASURES, EventKind.ESCALATION}


class Program:
    """Somebody's calendar, which goes by names and numbers as RFC 5545 says."""

    def __init__(self) -> None:
        self.held: dict[str, Part] = {}

    def imports(self, data: bytes) -> None:
        for one in events(data):
            before = self.held.get(one.uid)
            assert before is None or one.sequence >= before.sequence, "no number ever goes back"
            if before is not None and one.sequence == before.sequence:
                assert one == before, "one number is one version"
            self.held[one.uid] = one

    def shows(self, person: Person) -> list[tuple[str, str]]:
        """Every event to come that is not called off."""
        live = (one for one in self.held.values() if not one.is_cancelled)
        ahead = ((_local(one.starts, person), one) for one in live)
        return sorted((str(at), one.text("SUMMARY")) for at, one in ahead if is_ahead(at, person.desk))


def _local(starts: datetime | date, person: Person) -> datetime | date:
    return starts.astimezone(person.tz) if isinstance(starts, datetime) else starts


STEPS = (
    "hours",
    "days",
    "week",
    "swallow",
    "wish",
    "pause",
    "go on",
    "grave",
    "seen",
    "stop",
    "screen",
    "begin",
    "move",
    "flare",
    "skip export",
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=2, max_size=7), is_full=st.booleans())
def test_whatever_happens_a_calendar_that_takes_each_file_shows_the_plan_as_it_is(
    steps: list[str], is_full: bool
) -> None:
    with TemporaryDirectory() as folder, open_journal(Path(folder) / "r", KINDS, create=True) as journal:
        person, program = Person(journal), Program()
        person.starts()
        for number, step in enumerate(steps):
            happens(person, step, number)
            if step == "skip export":
                continue
            options: dict[str, Any] = {"is_full": is_full, "alarm_minutes": None}
            desk = person.desk
            wanted = [worded(one, desk, **options) for one in calendar_plan(desk).events]
            program.imports(file_of(person, hand_out(desk, wanted)))
            assert program.shows(person) == sorted((str(one.starts), one.title) for one in wanted)


def happens(person: Person, step: str, number: int) -> None:
    """Something that may change a plan; where it is not possible now nothing happens."""
    desk, today = person.desk, person.desk.moment.today
    does: dict[str, Callable[[], object]] = {
        "hours": lambda: person.waits(hours=5),
        "days": lambda: person.waits(days=2),
        "week": lambda: person.waits(days=7),
        "swallow": lambda: person.swallows(1000),
        "wish": lambda: set_quotas(desk, [("walk", 4 + number, "min")]),
        "pause": lambda: desk.keep(Paused("travel", today + timedelta(days=3))),
        "go on": lambda: desk.keep(Resumed()),
        "grave": lambda: person.screens(inf_fever="yes"),
        "seen": lambda: (person.was_seen(), person.waits(minutes=1), person.screens()),
        "stop": lambda: desk.keep(CourseEnded(Medicine.PARACETAMOL, "own_wish")),
        "screen": person.screens,
        "begin": person.starts,
        "move": lambda: person.moves_to("Pacific/Auckland" if person.zone == "UTC" else "UTC"),
        "flare": lambda: desk.keep(FlareDeclared()),
        "skip export": lambda: None,
    }
    with suppress(BadInput, NotStarted, Refused):
        does[step]()
    person.waits(minutes=1)


@pytest.mark.parametrize("kind", [EventKind.ACTIVITY, EventKind.TASK, EventKind.EXERCISES])
def test_hostile_text_stays_text(person: Person, kind: EventKind) -> None:
    person.starts(**NO_MEDICINE)
    walk = next(one for one in planned(person, EventKind.WALK))
    item = replace(walk.items[0], label=HOSTILE, text=HOSTILE, kind=ItemKind.ACTIVITY)
    event = worded(replace(walk, kind=kind, items=(item,)), person.desk, is_full=True, alarm_minutes=10)
    data = file_of(person, [Issued("1", 0, MORNING, event.starts, Change.NEW, event)])
    (one,) = events(data)
    assert visible(HOSTILE) in one.text("SUMMARY")
    assert "\U0001f600" in one.text("SUMMARY")
    assert one.parts[0].text("DESCRIPTION") == one.text("SUMMARY")
    (theirs,) = by_independent_library(data).values()
    assert theirs.summary.value == event.title


def test_the_alarm_of_a_dose_is_never_before_its_time_and_of_a_day_when_one_gets_up(person: Person) -> None:
    person.starts()
    issued = handed(person, alarm_minutes=10)
    alarms = {one.event.kind: one.event.alarm for one in issued if one.event}
    assert alarms["dose"] == timedelta()
    assert alarms["walk"] == -timedelta(minutes=10)
    assert alarms["review"] == timedelta(hours=7)
    assert not [one for one in handed(person) if one.event and one.event.alarm is not None]


def test_a_limit_is_no_session_and_exercises_of_one_go_stand_together(person: Person) -> None:
    person.starts(**NO_MEDICINE)
    profile, view = person.desk.profile(), person.desk.weeks()[-1]
    assert profile is not None
    limit = PlanItem("sit", ItemKind.LIMIT, "Sitting", 30, view.items[0].unit, 1, view.days)
    assert not list(session_times((limit,), MONDAY, profile.waking, person.desk.moment))
    kept = [one for one in view.items_on(MONDAY) if one.is_exercise]
    found = list(session_times(tuple(kept), MONDAY, profile.waking, person.desk.moment))
    assert len(found) == max(one.times_per_day for one in kept)
    assert set(found[0].items) == set(kept)


def test_nothing_but_walks_is_named_unless_it_is_asked_for(person: Person) -> None:
    person.starts()
    said = set(texts(file_of(person, handed(person, alarm_minutes=5))))
    assert REMINDER in said
    assert all(title == REMINDER or title.endswith(" min walk") for title in said)
    assert any("paracetamol" in title for title in texts(file_of(person, handed(person, is_full=True))))


def test_no_dose_behind_day_3_is_handed_out_until_it_is_answered(person: Person) -> None:
    course = person.starts(region="UK").course
    assert course is not None
    day_3 = MONDAY + timedelta(days=2)
    assert max(one.at.date() for one in course.doses) > day_3
    person.is_at(datetime.combine(day_3, time(8), tzinfo=UTC))
    person.logs()
    assert last_dose_on(person) == day_3
    answer_day_3(person.desk, Answer.YES)
    assert last_dose_on(person) > day_3


def last_dose_on(person: Person) -> date:
    starts = [one.starts for one in planned(person, EventKind.DOSE)]
    return max(at.date() for at in starts if isinstance(at, datetime))
