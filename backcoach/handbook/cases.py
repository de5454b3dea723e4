"""Reading the triage cases: no part of the handbook, only the self-test and the content check need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from backcoach.coach.cases import UNLESS, Case, CaseGroup
from backcoach.coach.screening import Kind, Question
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.content import CASES, ContentReader
from backcoach.handbook.faults import ContentError, find_content
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.review import Review
from backcoach.handbook.sources import check_citations
from backcoach.values import Value

UNKNOWN = "unknown"
_LETTERS = {"y": Answer.YES, "n": Answer.NO, "u": Answer.NOT_SURE}


class CaseBook(Value):
    """All shipped cases by number; `is_draft` while no clinician has checked every one of them."""

    cases: tuple[Case, ...]
    is_draft: bool


class _Answers(Value):
    """The answers of a case, written as `ces_pee_leak=y, ces_recent=u`."""

    given: Mapping[str, Answer]


class _Row(Value):
    number: int
    name: str
    group: CaseGroup
    answers: _Answers
    age: float | str
    weeks: float | str
    expected: Disposition
    sources: tuple[str, ...]
    began_at: float | None = None
    must_fire: str | None = None
    story: str = ""
    is_ordinary: bool = False
    first_thought: Disposition | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("name must not be empty")
        for name, value in (("age", self.age), ("weeks", self.weeks)):
            if isinstance(value, str) and value != UNKNOWN:
                raise ValueError(f"{name} must be a number or {UNKNOWN!r}")

    @property
    def case(self) -> Case:
        return Case(
            number=self.number,
            name=self.name,
            group=self.group,
            answers=self.answers.given,
            age=None if isinstance(self.age, str) else self.age,
            weeks=None if isinstance(self.weeks, str) else self.weeks,
            expected=self.expected,
            sources=self.sources,
            began_at=self.began_at,
            must_fire=self.must_fire,
            story=self.story,
            is_ordinary=self.is_ordinary,
            first_thought=self.first_thought,
        )


class _CaseFile(Value):
    review: Review
    case: tuple[_Row, ...]


def load_cases(book: Handbook, root: Path | None = None) -> CaseBook:
    """Read the cases that stand beside this handbook. Raises `ContentError` with every fault."""
    reader = ContentReader(root or find_content())
    files = reader.each(CASES, _CaseFile, {_Answers: _answers})
    check_citations(reader, sorted((reader.root / CASES).glob("*.toml")), book.sources)
    cases = [(name, row.case) for name, file in files for row in file.case]
    reader.unique(CASES, [str(case.number) for _, case in cases])
    reader.unique(CASES, [case.name for _, case in cases])
    rules = {rule.id for rule in book.screening.rules.rules}
    for name, case in cases:
        for fault in _faults(case, book.screening.rules.questions, rules):
            reader.fault(name, f"case {case.number}", fault)
    if reader.faults:
        raise ContentError(tuple(reader.faults))
    found = sorted((case for _, case in cases), key=lambda case: case.number)
    return CaseBook(tuple(found), any(file.review.is_draft for _, file in files))


def _answers(text: str) -> _Answers:
    given: dict[str, Answer] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        question, _, letter = (part.strip() for part in pair.partition("="))
        if letter not in _LETTERS:
            raise ValueError(f"{pair!r} is not an id with =y, =n or =u")
        if question in given:
            raise ValueError(f"{question!r} stands more than once")
        given[question] = _LETTERS[letter]
    return _Answers(given)


def _faults(case: Case, questions: Mapping[str, Question], rules: set[str]) -> Iterator[str]:
    """What cannot be right about one case."""
    for id_ in case.answers:
        if id_ not in questions or questions[id_].kind is not Kind.ANSWER:
            yield f"{id_!r} is not a question with yes, no or not sure"
    if case.must_fire is not None and case.must_fire.removeprefix(UNLESS) not in rules:
        yield f"{case.must_fire!r} is not a rule"
    numbers = {"age_years": case.age, "course_weeks": case.weeks, "onset_age": case.began_at}
    for id_, number in numbers.items():
        low, high = questions[id_].minimum, questions[id_].maximum
        if number is not None and not (low or 0) <= number <= (high or number):
            yield f"{number:g} is out of the range of {id_}"
    if case.began_at is not None and case.age is not None and case.began_at > case.age:
        yield "began_at lies after the age"
