"""Regions and packs through the flows: naproxen as a choice, doses as they count, moving, and `why`."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backcoach.coach.dosing import Taken
from backcoach.coach.limits import Medicine
from backcoach.coach.record import AnswerGiven, DoseTaken
from backcoach.flows.dose_guard import DoseWish, check_doses, limits_of
from backcoach.flows.doses import keep_doses
from backcoach.flows.errors import Refused
from backcoach.flows.packs import hidden_words, not_planned_words
from backcoach.flows.replied import MEDICINE, Replied, offered
from backcoach.flows.why import explain
from backcoach.handbook.handbook import Handbook
from tests.flows.people import Person

NAPROXEN, PARACETAMOL = Medicine.NAPROXEN, Medicine.PARACETAMOL
SOLD = ("NZ", "US", "CA", "NL", "DE")
NOT_SOLD = {"UK": "period pain only", "AU": "not seen the text"}


def medicine_question(region: str, book: Handbook) -> tuple[list[str], str]:
    """What may be chosen as a medicine in a region, and the help beside it."""
    replied = Replied()
    replied.take("region", region, book)
    asked = next(question for question in book.intake if question.id == MEDICINE)
    shown = offered(asked, replied, book)
    return [choice.id for choice in shown.choice], shown.help or ""


@pytest.mark.parametrize("region", SOLD)
def test_naproxen_is_a_choice_where_a_pack_was_seen(book: Handbook, region: str) -> None:
    choices, words = medicine_question(region, book)

    assert choices == ["none", "paracetamol", "ibuprofen", "naproxen"]
    assert "naproxen" not in words


@pytest.mark.parametrize("region", NOT_SOLD)
def test_naproxen_is_no_choice_elsewhere_and_the_question_says_why(book: Handbook, region: str) -> None:
    choices, words = medicine_question(region, book)

    assert choices == ["none", "paracetamol", "ibuprofen"]
    assert NOT_SOLD[region] in words


@pytest.mark.parametrize("region", NOT_SOLD)
def test_who_asks_for_it_all_the_same_gets_no_course_and_the_reason(person: Person, region: str) -> None:
    started = person.starts(region=region, medicine="naproxen")

    assert started.course is None
    told = next(reason for reason in started.no_course if reason.rule == "no_product_row")
    assert NOT_SOLD[region] in told.why
    with pytest.raises(Refused):
        limits_of(person.desk, NAPROXEN)


@pytest.mark.parametrize("region", SOLD)
def test_a_course_of_naproxen_is_two_tablets_a_day_twelve_hours_apart(person: Person, region: str) -> None:
    course = person.starts(region=region, medicine="naproxen", took_last_24h="no").course

    assert course is not None
    assert course.medicine is NAPROXEN
    by_day = [[dose.at for dose in course.doses if dose.day_number == day] for day in (1, 2, 3)]
    assert {len(times) for times in by_day[1:]} <= {1, 2}
    assert next(times[1] - times[0] for times in by_day if len(times) > 1) == timedelta(hours=12)
    assert {dose.tablets for dose in course.doses} == {1}
    assert {dose.mg for dose in course.doses} <= {200, 250}


@pytest.mark.parametrize(("pack", "mg"), [("nl_naproxen_200", 200), ("nl_naproxen_250", 250)])
def test_where_two_strengths_are_sold_the_person_says_which(person: Person, pack: str, mg: int) -> None:
    course = person.starts(region="NL", medicine="naproxen", product=pack).course

    assert course is not None
    assert (course.product_id, course.limits.single_max_mg) == (pack, mg)


@pytest.mark.parametrize(("typed", "counts_as"), [(275, 250), (250, 250), (220, 200)])
def test_a_salt_of_naproxen_counts_as_what_it_holds(person: Person, typed: int, counts_as: int) -> None:
    person.starts(medicine="naproxen", took_last_24h="no")
    wish = DoseWish(NAPROXEN, typed, person.now, is_taken=True)

    check_doses(person.desk, [DoseWish(NAPROXEN, typed, person.now, is_taken=False)])
    (result,) = keep_doses(person.desk, [wish])

    assert result.outcome is Taken.FINE
    assert result.wish.salt_mg == (None if typed == counts_as else typed)
    assert [entry.body.mg for entry in person.desk.journal.entries(DoseTaken)] == [counts_as]


def test_two_tablets_of_the_salt_at_once_are_too_much(person: Person) -> None:
    person.starts(medicine="naproxen", took_last_24h="no")

    with pytest.raises(Refused):
        check_doses(person.desk, [DoseWish(NAPROXEN, 550, person.now, is_taken=False)])


def test_who_moves_in_mid_course_is_held_to_both_regions_until_it_is_over(person: Person) -> None:
    first = person.starts(region="US").course
    assert first is not None
    person.waits(days=1)

    second = person.starts(region="NZ").course

    assert second is not None
    for limits in (second.limits, limits_of(person.desk, PARACETAMOL)):
        assert (limits.daily_max_mg, limits.spacing_hours, limits.doses_24h) == (3000, 6, 3)
    assert limits_of(person.desk, PARACETAMOL).overdose_above_mg == 3000


def test_when_the_old_course_is_over_only_the_new_region_counts(person: Person) -> None:
    first = person.starts(region="US", medicine="ibuprofen").course
    assert first is not None
    while person.desk.moment.today <= first.next_course_on:
        person.waits(days=1)

    course = person.starts(region="NZ").course

    assert course is not None
    assert course.limits == limits_of(person.desk, PARACETAMOL)
    assert course.limits.daily_max_mg == 4000


def test_a_later_answer_of_another_region_tightens_at_once(person: Person) -> None:
    person.starts(region="NZ")
    assert limits_of(person.desk, PARACETAMOL).daily_max_mg == 4000

    person.desk.keep(AnswerGiven("later", "region", "NL"))

    assert limits_of(person.desk, PARACETAMOL).daily_max_mg == 3000


@pytest.mark.parametrize(("region", "medicine"), [("other", PARACETAMOL), ("UK", NAPROXEN)])
def test_where_the_new_region_gives_no_amounts_there_are_no_more(
    person: Person, region: str, medicine: Medicine
) -> None:
    person.starts(region="NZ", medicine=medicine.value)
    person.desk.keep(AnswerGiven("later", "region", region))

    with pytest.raises(Refused):
        limits_of(person.desk, medicine)


def test_the_hidden_packs_are_told_of_the_own_region_and_without_one_of_all(
    person: Person, book: Handbook
) -> None:
    person.starts(region="NZ")

    own = [line for line in explain("paracetamol", book, person.desk).words if "Packs in" in line]
    everywhere = [line for line in explain("paracetamol", book).words if "Packs in" in line]

    assert own == list(hidden_words(PARACETAMOL, book, "NZ"))
    assert "Nuromol" in own[0]
    assert "the United Kingdom" in " ".join(everywhere)
    assert len(everywhere) == 7
    assert explain("spacing", book, person.desk).words == explain("spacing", book).words


def test_a_region_told_nothing_of_says_nothing(book: Handbook) -> None:
    assert list(hidden_words(Medicine.NAPROXEN, book, "NL")) == []
    assert list(not_planned_words(NAPROXEN, book, "NZ")) == []
    assert len(list(not_planned_words(NAPROXEN, book))) == len(NOT_SOLD)


@pytest.mark.parametrize(
    ("id_", "says"),
    [
        ("ca_ibuprofen_400", "Ask your pharmacist"),
        ("au_naproxen_250", "Ask your pharmacist"),
        ("uk_ibuprofen_200", "One dose: 200 to 400 mg, at least 6 hours apart"),
        ("de_ibuprofen_400", "One dose: 400 mg"),
        ("nuromol", "In one tablet: paracetamol 500 mg, ibuprofen 200 mg"),
        ("voltaren_gel", "In one strip: nsaid gel"),
        ("lemsip", "Read the mg on the pack"),
        ("panadol_osteo", "Works for many hours"),
    ],
)
def test_why_explains_a_pack(book: Handbook, id_: str, says: str) -> None:
    assert says in " ".join(explain(id_, book).words)


def test_an_opioid_in_a_mix_is_named_without_any_amount(book: Handbook) -> None:
    words = " ".join(explain("co_codamol", book).words)

    assert "codeine" in words
    assert "codeine 8" not in words
    assert words.count(" mg") == 1
