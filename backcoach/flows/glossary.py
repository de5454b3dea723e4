"""Everything with an id, with its words and sources, for `why` and for the manual of rules."""

from __future__ import annotations

from collections.abc import Iterator

from backcoach.coach.conditions import Condition
from backcoach.coach.lessons import Topic
from backcoach.coach.measures import Known
from backcoach.coach.medicines import MedicineBook, MedicineInfo
from backcoach.coach.options import Row
from backcoach.coach.screening import Rule
from backcoach.coach.signs import StopAction
from backcoach.coach.values import Disposition
from backcoach.coach.withholding import Part
from backcoach.flows.packs import pack_words, product_words
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.messages import Message
from backcoach.values import Value

KNOWN_WORDS = {
    Known.READ: "read in the source",
    Known.RECALLED: "recalled, not seen in a source",
    Known.OURS: "our own choice",
}
RULE, GATE = "screening rule", "plan gate"


class Entry(Value):
    """One thing that can be asked about; `when` is the condition under which it counts or is asked."""

    id: str
    kind: str
    words: tuple[str, ...]
    sources: tuple[str, ...]
    when: Condition | None = None


def glossary(book: Handbook) -> Iterator[Entry]:
    """Everything with an id."""
    yield from _screening(book)
    yield from _withholding(book)
    yield from _rescreening(book)
    yield from _signposts(book)
    yield from _thoughts(book)
    yield from _lessons(book)
    yield from _medicine(book)
    yield from _prescribed(book)
    yield from _without_pills(book)
    yield from _activity(book)
    yield from _fitting(book)
    yield from _work(book)
    yield from _recovery(book)
    yield from _trajectories(book)
    yield from _measures(book)
    yield from _options(book)
    yield from _goals(book)
    for source in book.sources.values():
        yield Entry(source.id, "source", (source.title, source.where, f"seen: {source.seen}"), ())


def _screening(book: Handbook) -> Iterator[Entry]:
    for rule in book.screening.rules.rules:
        told = f"what is said: {message_for(rule, book).headline}"
        yield Entry(rule.id, RULE, (rule.why, f"level: {rule.level.value}", told), rule.sources, rule.when)
    for gate in book.screening.rules.plan_gates:
        yield Entry(gate.id, GATE, (gate.why,), gate.sources, gate.when)
    for question in book.screening.rules.questions.values():
        words = (question.text, *([f"asked because of: {question.suspected}"] if question.suspected else []))
        yield Entry(question.id, "screening question", words, question.sources, question.asked_while)
    for daily in book.screening.gates:
        yield Entry(daily.id, "daily safety question", (daily.text,), daily.sources)


def message_for(rule: Rule, book: Handbook) -> Message:
    """The message of a rule: its own variant, or the one for everybody at its level."""
    at_level = [one for one in book.screening.messages if one.level == rule.level.urgency]
    own = [one for one in at_level if rule.id in one.only_for_rules]
    return (own or [one for one in at_level if one.is_for_everybody])[0]


def _withholding(book: Handbook) -> Iterator[Entry]:
    for part in book.screening.parts:
        yield Entry(part.id, "part of a plan", (part.label, *_part_words(part)), part.sources)
    for tag in book.screening.tags:
        effects = (f"{one.part}: {one.verdict.value}. {one.words}" for one in tag.effect)
        instead = (tag.instead,) if tag.instead else ()
        words = (tag.label, f"left out: {', '.join(tag.leaves_out)}", *effects, *instead)
        yield Entry(tag.id, "what is left out", words, tag.sources, tag.when)


def _part_words(part: Part) -> Iterator[str]:
    """What becomes of it at each urgency, those in a row that say the same only once."""
    said = ""
    for disposition in reversed(Disposition):
        cell = part.at(disposition)
        words = f"{disposition.urgency}: {cell.verdict.value}. {cell.words}"
        if words != said:
            yield words
            if cell.unless_words:
                yield f"{disposition.urgency}, with some answers: {cell.unless_words}"
        said = words


def _medicine(book: Handbook) -> Iterator[Entry]:
    for condition in book.medicine.conditions:
        yield Entry(condition.id, "medicine question", (condition.question, condition.why), condition.sources)
    for rule in book.medicine.rules:
        yield Entry(rule.id, "medicine rule", (rule.why, *rule.steps), rule.sources)
    for info in book.medicine.medicines:
        yield Entry(info.id.value, "medicine", tuple(_medicine_words(info, book.medicine)), info.sources)
    for region in book.regions:
        for product in region.products:
            yield Entry(product.id, "pack", tuple(product_words(product, book)), product.sources)
    for pack in book.packs.packs:
        yield Entry(pack.id, "name of a pack", tuple(pack_words(pack, book)), pack.sources)


def _prescribed(book: Handbook) -> Iterator[Entry]:
    for rule in book.prescribed.rules:
        yield Entry(rule.id, "rule on prescribed medicines", (rule.why, *rule.steps), rule.sources)
    for kind in book.prescribed.classes:
        sources = tuple(dict.fromkeys(source for fact in kind.fact for source in fact.sources))
        words = (kind.label, *(fact.text for fact in kind.fact))
        yield Entry(kind.id, "kind of prescribed medicine", words, sources)


def _without_pills(book: Handbook) -> Iterator[Entry]:
    for thing in book.without_pills.things:
        words = (thing.name, thing.evidence, *thing.how, thing.stop)
        notes = (f"{one.region}: {one.text}" for one in thing.region_notes)
        yield Entry(thing.id, "without pills", (*words, *notes), thing.sources)
    for limit in book.without_pills.limits:
        words = (limit.why, f"{limit.verdict.value} if {limit.words}: {', '.join(limit.things)}")
        yield Entry(limit.id, "limit on what is used without pills", words, limit.sources)
    for rule in book.without_pills.rules:
        yield Entry(rule.id, "rule on what is used without pills", (rule.why, *rule.steps), rule.sources)


STOP_WORDS = {
    StopAction.EMERGENCY: "get emergency help",
    StopAction.SAME_DAY: "stop, and see a doctor today",
    StopAction.DOCTOR: "stop, and ask a doctor",
    StopAction.ASK: "ask a pharmacist",
}


def _medicine_words(info: MedicineInfo, book: MedicineBook) -> Iterator[str]:
    yield info.name
    yield from info.expect
    yield from (one for one in (info.take_with, info.stop_today, info.step_2, info.ask) if one)
    for effect in book.side_effects_of(info.id):
        yield f"Side effect: {effect.effect}. {' '.join(effect.steps)}"
    for sign in book.stop_signs_of(info.id):
        yield f"Stop sign: {sign.sign}. ({STOP_WORDS[sign.action]})"
    if info.hidden_in:
        yield f"Also hidden in: {', '.join(info.hidden_in)}"


def _activity(book: Handbook) -> Iterator[Entry]:
    activity = book.activity
    for rule in activity.plan_rules:
        yield Entry(rule.id, "plan rule", (rule.why,), rule.sources)
    for review in activity.review_rules:
        yield Entry(review.id, "review rule", (review.why, review.next), review.sources)
    for exercise in activity.exercises:
        yield Entry(
            exercise.id, "exercise", (exercise.name, exercise.purpose, *exercise.words), exercise.sources
        )
    for line in (*activity.exercise_always, *activity.exercise_lines, *activity.stop_always):
        yield Entry(line.id, "said with every exercise", (line.text,), line.sources)
    for one in activity.types:
        yield Entry(one.id, "activity", (one.label, one.notes, one.trial, one.grows), one.sources)
    for modifier in activity.modifiers:
        yield Entry(modifier.id, "modifier", (modifier.label, modifier.why), modifier.sources)
    for worry in activity.worries:
        yield Entry(worry.id, "worry", (worry.label, worry.words), worry.sources)


def _fitting(book: Handbook) -> Iterator[Entry]:
    fitting = book.activity.fitting
    for thing in fitting.things:
        yield Entry(thing.id, "thing that exercises need", (thing.label,), thing.sources)
    for ease in fitting.eases:
        yield Entry(ease.id, "what eases the pain", (ease.label,), ease.sources)
    for task in fitting.tasks:
        words = (task.label, f"trained for by: {', '.join(task.exercises)}")
        yield Entry(task.id, "daily task", words, task.sources)


def _work(book: Handbook) -> Iterator[Entry]:
    work = book.work
    for rule in work.rules:
        yield Entry(rule.id, "rule on work", (rule.why, rule.next), rule.sources)
    for limit in work.closings:
        words = (limit.why, f"closes: {limit.closes.value}", f"tags: {', '.join(limit.tags)}")
        yield Entry(limit.id, "limit on work", words, limit.sources)
    for check in work.checks:
        yield Entry(check.id, "check on work", (check.why, check.next), check.sources)
    for example in work.examples:
        yield Entry(example.id, "example of a way back", (example.name, *example.weeks), example.sources)
    for line in (*work.facts, *work.lines, *work.discuss):
        yield Entry(line.id, "line on work", (line.text,), line.sources)


def _recovery(book: Handbook) -> Iterator[Entry]:
    for rule in book.recovery.rules:
        yield Entry(rule.id, "rule on the end of a bout", (f"{rule.label}: {rule.why}",), rule.sources)
    for line in book.recovery.stay_well:
        yield Entry(line.id, "what keeps a bout away", (line.text,), line.sources)
    for line in book.recovery.figures:
        yield Entry(line.id, "figures on bouts to come", (line.text,), line.sources)


def _trajectories(book: Handbook) -> Iterator[Entry]:
    for pattern in book.trajectories.patterns:
        yield Entry(pattern.id, "name of a course over months", (pattern.text, pattern.why), pattern.sources)
    for curve in book.trajectories.curves:
        points = ", ".join(f"week {one.week}: {one.mean:g} ({one.low:g}-{one.high:g})" for one in curve.point)
        yield Entry(
            curve.id, "average of others", (curve.text, f"pain of 10: {points}", curve.note), curve.sources
        )


def _measures(book: Handbook) -> Iterator[Entry]:
    for one in book.measures.measures:
        asked = (item.text for item in one.item)
        figures = (f"{figure.text} ({KNOWN_WORDS[figure.known]})" for figure in one.figure)
        levels = (f"{level.least:g} to {level.most:g}: {level.text}" for level in one.level)
        words = (one.name, one.when, *asked, one.score, one.counts, *figures, *levels, one.licence)
        cited = [one.sources, *(figure.sources for figure in one.figure)]
        sources = tuple(dict.fromkeys(source for some in cited for source in some))
        yield Entry(one.id, "measure", words, sources)
    for form in book.measures.left_out:
        yield Entry(form.id, "form that is left out", (form.name, form.why), form.sources)
    for line in book.measures.lines:
        yield Entry(line.id, "line on a measure", (line.text,), line.sources)


def _options(book: Handbook) -> Iterator[Entry]:
    found = book.options
    for one in found.options:
        said = (f"{guide.who}: {guide.says}" for guide in one.guideline)
        rows = (f"{_for(row)}: {row.benefit} {row.when}".strip() for row in one.row)
        cited = (one.sources, *(row.sources for row in one.row), *(guide.sources for guide in one.guideline))
        sources = tuple(dict.fromkeys(source for some in cited for source in some))
        yield Entry(one.id, "option", (one.name, one.what, *rows, one.harms, *said), sources)
    for rule in found.rules:
        yield Entry(rule.id, "rule on options", (rule.why,), rule.sources)
    for line in found.lines:
        yield Entry(line.id, "line on options", (line.text,), line.sources)


def _for(row: Row) -> str:
    return ", ".join(one.value for one in row.situations)


def _goals(book: Handbook) -> Iterator[Entry]:
    for line in book.goals.lines:
        yield Entry(line.id, "line on goals", (line.text,), line.sources)
    for one in book.goals.examples:
        words = (f"If {one.cue}, then {one.action}.", f"If {one.obstacle}, then {one.instead}.")
        yield Entry(one.id, "example of a plan for a goal", words, one.sources)


def _signposts(book: Handbook) -> Iterator[Entry]:
    signposts = book.screening.signposts
    for one in signposts.patterns:
        words = (one.name, signposts.heading, one.usual, one.see, *one.advice, *one.plan)
        yield Entry(one.id, "pattern", words, one.sources, one.when)
    for milestone in signposts.milestones:
        since = "on any day" if milestone.is_any_time else f"from day {milestone.from_day}"
        timed = f"looked at {since} of the bout, over {milestone.window_days} days"
        told = (
            milestone.head,
            milestone.why,
            *milestone.do,
            milestone.visit,
            *filter(None, (milestone.imaging,)),
        )
        yield Entry(milestone.id, "milestone", (*told, timed), milestone.sources, milestone.when)


def _thoughts(book: Handbook) -> Iterator[Entry]:
    thoughts = book.activity.thoughts
    for rule in thoughts.rules:
        yield Entry(rule.id, "rule of the thoughts check", (rule.why,), rule.sources)
    for lesson in thoughts.lessons:
        yield Entry(lesson.id, "lesson", (lesson.title, *lesson.text), lesson.sources)


def _rescreening(book: Handbook) -> Iterator[Entry]:
    rules = book.screening.rescreening
    for one in rules.sets:
        asked = f"asked every {one.every_days} days; the plan rests after {one.rests_after_days} days without"
        yield Entry(one.id, "safety questions asked again", (one.why, asked), one.sources)
    for event in rules.events:
        yield Entry(event.id, "event after which everything is asked again", (event.why,), event.sources)


def _lessons(book: Handbook) -> Iterator[Entry]:
    for topic in book.lessons.topics:
        words = (topic.title, *topic.text, f"How sure? {topic.evidence}", *_offered(topic, book))
        yield Entry(topic.id, "lesson", words, topic.sources)
    for script in book.lessons.relaxations:
        words = (script.title, script.brief, script.often, *script.ready, f"How sure? {script.evidence}")
        yield Entry(script.id, "relaxation script", words, script.sources)
    for rule in book.lessons.rules:
        yield Entry(rule.id, "rule on what is offered to read", (rule.why,), rule.sources)
    for caution in book.lessons.cautions:
        yield Entry(caution.id, "caution for every relaxation script", (caution.text,), caution.sources)
    for said in book.guided.lines:
        yield Entry(said.id, "line of a guided session", (said.text,), said.sources)
    for field in book.flare_sheet.fields:
        yield Entry(field.id, "field of the sheet for bad days", (field.label, field.question), field.sources)
    for trigger in book.flare_sheet.triggers:
        yield Entry(trigger.id, "what may set off a bad day", (trigger.label,), trigger.sources)


def _offered(topic: Topic, book: Handbook) -> Iterator[str]:
    """When a lesson is offered, in words."""
    if not topic.only_with_need:
        yield f"offered from day {topic.from_day} of a bout"
    labels = ", or ".join(one.label for one in book.lessons.needs if one.need in topic.needs)
    if labels:
        yield f"offered from day {topic.need_from_day} if {labels}"
