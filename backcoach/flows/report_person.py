"""Sections of a report about the person: who asks what, how it began and went, thoughts and worries."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.measures import level_of
from backcoach.coach.person import Profile
from backcoach.coach.record import CheckIn, Screened
from backcoach.coach.report import Block, ReportLine
from backcoach.coach.screening import Reply
from backcoach.coach.thoughts import Extent, ThoughtsChecked
from backcoach.coach.tracks import track_at
from backcoach.coach.visit import NoteKind
from backcoach.flows.desk import OTHER_REGION
from backcoach.flows.options import chosen
from backcoach.flows.report_frame import NOT_TOLD, Frame, counted, day, listed, number, own_line
from backcoach.flows.report_signs import told_of
from backcoach.flows.screening import replies_of
from backcoach.flows.signposts import patterns_of
from backcoach.flows.visit import notes_of
from backcoach.journal.looking_up import Among

AGE, WEEKS = "age_years", "course_weeks"
NOT_ASKED = "not asked by the program"
NOT_CALLED_FOR = "not asked, as no other answer called for it"
NOTES = {NoteKind.QUESTION: "I ask", NoteKind.WORRY: "I worry"}
EXTENTS = {Extent.YES: "Yes", Extent.A_BIT: "A bit", Extent.NOT_SURE: "Not answered", Extent.NO: "No"}
MOST_NOTES = 30


def who(frame: Frame) -> Iterator[Block]:
    """Age, region, questions and worries in the person's own words, and the choice that stands."""
    yield ReportLine(_person(frame), "Person")
    notes = notes_of(frame.desk)
    for kind, label in NOTES.items():
        for one in notes:
            if one.body.kind is kind:
                yield own_line(frame, one.body.text, f"{label} ({day(one.day_on)})")
    if not notes:
        yield ReportLine("none written down", "Own questions")
    choice = chosen(frame.desk)
    if choice is not None:
        when = f"chosen {day(choice.chosen_on)}, to look at again {day(choice.look_on)}"
        yield ReportLine(f"{choice.name} ({when}{', which is due' if choice.is_due else ''})", "Choice")


def _person(frame: Frame) -> str:
    desk = frame.desk
    region = desk.region_code()
    where = "" if region == OTHER_REGION else f", {desk.book.region(region).name}"
    return f"{age_text(frame)}{where}; sex {NOT_ASKED}"


def age_text(frame: Frame) -> str:
    """The age as it was told."""
    profile = frame.desk.profile()
    return _text(profile.age_years if profile else _number(frame, AGE), "years")


def _text(value: float | None, unit: str) -> str:
    return f"age {NOT_TOLD}" if value is None else f"{number(float(value))} {unit}"


def _number(frame: Frame, question: str) -> float | None:
    """A number of the last full set of safety questions, if it was given."""
    full = frame.desk.journal.last(Screened, Among.FULL)
    reply: Reply | None = replies_of(full.body, frame.desk.book).get(question) if full else None
    return reply if isinstance(reply, float) else None


def course(frame: Frame) -> Iterator[Block]:
    """When it began, how long it has lasted, the phase, flare-ups, and what was told about the back."""
    profile = frame.desk.profile()
    if profile is None:
        yield ReportLine(told_weeks(frame) or NOT_TOLD, "Began")
        return
    yield ReportLine(began_text(frame, profile), "Began")
    yield from _told_of_the_bout(frame)
    yield from _plan(frame, profile)
    flares = (
        [one for one in frame.view.flares_on if frame.since is None or one >= frame.since]
        if frame.view
        else []
    )
    yield ReportLine(listed(day(one) for one in flares) or "none logged", "Flare-ups began")
    yield from _about_the_back(frame, profile)


def _told_of_the_bout(frame: Frame) -> Iterator[Block]:
    """How it began and how it goes, by the safety questions that tell it; what was not asked is no no."""
    for told in frame.desk.book.visit.told:
        yield ReportLine(told_of(frame, told.questions) or NOT_CALLED_FOR, told.title)


def told_weeks(frame: Frame) -> str:
    """When it began as far as the safety questions tell; nothing where they do not."""
    weeks = _number(frame, WEEKS)
    return "" if weeks is None else f"about {number(weeks)} weeks before the questions"


def began_text(frame: Frame, profile: Profile) -> str:
    """The day of the onset, and how long ago; with a clock that was set back nobody can tell."""
    today, tracks = frame.desk.moment.today, frame.desk.book.activity.tracks
    if today < profile.onset_on:
        return day(profile.onset_on)
    days = (today - profile.onset_on).days
    track = track_at(profile.onset_on, today, tracks)
    label = next(one.label for one in tracks if one.id is track)
    return f"{day(profile.onset_on)}, day {days + 1}, week {days // 7 + 1} ({label})"


def _plan(frame: Frame, profile: Profile) -> Iterator[Block]:
    weeks = frame.desk.weeks()
    if not weeks:
        yield ReportLine("none", "Plan")
        return
    last, book = weeks[-1], frame.desk.book.activity
    phase = next(one.label for one in book.phases if one.id is last.phase)
    told = f"since {day(weeks[0].starts_on)}, now week {last.number}, phase: {phase}"
    yield ReportLine(told, "Plan")
    pain = f"{number(profile.pain_average)} of 10" if profile.pain_average is not None else NOT_TOLD
    yield ReportLine(f"{pain} (mean of 7 days, recalled)", "Pain when the plan began")


def _about_the_back(frame: Frame, profile: Profile) -> Iterator[Block]:
    book = frame.desk.book
    labels = {one.id: one.label for one in book.activity.modifiers}
    told = [labels.get(one, one) for one in profile.modifiers]
    eases = {one.id: one.label for one in book.activity.fitting.eases}
    if profile.fitting.eases:
        yield ReportLine(eases.get(profile.fitting.eases, profile.fitting.eases), "Eased most by")
    if told:
        yield ReportLine("; ".join(told), "Told about the back and body")
    full = frame.desk.journal.last(Screened, Among.FULL)
    fits = [one.pattern.name for one in patterns_of(full.body, book)] if full else []
    if fits:
        yield ReportLine("; ".join(fits), "Patterns the answers may fit (no diagnosis)")


def own(frame: Frame) -> Iterator[Block]:
    """The check of thoughts and feelings, how sure the person is, and for themselves their notes."""
    said = _thoughts(frame)
    if said is None:
        yield ReportLine("not asked yet", "Thoughts")
    else:
        yield from _extents(frame, *said)
    yield from _confidence(frame)
    if not frame.is_visit:
        yield from _notes(frame)


def _thoughts(frame: Frame) -> tuple[ThoughtsChecked, str] | None:
    """The last check, and when it was."""
    desk = frame.desk
    entry, begun = desk.journal.latest(ThoughtsChecked), desk.journal.latest(Profile)
    if begun is None:
        return (entry.body, day(entry.day_on)) if entry else None
    if entry is not None and entry.place > begun.place:
        return entry.body, day(entry.day_on)
    return begun.body.thoughts, day(begun.day_on)


def _extents(frame: Frame, said: ThoughtsChecked, on: str) -> Iterator[Block]:
    book = frame.desk.book.activity.thoughts
    found: dict[Extent, list[str]] = {}
    for id_, extent in said.extents():
        worry = book.worry(id_)
        found.setdefault(extent, []).append(worry.label if worry else id_)
    named = [one for one in (Extent.YES, Extent.A_BIT, Extent.NOT_SURE) if one in found]
    for extent in named:
        yield ReportLine("; ".join(found[extent]), f"{EXTENTS[extent]} ({on})")
    if not named:
        yield ReportLine(f"no line was named ({on})", "Thoughts")


def _confidence(frame: Frame) -> Iterator[Block]:
    view = frame.view
    if view is None or (view.confidence[1] is None and view.confidence[0] is None):
        return
    before, now = view.confidence
    score = now if now is not None else before
    level = level_of(frame.desk.book.measures.measure("confidence"), score) if score is not None else None
    when = f" on {day(view.confidence_on)}" if now is not None and view.confidence_on else " at the start"
    was = f", {before} at the start" if now is not None and before is not None else ""
    means = f" ({level.text})" if level else ""
    yield ReportLine(f"{score} of 10{when}{was}{means}", "Sure to be able to do daily things")


def _notes(frame: Frame) -> Iterator[Block]:
    """What was written beside the days, the newest first."""
    notes = [(one.day_on, one.body.note) for one in frame.entries(CheckIn) if one.body.note]
    for on, note in reversed(notes[-MOST_NOTES:]):
        yield own_line(frame, note, f"Note of {day(on)}")
    if len(notes) > MOST_NOTES:
        yield ReportLine(f"{counted(len(notes) - MOST_NOTES, 'older note')} more", "Not shown")
