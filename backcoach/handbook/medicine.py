"""Reads the medicine part of the content: conditions, prompts, what is told, and rules."""

from __future__ import annotations

from backcoach.coach.course_changes import CHANGE_RULE_IDS
from backcoach.coach.limits import DAY_HOURS, PLANNED, Medicine
from backcoach.coach.medicines import (
    OWN_QUESTIONS,
    RULE_IDS,
    Backstop,
    CarryOver,
    Condition,
    MedicineBook,
    MedicineInfo,
    Prompt,
    PromptKind,
    Rule,
)
from backcoach.coach.missed import DOSE_RULE_IDS
from backcoach.coach.open_medicine import OPEN_RULE_IDS
from backcoach.coach.packs import PACK_RULE_IDS
from backcoach.coach.regions import Region
from backcoach.coach.signs import EFFECT_TOLD, LASTS, SideEffect, StopSign
from backcoach.handbook.content import ContentReader
from backcoach.handbook.regions import read_regions
from backcoach.handbook.review import Review
from backcoach.values import Value

CONDITIONS = "medicine/conditions.toml"
PROMPTS = "medicine/prompts.toml"
CARRY_OVER = "medicine/carry_over.toml"
MEDICINES = "medicine/medicines.toml"
RULES = "medicine/rules.toml"
SIGNS = "medicine/signs.toml"


class _Conditions(Value):
    review: Review
    condition: tuple[Condition, ...]


class _Prompts(Value):
    review: Review
    prompt: tuple[Prompt, ...]
    fresh_hours: int
    news_event: str
    passing_prompt: str
    passing_days: int


class _CarryOvers(Value):
    review: Review
    carry_over: tuple[CarryOver, ...]
    backstop: tuple[Backstop, ...]


class _Medicines(Value):
    review: Review
    medicine: tuple[MedicineInfo, ...]


class _Signs(Value):
    review: Review
    stop_sign: tuple[StopSign, ...]
    side_effect: tuple[SideEffect, ...]


class _Rules(Value):
    review: Review
    rule: tuple[Rule, ...]


def read_medicine(reader: ContentReader) -> tuple[MedicineBook, tuple[Region, ...]] | None:
    """The medicine book and all regions; None after a fault. All faults are noted in the reader."""
    before = len(reader.faults)
    book, regions = _read_book(reader), read_regions(reader)
    if book is None:
        return None
    _check_conditions(reader, book, [region.code for region in regions])
    _check_prompts(reader, book)
    _check_carry_over(reader, book)
    _check_medicines(reader, book)
    _check_signs(reader, book)
    _check_rules(reader, book)
    return (book, regions) if len(reader.faults) == before else None


def _read_book(reader: ContentReader) -> MedicineBook | None:
    conditions, prompts = reader.one(CONDITIONS, _Conditions), reader.one(PROMPTS, _Prompts)
    carried, rules = reader.one(CARRY_OVER, _CarryOvers), reader.one(RULES, _Rules)
    medicines, signs = reader.one(MEDICINES, _Medicines), reader.one(SIGNS, _Signs)
    if not (conditions and prompts and carried and rules and medicines and signs):
        return None
    files = (conditions, prompts, carried, rules, medicines, signs)
    return MedicineBook(
        conditions=conditions.condition,
        prompts=prompts.prompt,
        carry_overs=carried.carry_over,
        backstops=carried.backstop,
        medicines=medicines.medicine,
        stop_signs=signs.stop_sign,
        side_effects=signs.side_effect,
        rules=rules.rule,
        is_draft=any(file.review.is_draft for file in files),
        fresh_hours=prompts.fresh_hours,
        news_event=prompts.news_event,
        passing_prompt=prompts.passing_prompt,
        passing_days=prompts.passing_days,
    )


def _check_conditions(reader: ContentReader, book: MedicineBook, regions: list[str]) -> None:
    ids = [one.id for one in book.conditions]
    reader.unique(CONDITIONS, ids)
    for one in book.conditions:
        reader.words(CONDITIONS, one.id, one.question, one.why)
        reader.knows(CONDITIONS, one.id, one.all_of, ids)
        reader.knows(CONDITIONS, one.id, (stronger.region for stronger in one.escalations), regions)
        if not one.cells:
            reader.fault(CONDITIONS, one.id, "must narrow at least one medicine")
        for stronger in one.escalations:
            cell = one.cells.get(stronger.medicine)
            if cell is None or stronger.verdict <= cell.verdict:
                reader.fault(CONDITIONS, one.id, f"an escalation must tighten {stronger.medicine.value}")


def _check_prompts(reader: ContentReader, book: MedicineBook) -> None:
    if not 0 < book.fresh_hours <= DAY_HOURS:
        reader.fault(PROMPTS, "fresh_hours", "must be above 0 and at most 24")
    reader.unique(PROMPTS, [prompt.id for prompt in book.prompts])
    asked = [item for prompt in book.prompts for item in prompt.items]
    reader.unique(PROMPTS, asked)
    for prompt in book.prompts:
        reader.words(PROMPTS, prompt.id, prompt.stem)
        is_single = prompt.kind in (PromptKind.NUMBER, PromptKind.ONE)
        if is_single and prompt.items != (prompt.id,):
            reader.fault(PROMPTS, prompt.id, "a single question asks its own id")
    reader.knows(PROMPTS, "passing_prompt", (book.passing_prompt,), [prompt.id for prompt in book.prompts])
    lines = {item for prompt in book.prompts if prompt.kind is PromptKind.TICKS for item in prompt.items}
    due = {one.id for one in book.conditions if _is_due(one)}
    for one in sorted(due - lines):
        reader.fault(PROMPTS, one, "touches a medicine that is planned and is never asked")
    for one in sorted(lines - {one.id for one in book.conditions if one.is_asked}):
        reader.fault(PROMPTS, one, "is not a condition that can be asked")
    for one in sorted(OWN_QUESTIONS - {prompt.id for prompt in book.prompts}):
        reader.fault(PROMPTS, one, "is never asked")


def _is_due(condition: Condition) -> bool:
    return condition.is_asked and any(medicine in condition.cells for medicine in PLANNED)


def _check_carry_over(reader: ContentReader, book: MedicineBook) -> None:
    ids = [one.id for one in book.conditions]
    for carried in book.carry_overs:
        reader.knows(CARRY_OVER, carried.screening, carried.conditions, ids)
    for stop in book.backstops:
        reader.knows(CARRY_OVER, stop.screening, (stop.then, *stop.unless_any), ids)


def _check_medicines(reader: ContentReader, book: MedicineBook) -> None:
    found = [info.id.value for info in book.medicines]
    reader.unique(MEDICINES, found)
    for medicine in Medicine:
        if medicine.value not in found:
            reader.fault(MEDICINES, medicine.value, "is missing")
    for info in book.medicines:
        reader.words(MEDICINES, info.id.value, info.name, info.take_with, info.ask)
        if info.may_be_planned:
            reader.words(MEDICINES, info.id.value, info.stop_today, info.step_2, *info.expect)
        if info.may_be_planned and not (info.expect and book.stop_signs_of(info.id)):
            reader.fault(MEDICINES, info.id.value, "a planned medicine says what to expect and when to stop")


def _check_signs(reader: ContentReader, book: MedicineBook) -> None:
    """Every sign has words, medicines and sources; what lasts becomes a sign that is not asked."""
    reader.unique(SIGNS, list(book.sign_ids))
    for sign in book.stop_signs:
        reader.words(SIGNS, sign.id, sign.sign)
    for effect in book.side_effects:
        reader.words(SIGNS, effect.id, effect.effect, *effect.steps)
        if not effect.steps:
            reader.fault(SIGNS, effect.id, "does not say what to do")
    every = [(one.id, one.medicines, one.sources) for one in book.stop_signs]
    every += [(one.id, one.medicines, one.sources) for one in book.side_effects]
    for name, medicines, sources in every:
        if not (medicines and sources):
            reader.fault(SIGNS, name, "names no medicine, or cites no source")
    lasts = [sign for sign in book.stop_signs if sign.id == LASTS and not sign.is_asked]
    having = {medicine for effect in book.side_effects for medicine in effect.medicines}
    if not lasts or not having <= set(lasts[0].medicines):
        reader.fault(SIGNS, LASTS, "must stand, not asked, for every medicine with a side effect")


def _check_rules(reader: ContentReader, book: MedicineBook) -> None:
    ids = [rule.id for rule in book.rules]
    reader.unique(RULES, ids)
    for rule in book.rules:
        reader.words(RULES, rule.id, rule.why, *rule.steps)
    needed = {EFFECT_TOLD, *RULE_IDS, *CHANGE_RULE_IDS, *OPEN_RULE_IDS, *PACK_RULE_IDS, *DOSE_RULE_IDS}
    for missing in sorted(needed - set(ids)):
        reader.fault(RULES, missing, "is missing")
