"""Which options fit whom, in which order, and waiting in every comparison."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.limits import Medicine
from backcoach.coach.limits import Verdict as Eligible
from backcoach.coach.option_choice import (
    ABOUT_YOU,
    COMFORT,
    DOCTOR_ONLY,
    FOR_SITUATION,
    MEDICINE,
    NOT_CHECKED,
    STRICTEST,
    UNCLEAR,
    Fitted,
    Known,
    Matter,
    Pain,
    fitted,
    in_order,
    pain_of,
    side_by_side,
)
from backcoach.coach.options import Certainty, Gain, Kind, Level, LookAgain, Situation, Stance
from backcoach.coach.values import Answer, Reason
from backcoach.coach.withholding import Outcome, StandingTag, Tag, Verdict, Withholding
from backcoach.coach.without_pills import Fit
from backcoach.handbook.loading import load_handbook

HANDBOOK = load_handbook()
BOOK = HANDBOOK.options
NO, YES, NOT_SURE = Answer.NO, Answer.YES, Answer.NOT_SURE
ALL_OPEN = Withholding(
    tuple(Outcome(part.id, part.label, Verdict.ALLOW, ("ok",), ()) for part in HANDBOOK.screening.parts), ()
)
COMFORTS = tuple({one for option in BOOK.options for one in option.comforts})
NEW, LONG = pain_of(7, NO, NO), pain_of(100, NO, NO)
FINE = Known(
    NEW,
    ALL_OPEN,
    "NZ",
    fits=dict.fromkeys(COMFORTS, Fit.FINE),
    verdicts=dict.fromkeys(Medicine, Eligible.ALLOW),
)


def left(part: str, verdict: Verdict) -> Withholding:
    because = (Reason("rule", "why", (("fever", "yes"),), ("D",)),)
    parts = (
        replace(one, verdict=verdict, words=("only so",), because=because) if one.part == part else one
        for one in ALL_OPEN.parts
    )
    return replace(ALL_OPEN, parts=tuple(parts))


def one(id_: str, known: Known = FINE) -> Fitted:
    return next(each for each in fitted(known, BOOK) if each.option.id == id_)


def rules(found: Fitted) -> list[str]:
    return [reason.rule for reason in found.reasons]


@pytest.mark.parametrize(
    ("days", "leg", "walking", "may_be", "is_sure"),
    [
        (0, NO, NO, ["acute"], []),
        (84, NO, NO, ["acute"], []),
        (85, NO, NO, ["persistent"], []),
        (None, NO, NO, ["acute", "persistent"], []),
        (7, YES, NO, ["acute", "leg"], ["leg"]),
        (7, NOT_SURE, NO, ["acute", "leg"], []),
        (200, NOT_SURE, YES, ["persistent", "leg", "walking"], ["walking"]),
    ],
)
def test_the_kind_of_pain_by_its_days_and_what_was_told(
    days: int | None, leg: Answer, walking: Answer, may_be: list[str], is_sure: list[str]
) -> None:
    assert pain_of(days, leg, walking) == Pain(tuple(map(Situation, may_be)), tuple(map(Situation, is_sure)))


def test_where_nothing_narrows_it_an_option_stands_as_the_content_says() -> None:
    for each in fitted(FINE, BOOK):
        row = each.option.row_for(Situation.ACUTE)
        least = Stance.ASK_FIRST if each.option.doctor_only else Stance.FITS
        assert each.stance is max(row.stance, least)
        assert each.rows == (row,)
    assert rules(one("o_heat")) == [FOR_SITUATION]
    assert one("o_heat").reasons[0].inputs == (("pain", "acute"),)


def test_of_more_than_one_kind_of_pain_the_most_careful_counts() -> None:
    thrust = one("o_thrust", replace(FINE, pain=pain_of(7, NOT_SURE, NO)))
    assert thrust.stance is Stance.ASK_FIRST
    assert rules(thrust) == [STRICTEST]
    assert [row.stance for row in thrust.rows] == [Stance.ASK_FIRST, Stance.FITS]
    assert (thrust.relief, thrust.function, thrust.certainty) == (
        Gain.NOT_KNOWN,
        Gain.NOT_KNOWN,
        Certainty.NOT_KNOWN,
    )


@pytest.mark.parametrize(
    ("option", "leg", "walking", "stance", "rule"),
    [
        ("o_disc_surgery", YES, NO, Stance.ONLY_WHEN, FOR_SITUATION),
        ("o_disc_surgery", NOT_SURE, NO, Stance.ADVISED_AGAINST, UNCLEAR),
        ("o_disc_surgery", NO, NO, Stance.ADVISED_AGAINST, FOR_SITUATION),
        ("o_disc_surgery", NO, YES, Stance.ADVISED_AGAINST, FOR_SITUATION),
        ("o_canal_surgery", NO, YES, Stance.ONLY_WHEN, FOR_SITUATION),
        ("o_canal_surgery", NO, NOT_SURE, Stance.ADVISED_AGAINST, UNCLEAR),
        ("o_canal_surgery", YES, NO, Stance.ADVISED_AGAINST, FOR_SITUATION),
        ("o_injection", YES, YES, Stance.ONLY_WHEN, STRICTEST),
        ("o_joining_surgery", YES, YES, Stance.ADVISED_AGAINST, FOR_SITUATION),
        ("o_joining_surgery", NOT_SURE, NOT_SURE, Stance.ADVISED_AGAINST, FOR_SITUATION),
    ],
)
def test_an_operation_is_a_question_only_for_whom_it_was_told_for_sure(
    option: str, leg: Answer, walking: Answer, stance: Stance, rule: str
) -> None:
    found = one(option, replace(FINE, pain=pain_of(100, leg, walking)))
    assert (found.stance, rules(found)) == (stance, [rule])
    assert bool(found.rows[0].when) == (stance is Stance.ONLY_WHEN)


def test_a_scan_is_a_question_for_lasting_pain_only() -> None:
    assert one("o_scan").stance is Stance.ADVISED_AGAINST
    assert one("o_scan", replace(FINE, pain=LONG)).stance is Stance.ONLY_WHEN


def test_a_part_that_is_limited_or_closed_narrows_and_says_so() -> None:
    limited = one("o_heat", replace(FINE, left=left("heat_or_cold", Verdict.LIMITED)))
    assert limited.stance is Stance.WITH_CARE
    assert limited.reasons[0] == Reason("heat_or_cold", "only so", (("fever", "yes"),), ("D",))
    closed = one("o_heat", replace(FINE, left=left("heat_or_cold", Verdict.WITHHOLD)))
    assert closed.stance is Stance.NOT_NOW


def test_something_told_asks_first_and_what_only_a_doctor_gives_always_does() -> None:
    found = one("o_thrust", replace(FINE, modifiers=frozenset({"osteoporosis", "knee"})))
    assert (found.stance, rules(found)) == (Stance.ASK_FIRST, [ABOUT_YOU, FOR_SITUATION])
    assert found.reasons[0].inputs == (("told", "osteoporosis"),)
    assert DOCTOR_ONLY in rules(one("o_opioid"))
    assert one("o_relaxant").stance is Stance.ASK_FIRST


@pytest.mark.parametrize(
    ("wrap", "bottle", "stance"),
    [
        (Fit.FINE, Fit.NOT_NOW, Stance.FITS),
        (Fit.WITH_CARE, Fit.NOT_NOW, Stance.WITH_CARE),
        (Fit.ASK_FIRST, Fit.NOT_NOW, Stance.ASK_FIRST),
        (Fit.NOT_NOW, Fit.NOT_NOW, Stance.NOT_NOW),
    ],
)
def test_of_things_without_pills_the_one_that_fits_best_counts(
    wrap: Fit, bottle: Fit, stance: Stance
) -> None:
    found = one("o_heat", replace(FINE, fits={"heat_wrap": wrap, "hot_water_bottle": bottle}))
    assert found.stance is stance
    assert (COMFORT in rules(found)) == (stance is not Stance.FITS)


def test_a_thing_that_was_never_looked_at_asks_first() -> None:
    assert one("o_heat", replace(FINE, fits=None)).stance is Stance.ASK_FIRST


@pytest.mark.parametrize(
    ("verdict", "stance", "rule"),
    [
        (Eligible.ALLOW, Stance.FITS, FOR_SITUATION),
        (Eligible.CAUTION, Stance.WITH_CARE, MEDICINE),
        (Eligible.ASK_FIRST, Stance.ASK_FIRST, MEDICINE),
        (Eligible.AVOID, Stance.NOT_NOW, MEDICINE),
    ],
)
def test_a_medicine_narrows_with_its_own_questions(verdict: Eligible, stance: Stance, rule: str) -> None:
    found = one("o_nsaid", replace(FINE, verdicts={Medicine.IBUPROFEN: verdict}))
    assert (found.stance, rules(found)[0]) == (stance, rule)


def test_a_medicine_never_asked_about_asks_first_and_one_that_is_shut_is_closed() -> None:
    assert rules(one("o_nsaid", replace(FINE, verdicts=None)))[0] == NOT_CHECKED
    shut = one("o_nsaid", replace(FINE, shut=frozenset({Medicine.IBUPROFEN})))
    assert (shut.stance, rules(shut)[0]) == (Stance.NOT_NOW, MEDICINE)


def test_a_tag_that_closes_anti_inflammatories_closes_them_here_and_not_paracetamol() -> None:
    when = HANDBOOK.screening.tags[0].when
    tag = Tag("t", "t", when, (), (), ("D",), closes_nsaids=True)
    known = replace(FINE, left=replace(ALL_OPEN, tags=(StandingTag(tag, Reason("t", "t", (), ("D",))),)))
    assert one("o_nsaid", known).stance is Stance.NOT_NOW
    assert one("o_gel", known).stance is Stance.NOT_NOW
    assert one("o_paracetamol", known).stance is Stance.LITTLE


def test_what_is_sold_in_some_regions_only_stands_there_only() -> None:
    def ids(region: str) -> set[str]:
        return {each.option.id for each in fitted(replace(FINE, region=region), BOOK)}

    assert "o_metamizole" in ids("DE") & ids("NL")
    assert "o_metamizole" not in ids("NZ") | ids("other")


ANSWERS = st.sampled_from(Answer)


@given(
    days=st.one_of(st.none(), st.integers(0, 400)),
    leg=ANSWERS,
    walking=ANSWERS,
    part=st.sampled_from([part.id for part in HANDBOOK.screening.parts]),
    verdict=st.sampled_from(Verdict),
    modifiers=st.sets(st.sampled_from([m.id for m in HANDBOOK.activity.modifiers])),
    fits=st.dictionaries(st.sampled_from(COMFORTS), st.sampled_from(Fit)),
    verdicts=st.dictionaries(st.sampled_from(Medicine), st.sampled_from(Eligible)),
    shut=st.sets(st.sampled_from(Medicine)),
)
def test_whatever_is_known_only_narrows_and_not_sure_never_opens(  # noqa: PLR0913 - all at once
    *,
    days: int | None,
    leg: Answer,
    walking: Answer,
    part: str,
    verdict: Verdict,
    modifiers: set[str],
    fits: dict[str, Fit],
    verdicts: dict[Medicine, Eligible],
    shut: set[Medicine],
) -> None:
    plain = replace(FINE, pain=pain_of(days, leg, walking))
    known = replace(
        plain,
        left=left(part, verdict),
        modifiers=frozenset(modifiers),
        fits=fits,
        verdicts=verdicts,
        shut=frozenset(shut),
    )
    surer = {NOT_SURE: NO}
    sure = replace(plain, pain=pain_of(days, surer.get(leg, leg), surer.get(walking, walking)))
    for open_, narrowed, told in zip(
        fitted(plain, BOOK), fitted(known, BOOK), fitted(sure, BOOK), strict=True
    ):
        assert narrowed.stance >= open_.stance >= told.stance
        assert narrowed.reasons
        if narrowed.option.kind.is_question:
            assert not narrowed.stance < Stance.ONLY_WHEN


def order(*matters: Matter, known: Known = FINE) -> list[str]:
    return [each.option.id for each in in_order(fitted(known, BOOK), matters)]


def test_without_a_wish_what_fits_stands_first_and_what_one_does_oneself_before_the_rest() -> None:
    found = in_order(fitted(FINE, BOOK))
    assert [each.stance for each in found] == sorted(each.stance for each in found)
    assert order()[:3] == ["o_waiting", "o_stay_active", "o_walking"]


@pytest.mark.parametrize(
    ("matter", "first"),
    [
        (Matter.RELIEF, "o_heat"),
        (Matter.FUNCTION, "o_thrust"),
        (Matter.EFFORT, "o_waiting"),
        (Matter.COST, "o_stay_active"),
        (Matter.SIDE_EFFECTS, "o_stay_active"),
        (Matter.HANDS_ON, "o_thrust"),
    ],
)
def test_what_matters_most_comes_first_among_what_fits(matter: Matter, first: str) -> None:
    assert order(matter)[0] == first
    found = in_order(fitted(FINE, BOOK), (matter,))
    assert [each.stance for each in found] == sorted(each.stance for each in found)


def test_the_second_thing_that_matters_decides_between_equals() -> None:
    known = replace(FINE, pain=LONG)
    by_function = order(Matter.FUNCTION, known=known)
    assert by_function[:2] != order(Matter.FUNCTION, Matter.COST, known=known)[:2]
    assert order(Matter.FUNCTION, Matter.COST, known=known)[0] == "o_walking"


def test_what_is_not_known_counts_as_least_gain_and_most_harm() -> None:
    assert max(Gain, key=lambda each: each.rank) is Gain.NOT_KNOWN
    assert max(Level, key=lambda each: each.rank) is Level.NOT_KNOWN
    assert max(Certainty, key=lambda each: each.rank) is Certainty.NOT_KNOWN


def test_waiting_is_in_every_comparison() -> None:
    found = fitted(FINE, BOOK)
    for count in (1, 2, 3):
        for named in combinations(found[:12], count):
            shown = side_by_side(named, found)
            assert sum(each.option.kind is Kind.WAITING for each in shown) == 1
            assert {each.option.id for each in named} <= {each.option.id for each in shown}
            assert len(shown) <= count + 1


def test_what_was_named_twice_stands_once() -> None:
    found = fitted(FINE, BOOK)
    assert [each.option.id for each in side_by_side((found[4], found[4]), found)] == ["o_waiting", "o_cold"]


def test_what_may_be_chosen_is_neither_closed_nor_advised_against() -> None:
    assert [stance.value for stance in Stance if not stance.may_be_chosen] == ["advised_against", "not_now"]


def test_the_book_finds_an_option_by_its_id() -> None:
    assert BOOK.option("o_heat") is one("o_heat").option
    assert BOOK.option("heat") is None


def test_the_days_until_a_look_stand_in_order() -> None:
    with pytest.raises(ValueError, match="in order"):
        LookAgain(14, 7, 366, ("D",))
