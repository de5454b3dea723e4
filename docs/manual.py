"""The screening part of the manual of rules: a chapter for each group, in tables that need no code."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backcoach.coach.conditions import Condition
from backcoach.coach.screening import Kind, Question, Reply, Rule, is_open, screen
from backcoach.coach.timeline import Milestone
from backcoach.coach.values import Answer, Disposition
from backcoach.coach.withholding import Cell
from backcoach.coach.wording import ANSWER_WORDS, wording
from backcoach.handbook.cases import load_cases
from backcoach.handbook.handbook import Handbook

ROOT = Path(__file__).resolve().parents[1]
SCREENING = ROOT / "content" / "screening"


@dataclass(frozen=True, slots=True)
class Group:
    """One chapter: which questions and rules belong to it, by their files and the beginnings of their ids."""

    id: str
    title: str
    questions: str
    rules: str
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def holds(self, id_: str) -> bool:
        """Whether an id of its files belongs to it."""
        return id_.startswith(self.only or id_) and not (self.but and id_.startswith(self.but))


PATTERN_RULES = ("R95_", "R96_", "R97_")
GROUPS = (
    Group("emergency", "Emergency signs", "a_emergency", "emergency_signs"),
    Group("nerves", "Nerves to bladder and bowel", "b_cauda_equina", "cauda_equina"),
    Group("legs", "Legs", "c_nerves", "nerves"),
    Group("infection", "Infection", "d_infection", "infection"),
    Group("cancer", "Cancer and unexplained pain", "e_cancer", "cancer"),
    Group("fracture", "Fracture", "f_fracture", "fracture", but=("bleed_",)),
    Group("bleeding", "Bleeding", "f_fracture", "bleeding", only=("bleed_", "R")),
    Group("organs", "Other organs, skin and eye", "g_organs", "organs", but=("preg_",)),
    Group("pregnancy", "Pregnancy", "g_organs", "pregnancy", only=("preg_", "R")),
    Group("mind", "Mind", "h_mind", "mind"),
    Group("course", "Pain level and course", "i_course", "course", but=PATTERN_RULES),
    Group("pattern", "Patterns", "j_patterns", "course", only=("pat_", "ibp_", *PATTERN_RULES)),
    Group("scope", "Scope: whom the program is for", "scope", "scope"),
)


def screening(book: Handbook) -> Iterator[str]:
    """All chapters about screening."""
    yield from ("", "## Screening: where a person is sent", "")
    yield "The most urgent rule that holds decides. Not sure, skipped and unknown never count as no: what"
    yield "should have been asked and was not counts as not sure. What stands behind a closed gate is no."
    yield "`soon_7` means: see a doctor within 7 days. In the rules a question goes by its short name."
    cases = load_cases(book).cases
    counts = Counter(case.group.value for case in cases)
    for group in GROUPS:
        yield from _group(group, book, counts[group.id])
    yield from _gates(book)
    yield from _messages(book)
    yield from _follow_ups(book)
    yield from _again(book)
    yield from _withholding(book)
    yield from _patterns(book)
    yield from _timeline(book)
    yield from _thoughts(book)
    yield from (
        "",
        "### Cases",
        "",
        f"{len(cases)} made-up people are sent where they should be: {_counted(counts)}.",
    )


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))


def _group(group: Group, book: Handbook, cases: int) -> Iterator[str]:
    questions = [one for one in _ids(f"questions_{group.questions}", "question") if group.holds(one)]
    rules = [one for one in _ids(f"rules_{group.rules}", "rule") if group.holds(one)]
    yield from ("", f"### {group.title}", "", f"{cases} of the shipped cases are about this group.", "")
    head = (
        "question",
        "short name",
        "words",
        "for",
        "asked",
        "only while",
        "yes alone",
        "not sure alone",
        "sources",
    )
    yield from table(head, (_question(book.screening.rules.questions[one], book) for one in questions))
    known = {rule.id: rule for rule in book.screening.rules.rules}
    chosen = sorted((known[one] for one in rules), key=lambda rule: -rule.level.rank)
    yield ""
    yield from table(("rule", "level", "when", "why", "sources"), (_rule(rule, book) for rule in chosen))


def _ids(file: str, key: str) -> list[str]:
    rows = tomllib.loads((SCREENING / f"{file}.toml").read_text(encoding="utf-8"))[key]
    return [row["id"] for row in rows]


def _question(one: Question, book: Handbook) -> tuple[str, ...]:
    stand_in = (
        f" Not known counts as {one.unknown_counts_as:g}, and as {one.unknown_counts_for_plan:g} for a plan."
        if one.unknown_counts_as is not None and one.unknown_counts_for_plan is not None
        else ""
    )
    yes = level(one.alone_yes) if one.kind is Kind.ANSWER else "a number"
    sure = level(one.alone_not_sure) if one.kind is Kind.ANSWER else "a number"
    gate = _when(one.asked_while, book)
    return (
        f"`{one.id}`",
        one.short,
        one.text + stand_in,
        one.suspected,
        one.asked,
        gate,
        yes,
        sure,
        cite(one.sources),
    )


def _rule(rule: Rule, book: Handbook) -> tuple[str, ...]:
    return f"`{rule.id}`", rule.level.value, _when(rule.when, book), rule.why, cite(rule.sources)


def _when(condition: Condition | None, book: Handbook) -> str:
    return "<br>".join(wording(condition, book.screening.names).lines()) if condition else ""


def _gates(book: Handbook) -> Iterator[str]:
    yield from ("", "### Who gets no plan", "", "The safety part is for everybody.", "")
    gates = book.screening.rules.plan_gates
    rows = ((f"`{one.id}`", _when(one.when, book), one.why, cite(one.sources)) for one in gates)
    yield from table(("gate", "when", "why", "sources"), rows)


def _messages(book: Handbook) -> Iterator[str]:
    """The words of every level and variant, with the rules or plan gates that lead to each."""
    yield from ("", "### What is said at each level", "")
    yield "A message with rules is shown where one of them decides; one with a plan gate where that stands in"
    yield "the way of a plan; the last one of a level where nothing else fits. `{days}`, `{signs}`,"
    yield "`{moving}` and the numbers are filled in for the person and the region."
    yield ""
    rows = (
        (
            f"`{one.id}`",
            one.level,
            listed((*one.only_for_rules, *one.only_for_gates)) or "all others",
            one.headline,
            "<br>".join(one.do),
            one.say or "",
            "<br>".join(one.worse),
            "<br>".join(one.today),
            cite(one.sources),
        )
        for one in book.screening.messages
    )
    head = (
        "message",
        "level",
        "for",
        "headline",
        "what to do",
        "say",
        "more urgent with",
        "cannot wait",
        "sources",
    )
    yield from table(head, rows)


PERSON: dict[str, Reply] = {"age_years": 40.0, "course_weeks": 1.0, "onset_age": 40.0}


def _follow_ups(book: Handbook) -> Iterator[str]:
    """What the program itself decides for a person of 40 with one sign and each answer to its follow-up."""
    yield from ("", "### What follow-up questions lower", "")
    yield "For a person aged 40 in the first week with a yes to one question and no to all others, as the"
    yield "program decides. A follow-up that makes no difference for one sign alone is left out."
    yield ""
    follow_ups = [one for one in book.screening.rules.questions.values() if one.asked == "follow_up"]
    rows = (row for one in follow_ups for row in _lowered(one, book))
    yield from table(("follow-up", "with yes to", "yes", "not sure", "no"), rows)


def _lowered(one: Question, book: Handbook) -> Iterator[tuple[str, ...]]:
    rules = book.screening.rules
    quiet: dict[str, Reply] = {
        name: Answer.NO for name, other in rules.questions.items() if other.kind is Kind.ANSWER
    }
    quiet |= PERSON | {"scope_self": Answer.YES, "scope_low_back": Answer.YES}
    for opener in dict.fromkeys(one.asked_while.reads() if one.asked_while else ()):
        replies = {**quiet, opener: Answer.YES}
        if opener in PERSON or not is_open(one.id, replies, rules):
            continue
        found = [
            screen({**replies, one.id: answer}, rules).value.disposition.value for answer in ANSWER_WORDS
        ]
        if len(set(found)) > 1:
            yield f"`{one.id}`", f"`{opener}`", *found


def _again(book: Handbook) -> Iterator[str]:
    rules = book.screening.rescreening
    yield from (
        "",
        "### What is asked every day",
        "",
        "A yes or not sure to a question opens those behind it.",
        "",
    )
    daily = ((f"`{one.id}`", one.text, listed(one.opens), cite(one.sources)) for one in book.screening.gates)
    yield from table(("question", "words", "opens", "sources"), daily)
    yield from ("", "### What is asked again, and after what everything is asked again", "")
    sets = (
        (
            f"`{one.id}`",
            f"every {one.every_days} days",
            f"{one.rests_after_days} days",
            one.why,
            listed(one.questions),
            cite(one.sources),
        )
        for one in rules.sets
    )
    yield from table(("set", "asked", "the plan rests after", "why", "questions", "sources"), sets)
    yield ""
    events = ((f"`{one.id}`", one.why, cite(one.sources)) for one in rules.events)
    yield from table(("event", "why everything is asked again", "sources"), events)
    limits = rules.limits
    yield ""
    yield f"A gap is {limits.gap_days} days without any safety answer. A result that allows a plan is shown"
    yield f"for {limits.stands_days} days after a better one; a graver one stands until a clinician has"
    yield "looked at it and a full screening since then is clean. Whose word counts up to which level:"
    yield ""
    clinicians = ((one.label, one.counts_up_to.value) for one in rules.clinicians)
    yield from table(("who", "counts up to"), clinicians)
    yield ""
    findings = ((one.label, "yes" if one.settles else "no", one.next) for one in rules.findings)
    yield from table(("what they said", "settles it", "next"), findings)


def listed(ids: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in ids)


def _withholding(book: Handbook) -> Iterator[str]:
    yield from ("", "### What is left of a plan at each level", "")
    levels = {one.urgency: one for one in reversed(Disposition)}
    rows = (
        (one.label, *(_cell(one.at(at), book) for at in levels.values()), cite(one.sources))
        for one in book.screening.parts
    )
    yield from table(("part", *levels, "sources"), rows)
    yield from ("", "What a circumstance takes away at any level:", "")
    tags = (
        (
            f"`{one.id}`",
            one.label,
            _when(one.when, book),
            ", ".join(one.leaves_out),
            one.instead or "",
            cite(one.sources),
        )
        for one in book.screening.tags
    )
    yield from table(("tag", "what", "when", "left out", "instead", "sources"), tags)


def _cell(cell: Cell, book: Handbook) -> str:
    unless = f"<br>withheld if: {_when(cell.unless, book)}" if cell.unless else ""
    return f"**{cell.verdict.value}**: {cell.words}{unless}"


def _patterns(book: Handbook) -> Iterator[str]:
    yield from ("", "### Patterns", "", book.screening.signposts.heading, "They never change the level.", "")
    rows = (
        (
            f"`{one.id}`",
            one.name,
            _when(one.when, book),
            one.see,
            one.imaging,
            one.no_imaging,
            " ".join(one.plan),
            cite(one.sources),
        )
        for one in book.screening.signposts.patterns
    )
    head = (
        "pattern",
        "name",
        "when",
        "whom to see",
        "imaging",
        "no imaging",
        "what the plan does",
        "sources",
    )
    yield from table(head, rows)


def _timeline(book: Handbook) -> Iterator[str]:
    yield from ("", "### Milestones of a bout", "", book.screening.signposts.honest, "Each is said once.", "")
    rows = (
        (
            f"`{one.id}`",
            _looked_at(one),
            f"{one.window_days} days, {one.least_days} logged",
            _when(one.when, book),
            one.level.value,
            one.head,
            one.why,
            one.imaging,
            cite(one.sources),
        )
        for one in book.screening.signposts.milestones
    )
    head = ("milestone", "looked at", "over", "when", "level", "said", "why", "imaging", "sources")
    yield from table(head, rows)


def _looked_at(one: Milestone) -> str:
    if one.is_any_time:
        return "any day"
    return f"from day {one.from_day}" + (f" to {one.until_day}" if one.until_day is not None else "")


def _thoughts(book: Handbook) -> Iterator[str]:
    thoughts = book.activity.thoughts
    facts = thoughts.facts
    weeks = ", ".join(str(week) for week in facts.again_weeks)
    yield from ("", "### What the person thinks and feels", "")
    yield f"Not a validated test; nothing is added up to a class. It comes back at {weeks} weeks of the bout."
    yield f"{facts.visit_yes} or more yes from {facts.visit_from_weeks} weeks on: a visit is suggested. A"
    yield "line that was passed over is unknown, and changes as much as a yes."
    yield ""
    rows = (
        (
            f"`{one.id}`",
            one.text,
            "yes" if one.yes.is_cautious else "no",
            "yes" if one.a_bit.is_cautious else "no",
            ", ".join(kind.value for kind in one.yes.contacts),
            f"`{one.lesson}`",
            cite(one.sources),
        )
        for one in thoughts.worries
    )
    head = (
        "line",
        "words",
        "yes: smaller start",
        "a bit: smaller start",
        "contacts shown",
        "lesson",
        "sources",
    )
    yield from table(head, rows)


def level(found: Disposition | None) -> str:
    """A level by its name."""
    return found.value if found else "-"


def cite(sources: Iterable[str]) -> str:
    """The ids of sources."""
    return ", ".join(sources)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table in Markdown; nothing in a cell can end it."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in row) + " |"
