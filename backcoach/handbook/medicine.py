"""Reads the medicine part of the content: conditions, prompts, what is told, rules, and the regions."""

from __future__ import annotations

from dataclasses import dataclass

from backcoach.coach.course_changes import CHANGE_RULE_IDS
from backcoach.coach.limits import DAY_HOURS, NSAID_DAYS, Medicine
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
from backcoach.coach.regions import Contact, ContactKind, GelRule, LoggedLabel, NotPlanned, Product, Region
from backcoach.coach.signs import EFFECT_TOLD, LASTS, SideEffect, StopSign
from backcoach.handbook.content import ContentReader
from backcoach.handbook.review import Review

CONDITIONS = "medicine/conditions.toml"
PROMPTS = "medicine/prompts.toml"
CARRY_OVER = "medicine/carry_over.toml"
MEDICINES = "medicine/medicines.toml"
RULES = "medicine/rules.toml"
SIGNS = "medicine/signs.toml"
REGIONS = "regions"

_LONGEST_PLAN_DAYS = 10
_PLANNED = (Medicine.PARACETAMOL, Medicine.IBUPROFEN, Medicine.NAPROXEN)


@dataclass(frozen=True, slots=True)
class _Conditions:
    review: Review
    condition: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class _Prompts:
    review: Review
    prompt: tuple[Prompt, ...]
    fresh_hours: int
    news_event: str
    passing_prompt: str
    passing_days: int


@dataclass(frozen=True, slots=True)
class _CarryOvers:
    review: Review
    carry_over: tuple[CarryOver, ...]
    backstop: tuple[Backstop, ...]


@dataclass(frozen=True, slots=True)
class _Medicines:
    review: Review
    medicine: tuple[MedicineInfo, ...]


@dataclass(frozen=True, slots=True)
class _Signs:
    review: Review
    stop_sign: tuple[StopSign, ...]
    side_effect: tuple[SideEffect, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    review: Review
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _Region:
    review: Review
    code: str
    name: str
    locale_territories: tuple[str, ...]
    gel: GelRule
    contact: tuple[Contact, ...]
    product: tuple[Product, ...] = ()
    not_planned: tuple[NotPlanned, ...] = ()
    logged_label: tuple[LoggedLabel, ...] = ()

    def region(self) -> Region:
        """The region as the coach sees it."""
        return Region(
            self.code,
            self.name,
            self.locale_territories,
            self.gel,
            self.contact,
            self.product,
            self.review.is_draft,
            self.not_planned,
            self.logged_label,
        )


def read_medicine(reader: ContentReader) -> tuple[MedicineBook, tuple[Region, ...]] | None:
    """The medicine book and all regions; None after a fault. All faults are noted in the reader."""
    before = len(reader.faults)
    book, regions = _read_book(reader), _read_regions(reader)
    if book is None:
        return None
    _check_conditions(reader, book)
    _check_prompts(reader, book)
    _check_carry_over(reader, book)
    _check_medicines(reader, book)
    _check_signs(reader, book)
    _check_rules(reader, book)
    _check_regions(reader, book, regions)
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


def _read_regions(reader: ContentReader) -> tuple[Region, ...]:
    files = reader.each(REGIONS, _Region)
    reader.unique(REGIONS, [file.code for _, file in files])
    reader.unique(REGIONS, [product.id for _, file in files for product in file.product])
    for name, file in files:
        if name != _region_file(file.code):
            reader.fault(name, "code", f"the file of {file.code!r} must be named after its code")
    return tuple(file.region() for _, file in files)


def _check_conditions(reader: ContentReader, book: MedicineBook) -> None:
    ids = [one.id for one in book.conditions]
    reader.unique(CONDITIONS, ids)
    for one in book.conditions:
        reader.words(CONDITIONS, one.id, one.question, one.why)
        reader.knows(CONDITIONS, one.id, one.all_of, ids)
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
    return condition.is_asked and any(medicine in condition.cells for medicine in _PLANNED)


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


def _check_regions(reader: ContentReader, book: MedicineBook, regions: tuple[Region, ...]) -> None:
    codes = [region.code for region in regions]
    for one in book.conditions:
        reader.knows(CONDITIONS, one.id, tuple(stronger.region for stronger in one.escalations), codes)
    for region in regions:
        file = _region_file(region.code)
        for kind in ContactKind:
            if not region.contacts_for(kind):
                reader.fault(file, "contact", f"no number for {kind.value}")
        for contact in region.contacts:
            reader.words(file, f"contact {contact.kind.value}", contact.label, contact.number)
        for product in region.products:
            _check_product(reader, file, product)
        _check_not_planned(reader, file, region)
        _check_logged_labels(reader, file, region)


def _check_not_planned(reader: ContentReader, file: str, region: Region) -> None:
    """Where anything at all is planned, what is planned elsewhere only has words for it, and nothing else."""
    for one in region.not_planned:
        reader.words(file, f"not_planned {one.medicine.value}", one.why)
    told = [one.medicine.value for one in region.not_planned]
    left_out = [one.value for one in _PLANNED if region.products and not region.products_of(one)]
    if sorted(told) != sorted(left_out):
        reader.fault(file, "not_planned", f"must be told for {', '.join(left_out) or 'nothing'}")


def _check_logged_labels(reader: ContentReader, file: str, region: Region) -> None:
    """Each is of another medicine, of one that is never planned, and cites a source."""
    reader.unique(file, [one.medicine.value for one in region.logged_labels])
    for one in region.logged_labels:
        if one.medicine in _PLANNED or not one.sources:
            reader.fault(file, f"logged_label {one.medicine.value}", "is planned, or cites no source")


def _check_product(reader: ContentReader, file: str, product: Product) -> None:
    reader.words(file, product.id, product.name)
    most_days = NSAID_DAYS if product.medicine.is_nsaid else _LONGEST_PLAN_DAYS
    if product.plan_cap_days > most_days:
        reader.fault(file, product.id, f"plan_cap_days must be at most {most_days}")


def _region_file(code: str) -> str:
    return f"{REGIONS}/{code.lower()}.toml"
