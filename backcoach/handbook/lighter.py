"""Reading the words of the look back at a week, and of days that are made lighter."""

from __future__ import annotations

from backcoach.coach.activity import Line
from backcoach.coach.evidence import PAIN
from backcoach.coach.lighter import Degree, LighterBook, PauseReason
from backcoach.coach.rescreening import Event
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review
from backcoach.values import Value

LOOKING_BACK = "activity/looking_back.toml"
LIGHTER = "activity/lighter.toml"
QUESTIONS = ("easy", "gaps", "overall", "confidence", "own", "barriers", "swap", "gentle")
"""What the look back asks, by id."""

DEGREES = range(-3, 4)


class _LookingBack(Value):
    review: Review
    question: tuple[Line, ...]
    barrier: tuple[Line, ...]
    overall: tuple[Degree, ...]


class _Lighter(Value):
    review: Review
    flare: tuple[Line, ...]
    half: tuple[Line, ...]
    unsettled: tuple[Line, ...]
    refer: tuple[Line, ...]
    many: tuple[Line, ...]
    pause: tuple[PauseReason, ...]
    paused: tuple[Line, ...]


def read_lighter(reader: ContentReader, events: tuple[Event, ...]) -> LighterBook | None:
    """The words; None if a file is missing or does not fit. Faults go to `reader`."""
    back, lighter = reader.one(LOOKING_BACK, _LookingBack), reader.one(LIGHTER, _Lighter)
    if back is None or lighter is None:
        return None
    book = LighterBook(
        questions=back.question,
        barriers=back.barrier,
        degrees=back.overall,
        flare=lighter.flare,
        half=lighter.half,
        unsettled=lighter.unsettled,
        refer=lighter.refer,
        many=lighter.many,
        pauses=lighter.pause,
        paused=lighter.paused,
        is_draft=back.review.is_draft or lighter.review.is_draft,
    )
    _check(reader, book, {event.id for event in events})
    return book


def _check(reader: ContentReader, book: LighterBook, events: set[str]) -> None:
    lines = (*book.flare, *book.half, *book.unsettled, *book.refer, *book.many, *book.paused)
    reader.unique(LIGHTER, [one.id for one in lines])
    reader.unique(LIGHTER, [one.id for one in book.pauses])
    reader.unique(LOOKING_BACK, [one.id for one in book.barriers])
    for id_ in set(QUESTIONS) ^ {one.id for one in book.questions}:
        reader.fault(LOOKING_BACK, f"question {id_}", "is missing, or is not asked")
    reader.needs(LOOKING_BACK, "barrier", (PAIN,), (one.id for one in book.barriers))
    if [one.points for one in book.degrees] != list(DEGREES):
        reader.fault(LOOKING_BACK, "overall", "must run from -3 to 3 in order")
    for pause in book.pauses:
        if pause.event is not None and pause.event not in events:
            reader.fault(LIGHTER, f"pause {pause.id}", f"{pause.event!r} is not an event")
    words = [(LIGHTER, one.id, one.text, one.sources) for one in lines]
    words += [(LIGHTER, one.id, one.text, one.sources) for one in book.pauses]
    words += [(LOOKING_BACK, one.id, one.text, one.sources) for one in (*book.questions, *book.barriers)]
    words += [(LOOKING_BACK, str(one.points), one.text, one.sources) for one in book.degrees]
    for file, where, text, sources in words:
        if not text.strip() or not sources:
            reader.fault(file, where, "has no words, or cites no source")
