"""The screens of a disposition: the action first and alone, then everything that goes with it."""

from __future__ import annotations

from itertools import chain

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from backcoach.coach.regions import Contact, Seen
from backcoach.coach.values import Disposition
from backcoach.flows.contacts import Calls, has_number, is_old
from backcoach.flows.screening import Advice
from backcoach.handbook.messages import Message
from backcoach.terminal.output import Lines, hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.words import NOT_REVIEWED, date_text

STYLES = {
    "emergency_now": "bold red",
    "same_day": "bold yellow",
    "soon": "bold yellow",
    "routine": "bold",
    "self_care": "bold",
}
SHOWN = 4
OLD_NUMBERS = "A number was last looked at over 12 months ago and may have changed."
WRONG_CLOCK = "A number was checked on a day that is still to come here: the clock may be wrong."
NO_NEWER = "the clock may be wrong"
TODAY_HEAD = "Get help today for:"
SEEN = {
    Seen.OFFICIAL: "on an official page",
    Seen.SECONDARY: "not on an official page",
    Seen.KNOWN: "from general knowledge only",
}


def advice_screen(advice: Advice, calls: Calls) -> RenderableType:
    """Everything at once, unframed, in the order of the pages. It never says that disease is ruled out."""
    return Group(*first_page(advice, calls)[1], *chain.from_iterable(further(advice, calls)))


def first_page(advice: Advice, calls: Calls) -> tuple[Lines, ...]:
    """The action alone, as roomy as it may be first, then closer and closer for small screens."""
    head, numbers = opening(advice), _numbers(advice, calls)
    say, drive = _say(advice.messages[0]), _drive(advice.messages[0])
    gap, is_grave = Text(), advice.disposition >= Disposition.SAME_DAY
    frame = Rule(style=STYLES[advice.disposition.urgency]) if is_grave else gap
    parts = [part for part in (numbers, say, drive) if part]
    roomy = chain.from_iterable((gap, *part) for part in parts)
    close = chain.from_iterable(parts)
    return (
        (frame, gap, *head, gap, frame, *roomy, gap) if is_grave else (gap, *head, *roomy),
        (gap, *head, gap, *close, gap),
        (*head, *close),
        (*head, *numbers, *drive),
    )


def opening(advice: Advice) -> Lines:
    """The action; where only a plan gate stands in the way, that there is no plan, and no encouragement."""
    if advice.plan_reasons and advice.disposition.allows_plan:
        whys = (hanging("  - ", reason.why) for reason in advice.plan_reasons)
        return (Text("No plan is made here.", style="bold"), *whys)
    return (_headline(advice.messages[0], STYLES[advice.disposition.urgency]),)


def reminder(advice: Advice, calls: Calls) -> Lines:
    """The action in short with a number to call, for the top of every later page."""
    head = Text(visible(advice.messages[0].headline), style=STYLES[advice.disposition.urgency])
    first = calls.first[0]
    if has_number(first) and first.number not in head.plain:
        head.append(f" {visible(first.number)} ({visible(first.label)})")
    return (head,)


def further(advice: Advice, calls: Calls) -> tuple[Lines, ...]:
    """What comes after the first page, in blocks that belong together."""
    first, *others = advice.messages
    blocks = [*_body(first, calls)]
    for message in others:
        blocks += [(Text(), _headline(message, "bold")), _say(message), *_body(message, calls)]
    draft = (Text(), Text(NOT_REVIEWED, style="dim")) if advice.is_draft else ()
    blocks += [_all_numbers(calls), (*_reasons(advice), *draft)]
    return tuple(block for block in blocks if block)


def _headline(message: Message, style: str) -> Text:
    return Text(visible(message.headline), style=style)


def _numbers(advice: Advice, calls: Calls) -> Lines:
    said = advice.messages[0].headline
    shown = [one for one in calls.first if has_number(one) or one.number not in said or one.note]
    lines = [_contact(one, calls, with_note=not has_number(one)) for one in shown]
    old = [Text(age_text(calls), style="yellow")] if calls.has_old else []
    return (Text("Whom to call:", style="bold"), *lines, *old) if lines else ()


def age_text(calls: Calls) -> str:
    """What to say of first numbers that may have changed: how old they are, or that the clock runs behind."""
    is_old_one = any(is_old(one, calls.today) and one.read_on <= calls.today for one in calls.first)
    return OLD_NUMBERS if is_old_one else WRONG_CLOCK


def _contact(contact: Contact, calls: Calls, *, with_note: bool, with_seen: bool = False) -> RenderableType:
    """The number first, then whose it is and when it was last looked at."""
    text = Text(visible(contact.number), style="bold")
    if contact.number in contact.label:
        text = Text(visible(contact.label), style="bold")
    else:
        text.append(f"  {visible(contact.label)}", style="not bold")
    if with_note and contact.note:
        text.append(f". {visible(contact.note)}", style="not bold")
    if has_number(contact):
        text.append(f" ({checked_text(contact, calls, with_seen=with_seen)})", style="not bold dim")
    return hanging("  ", text)


def checked_text(contact: Contact, calls: Calls, *, with_seen: bool = False) -> str:
    """When a number was last looked at. One that nobody has seen on any page says so everywhere."""
    is_seen = contact.seen is not Seen.KNOWN
    how = f", {SEEN[contact.seen]}" if with_seen or not is_seen else ""
    late = NO_NEWER if contact.read_on > calls.today else "over 12 months ago"
    age = f", {late}" if is_old(contact, calls.today) else ""
    return f"{'checked' if is_seen else 'noted'} {date_text(contact.read_on)}{how}{age}"


def _say(message: Message) -> Lines:
    return (hanging("Say: ", f'"{message.say}"'),) if message.say else ()


def _drive(message: Message) -> Lines:
    return (Text(visible(message.drive), style="bold"),) if message.drive else ()


def _body(message: Message, calls: Calls) -> tuple[Lines, ...]:
    return (
        _lines("What to do:", message.do),
        _lines("Take along:", message.take_along),
        _lines("Do not:", tuple(line.removeprefix("Do not ").capitalize() for line in message.do_not)),
        _lines(_worse_head(message, calls), message.worse),
        _lines(message.today_head or TODAY_HEAD, message.today),
    )


def _worse_head(message: Message, calls: Calls) -> str:
    if message.level == "emergency_now":
        return "It is more urgent with:"
    return f"Get emergency help at once ({calls.emergency}) for:"


def _all_numbers(calls: Calls) -> Lines:
    lines = (_contact(one, calls, with_note=True, with_seen=True) for one in calls.every)
    return (Text(), Text("All numbers:", style="bold"), *lines)


def _lines(head: str, lines: tuple[str, ...]) -> Lines:
    if not lines:
        return ()
    return (Text(), Text(head, style="bold"), *(hanging("  - ", line) for line in lines))


def _reasons(advice: Advice) -> Lines:
    """Why it is so, what is grave first.

    Of the signs only those of this level: a weak one beside them would play them down.
    """
    both = (advice.plan_reasons, advice.top_reasons)
    shown = tuple(chain(*(both if advice.disposition.allows_plan else both[::-1])))[:SHOWN]
    if not shown:
        return ()
    lines = [hanging("  - ", f"{reason.why} ({reason.rule})") for reason in shown]
    left = len(advice.plan_reasons) + len(advice.reasons) - len(shown)
    more = [hanging("  - ", f"and {left} more")] if left else []
    return (Text(), Text("Why:", style="bold"), *lines, *more)
