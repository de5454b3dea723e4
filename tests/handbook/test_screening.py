"""A museum of broken screening content: every fault is named with its file and key, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.coach.conditions import AllOf, AnyOf, Is, Not
from backcoach.coach.interview import STALE_AFTER_HOURS, PromptKind
from backcoach.coach.screening import Kind
from backcoach.coach.values import Answer, Disposition
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.screening import read_screening
from tests.handbook.museum import Damage, break_it, copy_of, faults_of
from tests.spec.conftest import real_screening

NERVES = "screening/questions_c_nerves.toml"
SCOPE = "screening/questions_scope.toml"
ACCIDENT = "screening/questions_f_fracture.toml"
CAUDA = "screening/questions_b_cauda_equina.toml"
MIND = "screening/rules_mind.toml"
BLEEDING = "screening/rules_bleeding.toml"
SETS = "screening/sets.toml"
GATES = "screening/plan_gates.toml"
DERIVED = "screening/derived.toml"
PROMPTS = "screening/prompts.toml"
DAILY = "screening/daily.toml"
MESSAGES = "screening/dispositions.toml"
QUESTIONS = "screening/questions_*.toml"
RULES = "screening/rules_*.toml"
QUESTION_KEYS = (
    "id, group, text, kind, asked, sources, suspected, confidence, short, help, self_check, asked_while, "
    "outdated_if, alone_yes, alone_not_sure, minimum, maximum, unit, unknown_counts_as, "
    "unknown_counts_for_plan"
)
LEVELS = "self_care, routine, soon_14, soon_7, soon_3, soon_2, same_day, emergency_now"


def faults_after(tmp_path: Path, *damages: Damage) -> list[str]:
    """What is wrong with the real screening content after some damage; nothing is read then."""
    root = copy_of("screening", tmp_path)
    break_it(root, *damages)
    reader = ContentReader(root)
    assert read_screening(reader) is None
    return faults_of(reader)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(
            Damage(NERVES, 'short = "', 'shrot = "'),
            f"{NERVES}: question[0].shrot: unknown key; known are {QUESTION_KEYS}",
            id="a key misspelt",
        ),
        pytest.param(
            Damage(NERVES, 'group = "C"\n', ""),
            f"{NERVES}: question[0].group: missing",
            id="a key left out",
        ),
        pytest.param(
            Damage(NERVES, 'group = "C"', "group = 3"),
            f"{NERVES}: question[0].group: expected text, found a whole number",
            id="a number for text",
        ),
        pytest.param(
            Damage(NERVES, 'kind = "answer"', 'kind = "anwser"'),
            f"{NERVES}: question[0].kind: 'anwser' is not one of answer, number",
            id="a kind that is none",
        ),
        pytest.param(
            Damage(NERVES, 'alone_yes = "emergency_now"', 'alone_yes = "emergency"'),
            f"{NERVES}: question[0].alone_yes: 'emergency' is not one of {LEVELS}",
            id="a disposition that is none",
        ),
        pytest.param(
            Damage(SCOPE, "minimum = 0", 'minimum = "0"'),
            f"{SCOPE}: question[1].minimum: expected a number, found text",
            id="text for a number",
        ),
        pytest.param(
            Damage(NERVES, 'sources = ["SEED4", "S-ACS"]', 'sources = "SEED4"'),
            f"{NERVES}: question[0].sources: expected a list, found text",
            id="text for a list",
        ),
        pytest.param(
            Damage(MIND, 'level = "emergency_now"', 'level = "now"'),
            f"{MIND}: rule[0].level: 'now' is not one of {LEVELS}",
            id="a rule without a level",
        ),
        pytest.param(
            Damage(PROMPTS, 'kind = "ticks"', 'kind = "tick"'),
            f"{PROMPTS}: prompt[16].kind: 'tick' is not one of one, number, each, ticks, choice",
            id="a kind of prompt that is none",
        ),
        pytest.param(
            Damage(PROMPTS, 'fx_minor_fall = "no"', 'fx_minor_fall = "n"'),
            f"{PROMPTS}: prompt[22].options[0].answers.fx_minor_fall: 'n' is not one of yes, no, not_sure",
            id="an option with an answer that is none",
        ),
        pytest.param(
            Damage(DERIVED, "\n[[derived]]\n", "\n[[derived]]\ncolour = 3\n"),
            f"{DERIVED}: derived[0].colour: unknown key; known are modifier, when, sources",
            id="a key nobody knows",
        ),
    ],
)
def test_a_misshapen_value_is_named_with_its_file_and_key(damage: Damage, fault: str, tmp_path: Path) -> None:
    assert faults_after(tmp_path, damage) == [fault]


SUICIDE = 'when = "YU(mh_suicide_now)"'


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (
            "YU(mh_suicide_new)",
            "unknown question or set, found 'mh_suicide_new' in the condition 'YU(mh_suicide_new)'",
        ),
        ("nY(NERVES)>=1", "unknown question or set, found 'NERVES' in the condition 'nY(NERVES)>=1'"),
        ("UNHEARD", "unknown name, found 'UNHEARD' in the condition 'UNHEARD'"),
        ("YU(mh_suicide_now", "expected ')', found 'the end' in the condition 'YU(mh_suicide_now'"),
        ("", "unknown name, found 'the end' in the condition ''"),
        ("age=65", "cannot read '=65' in the condition 'age=65'"),
    ],
)
def test_a_rule_with_a_condition_nobody_understands_is_named(
    condition: str, problem: str, tmp_path: Path
) -> None:
    damage = Damage(MIND, SUICIDE, f'when = "{condition}"')

    assert faults_after(tmp_path, damage) == [f"{MIND}: rule[0].when: {problem}"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(
            Damage(CAUDA, 'asked_while = "nYU(CES_ANY)>=1"', 'asked_while = "nYU(CES_ANY)=>1"'),
            f"{CAUDA}: question[10].asked_while: cannot read '=>1' in the condition 'nYU(CES_ANY)=>1'",
            id="a gate",
        ),
        pytest.param(
            Damage(GATES, 'when = "age<18"', 'when = "age<eighteen"'),
            f"{GATES}: plan_gate[0].when: expected a whole number, found 'eighteen' in the condition "
            "'age<eighteen'",
            id="a plan gate",
        ),
        pytest.param(
            Damage(DERIVED, 'when = "YU(fx_fused_spine)"', 'when = "fx_fused_spine"'),
            f"{DERIVED}: derived[1].when: unknown name, found 'fx_fused_spine' in the condition "
            "'fx_fused_spine'",
            id="a derived modifier",
        ),
        pytest.param(
            Damage(SETS, '"neuro_cannot_move",', '"neuro_cannot_mvoe",'),
            f"{SETS}: sets.NEURO: unknown question 'neuro_cannot_mvoe'",
            id="a set",
        ),
        pytest.param(
            Damage(SETS, "Y(pat_sit_relief)", "Y(pat_sit_releif)"),
            f"{SETS}: conditions.STENOSIS: unknown question or set, found 'pat_sit_releif' in the condition "
            "'Y(pat_walk_pain) and Y(pat_sit_releif)'",
            id="a named condition",
        ),
        pytest.param(
            Damage(SETS, "nY(IBP) + one_if(onset_age<40)", "nY(IBP) + one_if(onset_age)"),
            f"{SETS}: counts.IBPCOUNT: expected '<', found ')' in the condition "
            "'nY(IBP) + one_if(onset_age)'",
            id="a named count",
        ),
    ],
)
def test_whatever_else_holds_a_condition_is_named_the_same_way(
    damage: Damage, fault: str, tmp_path: Path
) -> None:
    assert fault in faults_after(tmp_path, damage)


AGAIN = """
[[question]]
id = "em_faint"
group = "C"
text = "Have you fainted?"
kind = "answer"
asked = "always"
sources = ["D"]
"""
CIRCLE = 'asked_while = "YU(mh_suicide_now)"\n'


@pytest.mark.parametrize(
    ("damages", "faults"),
    [
        pytest.param(
            [Damage(PROMPTS, '"em_faint", ', "")],
            [f"{PROMPTS}: em_faint: this question is in no prompt"],
            id="a question nobody asks",
        ),
        pytest.param(
            [Damage(PROMPTS, '"em_faint", ', '"em_faint", "em_fiant", ')],
            [f"{PROMPTS}: em_fiant: unknown question"],
            id="a prompt for a question that is none",
        ),
        pytest.param(
            [Damage(PROMPTS, '"em_faint", ', '"em_faint", "em_tearing", ')],
            [f"{PROMPTS}: em_tearing: this id stands more than once"],
            id="a question in two prompts",
        ),
        pytest.param(
            [Damage(PROMPTS, 'id = "A2"', 'id = "A1"')],
            [f"{PROMPTS}: A1: this id stands more than once"],
            id="two prompts of one name",
        ),
        pytest.param(
            [Damage(PROMPTS, 'fx_minor_fall = "no"', 'fx_minor_fall = "no", em_faint = "no"')],
            [f"{PROMPTS}: F1: an option answers 'em_faint', which this prompt does not ask"],
            id="an option that answers for another prompt",
        ),
        pytest.param(
            [Damage(NERVES, "", AGAIN)],
            [f"{QUESTIONS}: em_faint: this id stands more than once"],
            id="two questions of one name",
        ),
        pytest.param(
            [Damage(MIND, 'id = "R86_MH_TODAY"', 'id = "R01_EMERGENCY_SIGN"')],
            [f"{RULES}: R01_EMERGENCY_SIGN: this id stands more than once"],
            id="two rules of one name",
        ),
        pytest.param(
            [Damage(GATES, 'id = "plan_low_back_only"', 'id = "plan_adults_only"')],
            [
                f"{GATES}: plan_adults_only: this id stands more than once",
                f"{MESSAGES}: self_care_no_plan: unknown plan gate 'plan_low_back_only'",
            ],
            id="two plan gates of one name",
        ),
        pytest.param(
            [Damage(DAILY, 'id = "daily_legs"', 'id = "daily_nerves"')],
            [f"{DAILY}: daily_nerves: this id stands more than once"],
            id="two daily gates of one name",
        ),
        pytest.param(
            [
                Damage(
                    MESSAGES, 'says = ["preg_possible", "preg_late"]', 'says = ["preg_posible", "preg_late"]'
                )
            ],
            [f"{MESSAGES}: preg_posible: unknown question"],
            id="a line on the phone that speaks of a question nobody asks",
        ),
        pytest.param(
            [Damage(MESSAGES, 'id = "emergency_pregnancy"', 'id = "emergency"')],
            [f"{MESSAGES}: emergency: this id stands more than once"],
            id="two messages of one name",
        ),
        pytest.param(
            [
                Damage(
                    "screening/questions_h_mind.toml",
                    'id = "mh_suicide_thoughts"\n',
                    f'id = "mh_suicide_thoughts"\n{CIRCLE}',
                )
            ],
            [
                f"{QUESTIONS}: mh_suicide_now: its gate depends on itself",
                f"{QUESTIONS}: mh_suicide_thoughts: its gate depends on itself",
            ],
            id="two gates in a circle",
        ),
        pytest.param(
            [
                Damage(
                    ACCIDENT,
                    'id = "fx_major_trauma"\n',
                    'id = "fx_major_trauma"\nasked_while = "Y(fx_major_trauma)"\n',
                )
            ],
            [f"{QUESTIONS}: fx_major_trauma: its gate depends on itself"],
            id="a gate that waits for itself and others that wait for it",
        ),
        pytest.param(
            [Damage(SCOPE, "unknown_counts_as = 75\n", "")],
            [f"{QUESTIONS}: age_years: a number needs unknown_counts_as and unknown_counts_for_plan"],
            id="a number that counts as nothing when nobody knows it",
        ),
        pytest.param(
            [Damage(SCOPE, "unknown_counts_for_plan = 13\n", "")],
            [f"{QUESTIONS}: course_weeks: a number needs unknown_counts_as and unknown_counts_for_plan"],
            id="a number that counts as nothing for the plan",
        ),
        pytest.param(
            [Damage(DAILY, 'opens = ["em_gi_bleed", ', 'opens = ["em_gi_bled", ')],
            [
                f"{DAILY}: em_gi_bled: unknown question",
                f"{DAILY}: daily_medicine.covers: 'em_gi_bleed' is not opened by this gate",
            ],
            id="a daily gate that opens what is no question",
        ),
        pytest.param(
            [Damage(DAILY, 'only_while = "pregnancy"', 'only_while = "pregnancies"')],
            [f"{DAILY}: daily_pregnancy: only_while must be one of medicine, pregnancy"],
            id="a daily gate that would never be asked",
        ),
        pytest.param(
            [
                Damage(
                    MESSAGES, 'id = "self_care"\nlevel = "self_care"', 'id = "self_care"\nlevel = "routine"'
                )
            ],
            [f"{MESSAGES}: self_care: no message for this disposition"],
            id="a disposition without words",
        ),
        pytest.param(
            [Damage(MESSAGES, 'level = "emergency_now"', 'level = "emergency"')],
            [f"{MESSAGES}: emergency_mind: unknown level 'emergency'"],
            id="a message for no disposition",
        ),
        pytest.param(
            [Damage(MESSAGES, '["R85_MH_EMERGENCY"]', '["R85_MH"]')],
            [f"{MESSAGES}: emergency_mind: unknown rule 'R85_MH'"],
            id="a message for a rule that is none",
        ),
        pytest.param(
            [Damage(MESSAGES, '["R85_MH_EMERGENCY"]', '["R86_MH_TODAY"]')],
            [
                (
                    f"{MESSAGES}: emergency_mind: R86_MH_TODAY leads to same_day, "
                    "so this message is never shown for it"
                )
            ],
            id="a message for a rule of another level",
        ),
        pytest.param(
            [Damage(DAILY, "sets = { fx_major_recent", "sets = { ces_recent")],
            [
                (
                    f"{DAILY}: daily_injury: 'ces_recent' has words or an answer here "
                    "and is not opened by this gate"
                )
            ],
            id="an answer for a question the gate does not open",
        ),
        pytest.param(
            [Damage(MIND, 'when = "U(mh_not_coping)"', 'when = "Y(mh_not_coping)"')],
            [f"{RULES}: R88_MH_ROUTINE: holds whenever R87_MH_SOON does, and says routine, not soon_7"],
            id="two rules that contradict each other",
        ),
    ],
)
def test_what_only_the_files_together_show_is_named(
    damages: list[Damage], faults: list[str], tmp_path: Path
) -> None:
    assert faults_after(tmp_path, *damages) == faults


def test_a_file_with_three_faults_names_all_three(tmp_path: Path) -> None:
    damages = (
        Damage(BLEEDING, 'level = "same_day"', 'level = "today"'),
        Damage(BLEEDING, 'why = "With a blood thinner or', 'because = "With a blood thinner or'),
    )

    assert faults_after(tmp_path, *damages) == [
        f"{BLEEDING}: rule[1].because: unknown key; known are id, level, when, why, sources, shows_crisis",
        f"{BLEEDING}: rule[1].level: 'today' is not one of {LEVELS}",
        f"{BLEEDING}: rule[1].why: missing",
    ]


def test_faults_of_several_files_are_named_together(tmp_path: Path) -> None:
    damages = (
        Damage(MIND, SUICIDE, 'when = "YU(nobody)"'),
        Damage(BLEEDING, 'when = "Y(bleed_thinner) and nY', 'when = "Y(bleed_thiner) and nY'),
        Damage(GATES, 'when = "N(scope_low_back)"', 'when = "N(scope_low)"'),
    )

    assert [fault.partition(": unknown")[0] for fault in faults_after(tmp_path, *damages)] == [
        f"{BLEEDING}: rule[1].when",
        f"{MIND}: rule[0].when",
        f"{GATES}: plan_gate[3].when",
    ]


@pytest.mark.parametrize("file", [SETS, GATES, DERIVED, PROMPTS, DAILY, MESSAGES])
def test_a_missing_file_is_named_and_nothing_is_read(file: str, tmp_path: Path) -> None:
    root = copy_of("screening", tmp_path)
    (root / file).unlink()
    reader = ContentReader(root)

    assert read_screening(reader) is None
    assert faults_of(reader) == [f"{file}: the file is missing"]


@pytest.mark.parametrize("pattern", [QUESTIONS, RULES])
def test_without_any_question_or_rule_nothing_is_read(pattern: str, tmp_path: Path) -> None:
    root = copy_of("screening", tmp_path)
    for path in root.glob(pattern):
        path.unlink()
    reader = ContentReader(root)

    assert read_screening(reader) is None
    assert faults_of(reader) == [f"{pattern}: no file found"]


def test_a_missing_rules_file_shows_in_the_message_that_speaks_for_its_rules(tmp_path: Path) -> None:
    root = copy_of("screening", tmp_path)
    (root / MIND).unlink()
    reader = ContentReader(root)

    assert read_screening(reader) is None
    assert f"{MESSAGES}: emergency_mind: unknown rule 'R85_MH_EMERGENCY'" in faults_of(reader)


def test_the_real_content_is_read_whole() -> None:
    book = real_screening()

    assert len(book.rules.questions) == 118
    assert len(book.rules.rules) == 93
    assert [gate.id for gate in book.rules.plan_gates] == [
        "plan_adults_only",
        "plan_for_yourself_only",
        "plan_known_cause",
        "plan_low_back_only",
    ]
    assert len(book.gates) == 9
    assert {review.status for review in book.reviews} == {"draft"}
    assert len(book.reviews) == len(list((find_content() / "screening").glob("*.toml")))


def test_a_condition_may_look_at_every_question_and_every_figure_of_a_bout() -> None:
    book = real_screening()

    assert set(book.names) == set(book.rules.questions) | set(book.signposts.figures)
    assert book.names["ces_checked"] is book.rules.questions["ces_checked"]


def test_a_question_keeps_everything_its_file_says() -> None:
    question = real_screening().rules.questions["ces_checked"]

    assert question.kind is Kind.ANSWER
    assert question.group == "B"
    assert question.text == "Has a doctor checked this same problem, and has it stayed the same since?"
    assert question.suspected == "follow-up"
    assert question.confidence == "design"
    assert question.short == "an earlier check, unchanged since"
    assert question.sources == ("D",)
    assert question.outdated_if is Answer.YES
    assert isinstance(question.asked_while, AllOf)
    assert question.asked_while.parts[1] == Is("ces_recent", frozenset({Answer.NO}))


def test_a_number_keeps_its_bounds_and_its_two_cautious_readings() -> None:
    age = real_screening().rules.questions["age_years"]

    assert (age.kind, age.minimum, age.maximum, age.unit) == (Kind.NUMBER, 0, 120, "years")
    assert (age.unknown_counts_as, age.unknown_counts_for_plan) == (75, 17)


def test_a_rule_keeps_its_level_condition_words_and_sources() -> None:
    rule = next(one for one in real_screening().rules.rules if one.id == "R85_MH_EMERGENCY")

    assert rule.level is Disposition.EMERGENCY_NOW
    assert rule.when == Is("mh_suicide_now", frozenset({Answer.YES, Answer.NOT_SURE}))
    assert rule.why == "You may be in danger right now, and there are people who can help you."
    assert rule.sources == ("K",)


def test_a_prompt_keeps_its_kind_hours_and_options() -> None:
    prompts = {prompt.id: prompt for prompt in real_screening().interview.all_prompts()}

    assert prompts["A1"].fresh_hours == 6
    assert prompts["P1"].fresh_hours == STALE_AFTER_HOURS == 168
    assert prompts["J5"].kind is PromptKind.CHOICE
    assert prompts["J5"].options[2].text == "Both"
    assert prompts["J5"].options[2].answers == {"pat_sit_relief": Answer.YES, "pat_stand_relief": Answer.YES}
    assert prompts["J5"].options[4].ask_each is True


def test_derived_modifiers_keep_their_conditions() -> None:
    book = real_screening()
    derived = {one.modifier: one.when for one in book.derived}

    assert isinstance(derived["osteoporosis"], AnyOf)
    assert derived["stenosis"] == AllOf(
        (Is("pat_walk_pain", frozenset({Answer.YES})), Is("pat_sit_relief", frozenset({Answer.YES})))
    )


def test_a_named_condition_stands_for_its_text_in_a_rule() -> None:
    rules = {rule.id: rule for rule in real_screening().rules.rules}
    stenosis = rules["R96_STENOSIS"].when
    old = rules["R16_CES_OLD_UNCHECKED"].when

    assert isinstance(old, AllOf)
    assert isinstance(old.parts[0], AnyOf)
    assert old.parts[0].parts[1] == AllOf(
        (Is("ces_both_legs_pain", frozenset({Answer.YES, Answer.NOT_SURE})), Not(stenosis))
    )
