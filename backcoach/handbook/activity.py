"""Reading the activity content: numbers, tracks, phases, activities, exercises, rules; and checking them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from backcoach.coach.activity import (
    SITTING,
    WALK,
    ActivityBook,
    ActivityType,
    AvoidCode,
    BaselineKind,
    Line,
    Modifier,
    PlanRule,
    ReviewRule,
    Role,
    TrialWords,
)
from backcoach.coach.done import Unit
from backcoach.coach.exercise_facts import Exercise
from backcoach.coach.parameters import ActivityParameters
from backcoach.coach.phases import Phase, PhaseFacts, Track, TrackFacts
from backcoach.coach.review_rules import RULES
from backcoach.coach.week import WEEK_DAYS
from backcoach.coach.weekplan import LEG_CODE
from backcoach.handbook.content import ContentReader
from backcoach.handbook.exercises import check_exercises
from backcoach.handbook.fitting import check_fitting, read_fitting
from backcoach.handbook.review import Review
from backcoach.handbook.thoughts import read_thoughts
from backcoach.values import Value, fields, is_dataclass

PARAMETERS = "activity/parameters.toml"
TRACKS = "activity/tracks.toml"
MODIFIERS = "activity/modifiers.toml"
TYPES = "activity/types.toml"
RULES_FILE = "activity/rules.toml"
EXERCISES = "exercises"

PLAN_RULES = (
    *(f"track_{track.value}" for track in Track),
    *("phase_by_date", "phase_moved", "phase_waits", "phase_late"),
    *("first_quota_acute", "first_quota_default", "first_quota_cautious", "first_quota_again"),
    *("start_unknown", "settle_walks"),
    *("liked", "liked_later", "quota_grown", "quota_cut", "quota_kept", "quota_restart", "goal_reached"),
    *("walk_short", "walk_intervals", "activity_preferred"),
    *("direction_first", "direction_trial"),
    *("for_task", "task_easier", "task_instead", "for_work"),
    *("free_days", "few_free_days", "equipment_missing", "equipment_unknown"),
    *("exercise_chosen", "exercise_left_out", "exercise_start", "strength_days", "balance"),
    *("trials_default", "trials_cautious", "trials_habitual", "trials_wait", "trials_rest"),
    *("sitting_usual", "sitting_trials", "sitting_few_trials"),
    *("task_taken", "task_out", "task_again", "task_waits", "task_full", "task_nothing", "task_held"),
    *("task_user_set", "task_more_days", "task_heavier", "task_next_level"),
    *("wish_task_rise", "wish_task_most", "wish_untried", "wish_tried", "wish_limit"),
    *("load_wished", "load_capped"),
    *(
        "quota_wished",
        "wish_capped",
        "wish_after_cut",
        "wish_in_flare",
        "wish_first_days",
        "wish_exercise_most",
    ),
    *("clinician_first", "go_capped", "week_capped", "rise_capped", "growth", "growth_gentle"),
)
"""Every plan rule that the coach gives as a reason."""


class _ParametersFile(Value):
    review: Review
    parameters: ActivityParameters


class _TracksFile(Value):
    review: Review
    track: tuple[TrackFacts, ...]
    phase: tuple[PhaseFacts, ...]


class _ModifiersFile(Value):
    review: Review
    avoid_code: tuple[AvoidCode, ...]
    modifier: tuple[Modifier, ...]
    line: tuple[Line, ...]
    exercise_always: tuple[Line, ...]
    exercise_line: tuple[Line, ...]
    stop_always: tuple[Line, ...]


class _TypesFile(Value):
    review: Review
    trial: TrialWords
    type: tuple[ActivityType, ...]


class _RulesFile(Value):
    review: Review
    review_rule: tuple[ReviewRule, ...]
    plan_rule: tuple[PlanRule, ...]


class _ExerciseFile(Value):
    review: Review
    exercise: Exercise


def read_activity(reader: ContentReader) -> ActivityBook | None:
    """The activity part of the handbook; None if a file is missing or does not fit. Faults go to `reader`."""
    parameters = reader.one(PARAMETERS, _ParametersFile)
    tracks = reader.one(TRACKS, _TracksFile)
    modifiers = reader.one(MODIFIERS, _ModifiersFile)
    types = reader.one(TYPES, _TypesFile)
    rules = reader.one(RULES_FILE, _RulesFile)
    files = reader.each(EXERCISES, _ExerciseFile)
    thoughts, fitting = read_thoughts(reader), read_fitting(reader)
    if not (parameters and tracks and modifiers and types and rules and thoughts and fitting):
        return None
    heads = [file.review for file in (parameters, tracks, modifiers, types, rules, thoughts, fitting)]
    heads += [file.review for _name, file in files]
    book = ActivityBook(
        parameters=parameters.parameters,
        tracks=tracks.track,
        phases=tracks.phase,
        types=types.type,
        exercises=tuple(file.exercise for _name, file in files),
        avoid_codes=modifiers.avoid_code,
        modifiers=modifiers.modifier,
        thoughts=thoughts.book(),
        fitting=fitting.book(),
        lines=modifiers.line,
        exercise_always=modifiers.exercise_always,
        exercise_lines=modifiers.exercise_line,
        stop_always=modifiers.stop_always,
        plan_rules=rules.plan_rule,
        review_rules=rules.review_rule,
        trial_words=types.trial,
        is_draft=any(head.is_draft for head in heads),
    )
    names = tuple((name, file.exercise) for name, file in files)
    _check(reader, book, names)
    return book


def _check(reader: ContentReader, book: ActivityBook, files: tuple[tuple[str, Exercise], ...]) -> None:
    _check_ids(reader, book)
    _check_complete(reader, book)
    _check_phases(reader, book)
    _check_types(reader, book)
    _check_modifiers(reader, book)
    _check_avoid(reader, book, files)
    check_exercises(reader, book, files)
    check_fitting(reader, book)
    for where, sources in _all_sources(book, ""):
        if not sources:
            reader.fault("activity", where, "cites no source")


def _check_ids(reader: ContentReader, book: ActivityBook) -> None:
    reader.unique(TRACKS, [track.id.value for track in book.tracks])
    reader.unique(TRACKS, [phase.id.value for phase in book.phases])
    reader.unique(TYPES, [type_.id for type_ in book.types])
    reader.unique(EXERCISES, [exercise.id for exercise in book.exercises])
    reader.unique(PARAMETERS, [step.unit.value for step in book.parameters.step])
    lines = (*book.lines, *book.exercise_always, *book.exercise_lines, *book.stop_always)
    for many in (book.avoid_codes, book.modifiers, lines):
        reader.unique(MODIFIERS, [one.id for one in many])
    for rules in (book.plan_rules, book.review_rules):
        reader.unique(RULES_FILE, [rule.id for rule in rules])


def _check_complete(reader: ContentReader, book: ActivityBook) -> None:
    """Everything that the coach looks up by name stands in the content."""
    reader.needs(TRACKS, "track", _values(Track), (track.id.value for track in book.tracks))
    reader.needs(TRACKS, "phase", _values(Phase), (phase.id.value for phase in book.phases))
    reader.needs(PARAMETERS, "step", _values(Unit), (step.unit.value for step in book.parameters.step))
    reader.needs(TYPES, "type", (WALK, SITTING), (type_.id for type_ in book.types))
    reader.needs(MODIFIERS, "avoid_code", (LEG_CODE,), (code.id for code in book.avoid_codes))
    reader.needs(RULES_FILE, "plan_rule", PLAN_RULES, (rule.id for rule in book.plan_rules))
    in_use = (rule.id for rule in book.review_rules if rule.in_use)
    reader.needs(RULES_FILE, "review_rule", (id_ for id_, _rule in RULES), in_use)
    if not any(track.from_day == 0 for track in book.tracks):
        reader.fault(TRACKS, "track", "one track must start on day 0")


def _check_phases(reader: ContentReader, book: ActivityBook) -> None:
    known = {exercise.id: exercise for exercise in book.exercises}
    for facts in book.phases:
        where = f"phase {facts.id.value}"
        for id_ in facts.exercises:
            if id_ not in known:
                reader.fault(TRACKS, where, f"{id_!r} is not an exercise")
            elif facts.id not in known[id_].phases:
                reader.fault(TRACKS, where, f"{id_!r} does not name this phase as its own")
            elif known[id_].activity is not None:
                reader.fault(TRACKS, where, f"{id_!r} is an activity, and planned as that")
        for one in book.exercises:
            if one.activity is None and facts.id in one.phases and one.id not in facts.exercises:
                reader.fault(TRACKS, where, f"{one.id!r} names this phase and does not stand in its list")
        if facts.exercise_count + 1 > book.parameters.caps.session_exercises:
            reader.fault(TRACKS, where, "exercise_count leaves no room for a balance exercise")


def _check_types(reader: ContentReader, book: ActivityBook) -> None:
    """What a plan may hold has a goal, and a start unless it begins at what a usual day holds."""
    for one in book.types:
        if one.trials < 1 or one.floor < 1:
            reader.fault(TYPES, one.id, "trials and floor must be 1 or more")
        if not one.is_planned and (one.start or one.goal):
            reader.fault(TYPES, one.id, "what is not planned has no start and no goal")
        if one.is_planned:
            _check_planned(reader, one)
        for id_ in one.breaks:
            if book.exercise(id_) is None:
                reader.fault(TYPES, one.id, f"{id_!r} is not an exercise")
    walking = book.type(WALK)
    if walking is not None and not walking.is_planned:
        reader.fault(TYPES, WALK, "must be planned")


def _check_planned(reader: ContentReader, one: ActivityType) -> None:
    """One activity that a plan may hold."""
    is_usual = one.kind is BaselineKind.HABITUAL
    if one.role is Role.ACTIVITY and one.unit is not Unit.MINUTES:
        reader.fault(TYPES, one.id, "an activity is counted in minutes")
    if not one.floor <= (one.goal if is_usual else one.start) <= one.goal or (is_usual and one.start):
        words = "floor, start and goal must be in order; what begins at a usual day has no start"
        reader.fault(TYPES, one.id, words)
    if not 1 <= one.days_first <= one.days_goal <= WEEK_DAYS:
        reader.fault(TYPES, one.id, "days_first and days_goal must be days of a week, in order")
    if one.most and one.most < one.goal:
        reader.fault(TYPES, one.id, "most must not be less than the goal")
    if (one.goal_kg or one.levels or one.piece_minutes) and "{amount}" not in one.text:
        reader.fault(TYPES, one.id, "text must show the {amount}")
    if [level.phase_from.rank for level in one.levels] != sorted(x.phase_from.rank for x in one.levels):
        reader.fault(TYPES, one.id, "levels must stand in the order of the phases")


def _check_modifiers(reader: ContentReader, book: ActivityBook) -> None:
    """What codes and modifiers name stands in the content."""
    rules = {rule.id for rule in book.plan_rules}
    for code in book.avoid_codes:
        if code.walk_rule is not None and code.walk_rule not in rules:
            reader.fault(MODIFIERS, code.id, f"{code.walk_rule!r} is not a plan rule")
    for modifier in book.modifiers:
        activity = book.type(modifier.activity) if modifier.activity else None
        if modifier.activity and (activity is None or not activity.may_be_liked):
            reader.fault(
                MODIFIERS, modifier.id, f"{modifier.activity!r} is not an activity that a plan may begin"
            )


def _check_avoid(reader: ContentReader, book: ActivityBook, files: tuple[tuple[str, Exercise], ...]) -> None:
    known = {code.id for code in book.avoid_codes}
    named = [(MODIFIERS, modifier.id, modifier.sets) for modifier in book.modifiers]
    named += [(TYPES, type_.id, type_.avoid) for type_ in book.types]
    named += [(name, "avoid", exercise.avoid) for name, exercise in files]
    named += [
        (name, "avoid_note", tuple(note.code for note in exercise.avoid_note if note.code))
        for name, exercise in files
    ]
    for file, where, codes in named:
        for code in codes:
            if code not in known:
                reader.fault(file, where, f"{code!r} is not an avoid code")


def _all_sources(value: object, where: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of sources within a value, with the way to it."""
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _all_sources(one, f"{where}[{getattr(one, 'id', number)}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            spot = f"{where}.{field.name}" if where else field.name
            if field.name == "sources":
                yield spot, value.sources  # type: ignore[attr-defined]
            else:
                yield from _all_sources(getattr(value, field.name), spot)


def _values(kind: type[Enum]) -> tuple[str, ...]:
    return tuple(str(member.value) for member in kind)
