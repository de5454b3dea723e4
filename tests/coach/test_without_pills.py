from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.conditions import Is
from backcoach.coach.limits import Medicine
from backcoach.coach.medicines import Verdict as Eligible
from backcoach.coach.values import Answer, Reason
from backcoach.coach.withholding import Effect, Outcome, StandingTag, Tag, Verdict, Withholding
from backcoach.coach.without_pills import (
    NOT_CHECKED,
    ORAL_NSAID,
    Fit,
    Fitting,
    Known,
    Limit,
    OwnVerdict,
    fittings,
)
from backcoach.handbook.loading import load_handbook

HANDBOOK = load_handbook()
BOOK = HANDBOOK.without_pills
GEL, HEAT, COLD, TENS = "anti_inflammatory_gel", "heat_wrap", "cold_pack", "tens"
ASKED = {one for limit in BOOK.limits for one in limit.screening}
CHECKED = {one for limit in BOOK.limits for one in limit.conditions}
NO, YES, NOT_SURE = Answer.NO, Answer.YES, Answer.NOT_SURE
ALL_OPEN = Withholding(
    tuple(Outcome(part.id, part.label, Verdict.ALLOW, ("ok",), ()) for part in HANDBOOK.screening.parts), ()
)


def reason(rule: str) -> Reason:
    return Reason(rule, f"because of {rule}", (("said", "yes"),), ("D",))


def left(part: str, verdict: Verdict, *because: str) -> Withholding:
    """All parts open but one, narrowed by some rules; tags among them stand."""
    parts = tuple(
        Outcome(one.part, one.label, verdict, ("only so",), tuple(map(reason, because)))
        if one.part == part
        else one
        for one in ALL_OPEN.parts
    )
    when = Is("inf_fever", frozenset({YES}))
    tags = tuple(
        StandingTag(Tag(one, one, when, ("x",), (Effect(part, verdict, "only so"),), ("D",)), reason(one))
        for one in because
        if one != part
    )
    return Withholding(parts, tags)


NOTHING_SPEAKS = Known(
    dict.fromkeys(ASKED, NO),
    dict.fromkeys(CHECKED, NO),
    ALL_OPEN,
    frozenset(),
    {Medicine.NSAID_GEL: OwnVerdict(Eligible.ALLOW)},
)


def fit(id_: str, known: Known) -> Fitting:
    return next(one for one in fittings(known, BOOK) if one.thing.id == id_)


def test_all_fits_somebody_of_whom_all_is_known_and_nothing_speaks_against_it() -> None:
    found = {one.thing.id: one.fit for one in fittings(NOTHING_SPEAKS, BOOK)}

    assert found.pop(TENS) is Fit.WITH_CARE  # a pacemaker is never asked about
    assert set(found.values()) == {Fit.FINE}
    assert [one.id for one in fit(TENS, NOTHING_SPEAKS).still_open] == ["comfort_tens_heart"]


@pytest.mark.parametrize("limit", BOOK.limits, ids=lambda one: one.id)
def test_each_limit_holds_with_a_yes_or_not_sure_to_each_of_its_questions(limit: Limit) -> None:
    for answer in (YES, NOT_SURE):
        said = [
            replace(NOTHING_SPEAKS, screening={**NOTHING_SPEAKS.screening, name: answer})
            for name in limit.screening
        ]
        said += [
            replace(NOTHING_SPEAKS, conditions={**NOTHING_SPEAKS.conditions, name: answer})
            for name in limit.conditions
        ]
        for known in said:
            for thing in limit.things:
                found = fit(thing, known)
                assert found.fit >= limit.verdict
                assert limit.id in [one.rule for one in found.reasons]


@pytest.mark.parametrize("limit", BOOK.limits, ids=lambda one: one.id)
def test_what_was_never_asked_is_no_no(limit: Limit) -> None:
    known = replace(NOTHING_SPEAKS, screening={}, conditions={})
    for thing in limit.things:
        found = fit(thing, known)
        assert found.fit >= Fit.WITH_CARE
        assert limit in found.still_open or not (limit.screening or limit.conditions)


@pytest.mark.parametrize("tag", sorted({tag for limit in BOOK.limits for tag in limit.tags}))
def test_a_tag_that_stands_makes_its_limits_hold(tag: str) -> None:
    known = replace(NOTHING_SPEAKS, left=left("reassurance", Verdict.LIMITED, tag))

    for limit in (one for one in BOOK.limits if tag in one.tags):
        assert all(fit(thing, known).fit >= limit.verdict for thing in limit.things)


def test_gel_is_never_used_beside_anti_inflammatory_pills() -> None:
    found = fit(GEL, replace(NOTHING_SPEAKS, facts=frozenset({ORAL_NSAID})))

    assert found.fit is Fit.NOT_NOW
    assert found.reasons[0].inputs == ((ORAL_NSAID, "yes"),)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, Fit.ASK_FIRST),
        (OwnVerdict(Eligible.ALLOW), Fit.FINE),
        (OwnVerdict(Eligible.CAUTION, (reason("age_65_74"),)), Fit.WITH_CARE),
        (OwnVerdict(Eligible.ASK_FIRST, (reason("asthma"),)), Fit.ASK_FIRST),
        (OwnVerdict(Eligible.AVOID, (reason("allergy_nsaid"),)), Fit.NOT_NOW),
        (OwnVerdict(Eligible.AVOID), Fit.NOT_NOW),
    ],
)
def test_the_medicine_questions_decide_on_the_gel(own: OwnVerdict | None, expected: Fit) -> None:
    verdicts = {Medicine.NSAID_GEL: own} if own else {}
    found = fit(GEL, replace(NOTHING_SPEAKS, verdicts=verdicts))

    assert found.fit is expected
    assert bool(found.reasons) is (expected is not Fit.FINE)
    if own is None:
        assert found.reasons[0].rule == NOT_CHECKED


def test_a_part_that_is_withheld_closes_its_things_whatever_withholds_it() -> None:
    for because in ("heat_or_cold", "infection"):
        known = replace(NOTHING_SPEAKS, left=left("heat_or_cold", Verdict.WITHHOLD, because))
        assert fit(HEAT, known).fit is Fit.NOT_NOW
        assert fit(COLD, known).fit is Fit.NOT_NOW
        assert fit(COLD, known).reasons[0].why == "only so"


def test_a_part_that_is_limited_asks_first_but_not_for_a_tag_that_means_other_things() -> None:
    by_level = replace(NOTHING_SPEAKS, left=left("heat_or_cold", Verdict.LIMITED, "heat_or_cold"))
    by_fever = replace(NOTHING_SPEAKS, left=left("heat_or_cold", Verdict.LIMITED, "infection"))

    assert fit(COLD, by_level).fit is Fit.ASK_FIRST
    assert fit(COLD, by_fever).fit is Fit.FINE
    assert fit(HEAT, by_fever).fit is Fit.NOT_NOW


def test_a_pointer_goes_on_as_far_as_its_part() -> None:
    limited = replace(NOTHING_SPEAKS, left=left("stay_active", Verdict.LIMITED, "fracture_risk"))
    withheld = replace(NOTHING_SPEAKS, left=left("stay_active", Verdict.WITHHOLD, "stay_active"))

    assert fit("keep_moving", limited).fit is Fit.WITH_CARE
    assert fit("keep_moving", withheld).fit is Fit.NOT_NOW


ANSWERS = st.sampled_from([None, *Answer])
RANK = {NO: 0, None: 1, NOT_SURE: 2, YES: 2}


def drawn(pairs: dict[str, Answer | None]) -> dict[str, Answer]:
    return {name: answer for name, answer in pairs.items() if answer is not None}


@given(
    before=st.fixed_dictionaries(dict.fromkeys(sorted(ASKED | CHECKED), ANSWERS)),
    more=st.dictionaries(st.sampled_from(sorted(ASKED | CHECKED)), ANSWERS),
    facts=st.sets(st.just(ORAL_NSAID)),
    verdict=st.sampled_from([*Eligible]),
    is_limited=st.booleans(),
)
def test_more_that_speaks_against_something_only_ever_narrows_it(
    before: dict[str, Answer | None],
    more: dict[str, Answer | None],
    facts: set[str],
    verdict: Eligible,
    is_limited: bool,
) -> None:
    after = before | {name: new for name, new in more.items() if RANK[new] >= RANK[before[name]]}
    first = replace(NOTHING_SPEAKS, screening=drawn(before), conditions=drawn(before))
    second = replace(
        NOTHING_SPEAKS,
        screening=drawn(after),
        conditions=drawn(after),
        facts=frozenset(facts),
        verdicts={Medicine.NSAID_GEL: OwnVerdict(verdict, (reason("any"),))},
        left=left("heat_or_cold", Verdict.LIMITED, "numb_skin") if is_limited else ALL_OPEN,
    )

    for one, other in zip(fittings(first, BOOK), fittings(second, BOOK), strict=True):
        assert other.fit >= one.fit


def test_a_limit_that_does_not_limit_is_none() -> None:
    with pytest.raises(ValueError, match="asks first or says not now"):
        replace(BOOK.limits[0], verdict=Fit.FINE)


def test_a_thing_is_found_by_its_id_and_tells_what_holds_in_a_region() -> None:
    gel = next(one for one in BOOK.things if one.id == GEL)

    assert "not for the back" in gel.note_in("US")
    assert gel.note_in("NZ") == ""
