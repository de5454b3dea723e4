"""Explaining a screening: which rules held, by which answers, and which were near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backcoach.coach.lacking import lacking
from backcoach.coach.nearest import Change, Near, nearest
from backcoach.coach.record import Entry, Screened
from backcoach.coach.screening import Facts, PlanGate, Replies, Rule, is_emergency_already
from backcoach.coach.values import Answer, Disposition, Reason
from backcoach.coach.wording import ANSWER_WORDS, Questions, name_of, wording
from backcoach.flows.desk import Desk
from backcoach.flows.screening import replies_of
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.sources import Source
from backcoach.values import Value


class Verdict(Value):
    """How one rule came out in one screening: what made it hold, or in words what it still lacked.

    `stands` says that this screening sets what stands now. Both parts are empty where the content has
    changed since and what was lacking then cannot be told.
    """

    day_on: date
    stands: bool
    held: bool
    inputs: tuple[tuple[str, str], ...]
    lacked: tuple[str, ...]


class Fired(Value):
    """A rule or plan gate that held; `level` is None for a gate, and for a rule no longer in the content."""

    reason: Reason
    level: Disposition | None
    when: tuple[str, ...]
    is_draft: bool


class NearRule(Value):
    """A more urgent rule that did not hold, and in words each single answer with which it would have."""

    rule: Rule
    changes: tuple[str, ...]
    already: tuple[tuple[str, str], ...]
    is_draft: bool


class Explained(Value):
    """One screening, explained.

    `day_on` is None for answers from a file. `stands` is what stands in the record now, if there is one;
    `is_old_content` says that the record was made with other content than that which explains it.
    """

    body: Screened
    day_on: date | None
    stands: Disposition | None
    is_old_content: bool
    fired: tuple[Fired, ...]
    gates: tuple[Fired, ...]
    near: tuple[NearRule, ...]
    sources: tuple[Source, ...]
    is_draft: bool


def explain_last(desk: Desk) -> Explained | None:
    """The screening that stands while no clinician has settled it, else the last one; None without any."""
    stands, entries = desk.standing(), desk.history().in_order()
    if not entries or stands.screened is None:
        return None
    entry = stands.screened if stands.grave else entries[-1]
    is_old = entry.content_digest not in (desk.book.digest, None)
    return explained(entry.body, desk.book, entry.day_on, stands=stands.disposition, is_old_content=is_old)


def explained(
    body: Screened,
    book: Handbook,
    day_on: date | None = None,
    *,
    stands: Disposition | None = None,
    is_old_content: bool = False,
) -> Explained:
    """A screening with its rules in words. What held is told as it was decided then."""
    fired = tuple(_fired(reason, book) for reason in body.reasons)
    gates = tuple(_fired(reason, book) for reason in body.plan_reasons)
    near = tuple(
        _near(one, book) for one in nearest(replies_of(body, book), book.screening.rules, body.disposition)
    )
    cited = (
        *(source for one in (*fired, *gates) for source in one.reason.sources),
        *(source for one in near for source in one.rule.sources),
    )
    sources = tuple(book.sources[one] for one in dict.fromkeys(cited) if one in book.sources)
    is_draft = any(review.is_draft for review in book.screening.reviews)
    return Explained(body, day_on, stands, is_old_content, fired, gates, near, sources, is_draft)


def said(pair: tuple[str, str], questions: Questions) -> str:
    """An answer that counted, in words."""
    name, value = pair
    known = {answer.value: words for answer, words in ANSWER_WORDS.items()}
    return f"{name_of(name, questions)}: {known.get(value, value.replace('not_sure', 'not sure'))}"


def verdicts(id_: str, desk: Desk) -> tuple[Verdict, ...]:
    """How a rule came out in the last screening, and in the one that sets what stands."""
    return tuple(_verdicts(id_, desk))


def _verdicts(id_: str, desk: Desk) -> Iterator[Verdict]:
    entries, standing = desk.history().in_order(), desk.standing().screened
    last = entries[-1] if entries else None
    if last:
        yield _verdict(id_, last, desk.book, stands=standing is not None and standing.id == last.id)
    if last and standing and standing.id != last.id:
        yield _verdict(id_, standing, desk.book, stands=True)


def _verdict(id_: str, entry: Entry[Screened], book: Handbook, *, stands: bool) -> Verdict:
    reasons = (*entry.body.reasons, *entry.body.plan_reasons)
    reason = next((one for one in reasons if one.rule == id_), None)
    lacked = () if reason else tuple(_lacked(id_, replies_of(entry.body, book), book))
    return Verdict(entry.day_on, stands, reason is not None, reason.inputs if reason else (), lacked)


def _lacked(id_: str, replies: Replies, book: Handbook) -> Iterator[str]:
    rules = book.screening.rules
    is_complete = not is_emergency_already(replies, rules)
    for rule in _all_rules(book):
        if rule.id == id_:
            facts = Facts(replies, rules, is_complete=is_complete, is_for_plan=isinstance(rule, PlanGate))
            missing = lacking(rule.when, facts)
            if missing is not None:
                yield from wording(missing, rules.questions).lines()


def _fired(reason: Reason, book: Handbook) -> Fired:
    for rule in _all_rules(book):
        if rule.id == reason.rule:
            level = rule.level if isinstance(rule, Rule) else None
            when = tuple(wording(rule.when, book.screening.rules.questions).lines())
            return Fired(reason, level, when, rule.id.lower() in book.drafts)
    return Fired(reason, None, (), is_draft=True)


def _all_rules(book: Handbook) -> tuple[Rule | PlanGate, ...]:
    return (*book.screening.rules.rules, *book.screening.rules.plan_gates)


def _near(near: Near, book: Handbook) -> NearRule:
    questions = book.screening.rules.questions
    changes = tuple(_changes(near.changes, questions))
    return NearRule(near.rule, changes, near.already, near.rule.id.lower() in book.drafts)


def _changes(changes: tuple[Change, ...], questions: Questions) -> Iterator[str]:
    """Each question once, with all the answers that would do."""
    for name in dict.fromkeys(change.question for change in changes):
        answers = [_to(change, questions) for change in changes if change.question == name]
        yield f"{name_of(name, questions)}: {' or '.join(answers)}"


def _to(change: Change, questions: Questions) -> str:
    if isinstance(change.to, Answer):
        return ANSWER_WORDS[change.to]
    unit = questions[change.question].unit
    return f"{change.to:g} {unit}" if unit else f"{change.to:g}"
