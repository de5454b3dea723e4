"""One page to read, and the list of all of them. Marks are signs and words, never colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from backcoach.coach.lessons import Page, Topic
from backcoach.coach.relaxation import MINUTE, Block, Relaxation
from backcoach.coach.values import Reason
from backcoach.coach.withholding import Outcome, Verdict
from backcoach.flows.lessons import Listed, State, is_closed
from backcoach.handbook.handbook import Handbook
from backcoach.terminal.output import hanging, marked
from backcoach.terminal.safe import visible
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import NOT_REVIEWED, day_text

MARKS = {State.UNREAD: "[ ]", State.READ: "[x]", State.MUTED: "[-]"}
READ = {State.UNREAD: "Not read", State.READ: "Read", State.MUTED: "Muted, not offered"}
ONE_PAGE = "One page: backcoach learn NAME"
KEY = f"[x] read  [-] muted, not offered. {ONE_PAGE}"
THOUGHTS, SCRIPTS = "What you think and feel", "Relaxing"
NO_MORE = "No other page is due by itself just now."
MORE = "All pages: backcoach learn --list. Any page: backcoach learn NAME"
FIRST = "The safety questions come first: backcoach start"
NOBODY = f"Nothing is recorded, so no page is picked for you. {FIRST}"


def page_screen(page: Page, left: Outcome | None, book: Handbook) -> RenderableType:
    """One page, under what the answers say about its part where they narrow it."""
    parts: list[RenderableType] = [Text(visible(page.title), style="bold")]
    if left is not None and left.verdict is Verdict.LIMITED:
        parts += [Text(visible(f"For you: {words}"), style="bold yellow") for words in left.words]
    parts += _script(page, book) if isinstance(page, Relaxation) else _lesson(page)
    foot = f"Sources: backcoach why {page.id}"
    is_draft = page.id.lower() in book.drafts
    parts.append(Text(f"{foot}. {NOT_REVIEWED}" if is_draft else foot, style="dim"))
    return Group(*parts)


def _lesson(page: Page) -> Iterator[RenderableType]:
    if isinstance(page, Relaxation):
        return
    for paragraph in page.text:
        yield Text()
        yield Text(visible(paragraph))
    yield Text()
    if isinstance(page, Topic):
        yield hanging("How sure? ", page.evidence)


def _script(page: Relaxation, book: Handbook) -> Iterator[RenderableType]:
    yield Text(visible(f"{page.brief} It takes {length_text(page.seconds)}."))
    yield Text(visible(page.often))
    yield Text()
    for line in (*page.ready, *(one.text for one in book.lessons.cautions)):
        yield hanging("  - ", line)
    yield Text()
    for block in page.block:
        yield from _block(block)
    yield Text()
    yield hanging("How sure? ", page.evidence)


def _block(block: Block) -> Iterator[RenderableType]:
    """Its steps, each with its seconds; what is done several times stands under how often."""
    indent = ""
    if block.times > 1:
        yield Text(f"{block.times} times:")
        indent = "  "
    for step in block.step:
        yield hanging(f"{indent}{step.seconds:>3} s  ", step.text)


def length_text(seconds: int) -> str:
    """A length such as `4 min 20 s`."""
    minutes, rest = divmod(seconds, MINUTE)
    return " ".join([*([f"{minutes} min"] if minutes else []), *([f"{rest} s"] if rest else [])])


def today_screen(reasons: tuple[Reason, ...], next_on: date | None, book: Handbook) -> RenderableType:
    """Under the page of today: why it, and when the next one comes."""
    lines = [Text(visible(f"Why this one? {why_text(reason, book)}"), style="dim") for reason in reasons]
    return Group(*lines, next_line(next_on))


def why_text(reason: Reason, book: Handbook) -> str:
    """A reason in words, with the need it names."""
    needs = {one.need.value: one.label for one in book.lessons.needs}
    named = [needs[value] for _, value in reason.inputs if value in needs]
    return " ".join([reason.why, *(f"({one})" for one in named)])


def next_line(next_on: date | None) -> Text:
    """When the next one comes by itself."""
    return Text(f"The next one comes on {day_text(next_on)}." if next_on else NO_MORE)


def none_screen(
    reasons: tuple[Reason, ...], next_on: date | None, all_pages: tuple[Listed, ...], book: Handbook
) -> RenderableType:
    """No lesson is due: why, when the next one comes, and how much there is to read."""
    lines = [Text(visible(why_text(reason, book))) for reason in reasons]
    return Group(*lines, next_line(next_on), Text(), summary_screen(all_pages, book))


def summary_screen(all_pages: tuple[Listed, ...], book: Handbook) -> RenderableType:
    """The groups, each with how many of its pages were read."""
    lines: list[RenderableType] = []
    for label, some in _grouped(all_pages, book):
        read = sum(one.state is State.READ for one in some)
        lines.append(Text(visible(f"  {label}: {read} of {len(some)} read")))
    return Group(*lines, Text(MORE))


def list_screen(all_pages: tuple[Listed, ...], book: Handbook) -> RenderableType:
    """Every page in its group, with its mark."""
    parts: list[RenderableType] = []
    for label, some in _grouped(all_pages, book):
        parts.append(Text(visible(label), style="bold"))
        parts += [marked(f"  {MARKS[one.state]}", READ[one.state], _entry(one)) for one in some]
    parts.append(Drawn(Text(KEY), Text(ONE_PAGE)))
    if book.lessons.is_draft:
        parts.append(Text(NOT_REVIEWED, style="dim"))
    return Group(*parts)


def _entry(one: Listed) -> str:
    length = f" ({length_text(one.page.seconds)})" if isinstance(one.page, Relaxation) else ""
    return f"{one.page.id}: {one.page.title}{length}{' (not now)' if is_closed(one.left) else ''}"


def _grouped(all_pages: tuple[Listed, ...], book: Handbook) -> Iterator[tuple[str, list[Listed]]]:
    """The pages under their headings."""
    labels = {one.group: one.label for one in book.lessons.groups}
    for group, label in labels.items():
        yield label, [one for one in all_pages if isinstance(one.page, Topic) and one.page.group == group]
    scripts = [one for one in all_pages if isinstance(one.page, Relaxation)]
    yield (
        THOUGHTS,
        [one for one in all_pages if not isinstance(one.page, Topic) and one not in scripts],
    )
    yield SCRIPTS, scripts


def muted_line(topic: Topic, *, is_muted: bool) -> Text:
    """What was noted."""
    told = "will not be offered. You can read it at any time." if is_muted else "may be offered again."
    return Text(visible(f"Noted: {topic.title!r} {told}"))


def plan_line(topic: Topic) -> Text:
    """The one quiet line under the plan."""
    return Text(visible(f"Today's page: {topic.title} (backcoach learn)"))
