"""Options: the list for a person, one of them whole, and some side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backcoach.coach.option_choice import Chosen, Fitted, Matter, Pain
from backcoach.coach.options import Certainty, Gain, Kind, Level, Row, Situation, Stance
from backcoach.coach.values import Reason
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.options import ALL, ASK, BUILD, CLASSES
from backcoach.terminal.output import hanging
from backcoach.terminal.safe import visible
from backcoach.terminal.told import Drawn
from backcoach.terminal.words import NOT_REVIEWED, date_text, day_text

STANCES = {
    Stance.FITS: "may be tried",
    Stance.WITH_CARE: "may be tried, with care",
    Stance.NOT_KNOWN: "open, but not known if it helps",
    Stance.LITTLE: "open, but helps little or not",
    Stance.ASK_FIRST: "ask a doctor, physio or pharmacist first",
    Stance.ONLY_WHEN: "only a question at some point",
    Stance.ADVISED_AGAINST: "advised against",
    Stance.NOT_NOW: "not now",
}
GAINS = {
    Gain.SOME: "some gain",
    Gain.SMALL: "a small gain",
    Gain.NONE: "no gain found",
    Gain.NOT_KNOWN: "not known",
}
LEVELS = {
    Level.NONE: "none",
    Level.LOW: "low",
    Level.SOME: "some",
    Level.HIGH: "high",
    Level.NOT_KNOWN: "not known",
}
CERTAINTIES = {
    Certainty.HIGH: "high",
    Certainty.MODERATE: "medium",
    Certainty.LOW: "low",
    Certainty.VERY_LOW: "very low",
    Certainty.NOT_KNOWN: "not known",
}
KINDS = {
    Kind.WAITING: "waiting",
    Kind.ACTIVE: "active: you do it",
    Kind.PASSIVE: "passive: it is put on you or done to you",
    Kind.MEDICINE: "medicine",
    Kind.PROCEDURE: "done by a doctor",
    Kind.TEST: "a test, treats nothing",
}
SITUATIONS = {
    Situation.ACUTE: "pain up to 12 weeks",
    Situation.PERSISTENT: "pain for over 12 weeks",
    Situation.LEG: "leg pain worse than back pain",
    Situation.WALKING: "legs that hurt on walking",
}
MATTERS = {
    Matter.RELIEF: "relief now",
    Matter.FUNCTION: "doing more",
    Matter.EFFORT: "little effort",
    Matter.COST: "low cost",
    Matter.SIDE_EFFECTS: "few side effects",
    Matter.HANDS_ON: "hands-on",
}
BY_ITSELF = "what comes by itself"
HEAD = "Options for"
MORE = (
    "More: backcoach options NAME. Side by side: backcoach options --compare NAME NAME",
    "By what matters: backcoach options --matters function,effort",
)
KEEP = "Keep one: backcoach options --choose NAME --look-again 2026-12-20"
DIFFER = "What guidelines say (they may differ)"
NO_GUIDELINE = "None known here speaks of it."
NARROW, LABEL, LEAST_COLUMN = 70, 11, 14
"""With fewer columns, or with less for each option beside the labels, options stand one under the other."""


def list_screen(
    found: Iterable[Fitted], pain: Pain, matters: tuple[Matter, ...], chosen: Chosen | None, book: Handbook
) -> RenderableType:
    """All options in groups; of those that are open what matters, of the others their names."""
    parts: list[RenderableType] = [Text(visible(f"{HEAD} {pain_text(pain)}"), style="bold")]
    if matters:
        by = ", ".join(MATTERS[one] for one in matters)
        parts.append(Text(visible(f"Sorted within each group by: {by}; what is not known stands last")))
    for stance, group in groupby(found, key=lambda one: one.stance):
        some = tuple(group)
        parts += [Text(""), Text(_heading(stance), style="bold")]
        parts += _open(some, matters) if stance.may_be_chosen else [_closed(some)]
    parts.append(Text(""))
    parts += [Text(visible(_line(one, book))) for one in (ALL, BUILD, CLASSES, ASK)]
    if chosen is not None:
        parts.append(Text(visible(chosen_line(chosen)), style="bold"))
    return Group(*parts, *(Text(line) for line in (*MORE, KEEP)), *_draft(book))


def pain_text(pain: Pain) -> str:
    """The kinds of pain that are looked at, in words; what is not sure is said to be only possible."""
    base = [SITUATIONS[one] for one in pain.may_be if one in (Situation.ACUTE, Situation.PERSISTENT)]
    more = [one for one in pain.may_be if one in (Situation.LEG, Situation.WALKING)]
    told = [SITUATIONS[one] if one in pain.is_sure else f"maybe {SITUATIONS[one]}" for one in more]
    return ", and ".join([" or ".join(base), *told])


def _heading(stance: Stance) -> str:
    words = STANCES[stance]
    return f"{words[0].upper()}{words[1:]}"


def _open(some: Iterable[Fitted], matters: tuple[Matter, ...]) -> Iterator[RenderableType]:
    shown = matters or (Matter.RELIEF, Matter.EFFORT)
    for one in some:
        told = (level_text(one, matter) for matter in shown)
        line = f"{'; '.join(told)}; how sure: {CERTAINTIES[one.certainty]}"
        head = Text.assemble((visible(one.option.name), "bold"), f" ({visible(one.option.id)})")
        yield hanging("  ", Text.assemble(head, f"\n{line}"))


def _closed(some: Iterable[Fitted]) -> RenderableType:
    return hanging("  ", "; ".join(one.option.name for one in some))


def level_text(one: Fitted, matter: Matter) -> str:
    """What counts of an option for something that matters, such as `effort: low`."""
    if matter is Matter.RELIEF:
        return f"relief: {gain_text(one, one.relief)}"
    if matter is Matter.FUNCTION:
        return f"doing more: {gain_text(one, one.function)}"
    if matter is Matter.HANDS_ON:
        return "hands-on" if one.option.hands_on else "not hands-on"
    names = {Matter.EFFORT: "effort", Matter.COST: "cost", Matter.SIDE_EFFECTS: "harm"}
    levels = {
        Matter.EFFORT: one.option.effort,
        Matter.COST: one.option.cost,
        Matter.SIDE_EFFECTS: one.option.harm,
    }
    return f"{names[matter]}: {LEVELS[levels[matter]]}"


def gain_text(one: Fitted, gain: Gain) -> str:
    """A gain in words; of waiting it is what comes by itself."""
    return BY_ITSELF if one.option.kind is Kind.WAITING else GAINS[gain]


def option_screen(one: Fitted, book: Handbook) -> RenderableType:
    """One option whole."""
    option = one.option
    head = Text.assemble((visible(option.name), "bold"), f": {STANCES[one.stance]} (why {option.id})")
    parts: list[RenderableType] = [head, *_reasons(one.reasons), Text(visible(option.what))]
    for row in one.rows:
        parts += [Text(f"What to expect: {_for(row)}", style="bold"), *_row_lines(row)]
    parts += _elsewhere(one)
    parts += [
        hanging("Relief: ", gain_text(one, one.relief)),
        hanging("Doing more: ", gain_text(one, one.function)),
        hanging("Harms: ", f"{LEVELS[option.harm]}. {option.harms}"),
        hanging("Effort: ", f"{LEVELS[option.effort]}. {option.effort_words}"),
        hanging("Cost: ", LEVELS[option.cost]),
        hanging("Kind: ", KINDS[option.kind]),
        Text(DIFFER, style="bold"),
        *(hanging("  - ", line) for line in guideline_lines(one)),
        hanging("Sources: ", f"{', '.join(sources_of(one))}. More: backcoach why {option.id}"),
    ]
    return Group(*parts, *_draft(book))


def _for(row: Row) -> str:
    return ", ".join(SITUATIONS[one] for one in row.situations)


def _row_lines(row: Row) -> Iterator[RenderableType]:
    if row.when:
        yield hanging("  ", Text(visible(row.when), style="bold"))
    yield hanging("  ", row.benefit)
    yield hanging("  How sure? ", CERTAINTIES[row.certainty])


def _elsewhere(one: Fitted) -> Iterator[RenderableType]:
    """When it is a question for others, if it is none here."""
    for row in one.option.row:
        if row.when and row not in one.rows:
            yield hanging("  ", f"With {_for(row)}: {row.when}")


def _reasons(reasons: Iterable[Reason]) -> Iterator[RenderableType]:
    for reason in reasons:
        yield hanging("  - ", f"{reason.why} (why {reason.rule})")


def guideline_lines(one: Fitted) -> tuple[str, ...]:
    """What each guideline says, or that none does."""
    said = tuple(f"{guide.who}: {guide.says}" for guide in one.option.guideline)
    return said or (NO_GUIDELINE,)


def sources_of(one: Fitted) -> tuple[str, ...]:
    """Every source of an option, of the rows that count and of its guidelines, once each."""
    rows = (source for row in one.rows for source in row.sources)
    said = (source for guide in one.option.guideline for source in guide.sources)
    return tuple(dict.fromkeys((*rows, *said, *one.option.sources)))


def compare_screen(
    shown: tuple[Fitted, ...], matters: tuple[Matter, ...], width: int, book: Handbook
) -> RenderableType:
    """Options side by side, or one under the other where there is too little room."""
    is_narrow = width < NARROW or (width - LABEL) // len(shown) < LEAST_COLUMN
    stacked = _stacked(shown, matters)
    body = stacked if is_narrow else Drawn(_table(shown, matters), stacked)
    return Group(body, Text(visible(_line(CLASSES, book))), Text(visible(_line(ASK, book))), *_draft(book))


def cells(one: Fitted, matters: tuple[Matter, ...]) -> Iterator[tuple[str, str]]:
    """What is compared, each with its label; what matters most to the person comes first."""
    option = one.option
    yield "For you", STANCES[one.stance]
    if matters:
        yield "What matters", "; ".join(level_text(one, matter) for matter in matters)
    yield "Benefit", " ".join(f"{row.when} {row.benefit}".strip() for row in one.rows)
    yield "Relief", gain_text(one, one.relief)
    yield "Doing more", gain_text(one, one.function)
    yield "How sure", CERTAINTIES[one.certainty]
    yield "Harms", f"{LEVELS[option.harm]}. {option.harms}"
    yield "Effort", f"{LEVELS[option.effort]}. {option.effort_words}"
    yield "Cost", LEVELS[option.cost]
    yield "Kind", KINDS[option.kind]
    yield "Guidelines", " ".join(guideline_lines(one))
    yield "Sources", ", ".join(sources_of(one))


def _table(shown: tuple[Fitted, ...], matters: tuple[Matter, ...]) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 1, 0), pad_edge=False, expand=True)
    table.add_column("", width=LABEL - 1)
    for one in shown:
        table.add_column(Text(visible(one.option.name), style="bold"), ratio=1)
    columns = [dict(cells(one, matters)) for one in shown]
    for label in columns[0]:
        table.add_row(Text(label, style="bold"), *(Text(visible(column[label])) for column in columns))
    return table


def _stacked(shown: tuple[Fitted, ...], matters: tuple[Matter, ...]) -> RenderableType:
    parts: list[RenderableType] = []
    for one in shown:
        parts.append(Text(visible(one.option.name), style="bold"))
        parts += [hanging(f"  {label}: ", text) for label, text in cells(one, matters)]
        parts.append(Text(""))
    return Group(*parts)


def closed_screen(because: Iterable[Reason]) -> RenderableType:
    """Why no options are offered, where it is not the urgency."""
    lines = (hanging("  - ", f"{one.why} (why {one.rule})") for one in because)
    return Group(Text("No options are offered now.", style="bold"), *lines)


def chosen_line(choice: Chosen) -> str:
    """The choice in one line, with when to look again."""
    again = f"look again on {day_text(choice.look_on)}: backcoach options"
    if choice.is_due:
        again = f"the day to look again has come ({date_text(choice.look_on)}): backcoach options"
    if choice.now is None or not choice.now.stance.may_be_chosen:
        return f"My choice: {choice.name}, but not for you now. See: backcoach options {choice.id}"
    return f"My choice: {choice.name}; {again}"


def kept_screen(choice: Chosen) -> RenderableType:
    """What was kept, with what to ask and who says yes first."""
    lines = [Text(visible(f"Kept. {chosen_line(choice)}"), style="bold")]
    if choice.now is not None and choice.now.stance is not Stance.FITS:
        lines.append(Text(visible(f"For you: {STANCES[choice.now.stance]}.")))
        lines += [Text(visible(f"  {row.when}")) for row in choice.now.rows if row.when]
    lines.append(Text("It is your own choice, and no promise. Take it back: backcoach options --choose none"))
    return Group(*lines)


def _line(id_: str, book: Handbook) -> str:
    return next(one.text for one in book.options.lines if one.id == id_)


def _draft(book: Handbook) -> Iterator[RenderableType]:
    if book.options.is_draft:
        yield Text(NOT_REVIEWED, style="dim")
