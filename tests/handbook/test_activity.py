from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backcoach.coach.phases import Phase, Track
from backcoach.handbook.activity import read_activity
from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from tests.handbook.museum import Damage, break_it, faults_of
from tests.spec.activity.people import real_book


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("activity", "exercises"):
        shutil.copytree(find_content() / folder, tmp_path / folder)
    return tmp_path


def faults(content: Path) -> list[str]:
    reader = ContentReader(content)
    read_activity(reader)
    return faults_of(reader)


def test_the_shipped_content_has_no_fault_and_says_that_it_is_a_draft() -> None:
    book = real_book()

    assert book.is_draft
    assert len(book.exercises) == 39
    assert book.walking.id == "walk"
    assert {facts.id for facts in book.phases} == set(Phase)
    assert all(book.track(track).why for track in Track)


def test_every_modifier_worry_and_exercise_has_words() -> None:
    book = real_book()

    assert all(modifier.label and modifier.why for modifier in book.modifiers)
    assert all(worry.label and worry.words for worry in book.worries)
    assert all(len(exercise.words) >= 5 and exercise.easier for exercise in book.exercises)


def test_a_missing_file_is_a_fault_and_gives_no_book(content: Path) -> None:
    (content / "activity" / "types.toml").unlink()
    reader = ContentReader(content)

    assert read_activity(reader) is None
    assert faults_of(reader) == ["activity/types.toml: the file is missing"]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("activity/types.toml", 'id = "walk"', 'id = "stroll"', "'walk' is missing"),
        ("activity/types.toml", 'id = "cycle"', 'id = "swim"', "more than once"),
        ("activity/types.toml", 'avoid = ["BAL"]', 'avoid = ["BALL"]', "'BALL' is not an avoid code"),
        ("activity/types.toml", 'id = "sitting"', 'id = "seat"', "'sitting' is missing"),
        ("activity/types.toml", "trials = 3", "trials = 0", "trials and floor must be 1 or more"),
        ("activity/types.toml", "is_planned = true", "is_planned = false", "has no start and no goal"),
        ("activity/types.toml", "is_planned = true", "is_planned = false", "walk: must be planned"),
        ("activity/types.toml", "start = 5", "start = 50", "floor, start and goal must be in order"),
        ("activity/types.toml", "start = 5", "start = 0", "floor, start and goal must be in order"),
        ("activity/types.toml", "goal = 7500", "goal = 7500\nstart = 500", "a usual day has no start"),
        ("activity/types.toml", "goal = 7500", "goal = 75", "floor, start and goal must be in order"),
        ("activity/types.toml", 'unit = "minutes"', 'unit = "steps"', "an activity is counted in minutes"),
        ("activity/types.toml", "days_first = 7", "days_first = 8", "must be days of a week, in order"),
        ("activity/types.toml", "days_goal = 2", "days_goal = 0", "must be days of a week, in order"),
        ("activity/types.toml", "most = 30000", "most = 5000", "most must not be less than the goal"),
        ("activity/types.toml", 'text = "{amount} times"', 'text = "some"', "text must show the {amount}"),
        ("activity/types.toml", 'text = "{amount} min"', 'text = ""', "text must show the {amount}"),
        (
            "activity/types.toml",
            'text = "from a table"\nphase_from = "build"',
            'text = "from a table"\nphase_from = "maintain"',
            "levels must stand in the order of the phases",
        ),
        ("activity/types.toml", '"mob_sit_tall"', '"mob_sit"', "'mob_sit' is not an exercise"),
        ("activity/parameters.toml", 'unit = "steps"', 'unit = "flights"', "'steps' is missing"),
        ("activity/rules.toml", 'id = "trials_wait"', 'id = "trials"', "'trials_wait' is missing"),
        ("activity/modifiers.toml", 'sets = ["KNEE"]', 'sets = ["KNEES"]', "'KNEES' is not an avoid code"),
        ("activity/modifiers.toml", 'id = "LEG"', 'id = "LEGS"', "'LEG' is missing"),
        ("activity/modifiers.toml", 'sources = ["D"]', "sources = []", "cites no source"),
        ("activity/tracks.toml", '"mob_knee_roll"', '"mob_knee"', "'mob_knee' is not an exercise"),
        ("activity/tracks.toml", '"mob_pelvic_tilt"', '"str_bridge_"', "'str_bridge_' is not an exercise"),
        ("activity/tracks.toml", '"mob_knee_roll"', '"str_mini_squat"', "does not name this phase"),
        ("activity/tracks.toml", '"str_carry", ', "", "'str_carry' names this phase and does not stand in"),
        (
            "activity/tracks.toml",
            "exercise_count = 5",
            "exercise_count = 6",
            "no room for a balance exercise",
        ),
        ("activity/tracks.toml", "from_day = 0", "from_day = 1", "must start on day 0"),
        ("activity/tracks.toml", 'id = "maintain"', 'id = "build"', "'maintain' is missing"),
        ("activity/parameters.toml", 'unit = "reps"', 'unit = "minutes"', "'reps' is missing"),
        ("activity/rules.toml", 'id = "settle_walks"', 'id = "settle"', "'settle_walks' is missing"),
        ("activity/rules.toml", "in_use = true", "in_use = false", "'stop_refer' is missing"),
        ("exercises/str_bridge.toml", 'id = "str_bridge"', 'id = "bridge"', "must be the name of the file"),
        ("exercises/str_bridge.toml", 'id = "str_bridge"', 'id = "walk"', "is that of an activity"),
        ("exercises/str_bridge.toml", '"mob_pelvic_tilt"', '"tilt"', "'tilt' is not an exercise"),
        ("exercises/str_bridge.toml", 'avoid = ["PREG16"]', 'avoid = ["X"]', "'X' is not an avoid code"),
        ("exercises/str_bridge.toml", "reps = 5\n", "", "must give them"),
        ("exercises/str_bridge.toml", "most = 10", "most = 4", "most must not be less"),
        ("exercises/str_bridge.toml", "reps = 5", "reps = 0", "start more than nothing"),
        ("exercises/str_bridge.toml", "{amount}", "five", "must show the {amount}"),
        (
            "exercises/str_bridge.toml",
            '"mob_pelvic_tilt"',
            '"str_bridge"',
            "not an exercise that could be easier",
        ),
        ("exercises/str_bridge.toml", "amount = 5 ", "amount = 4 ", "must begin with the amount of the dose"),
        ("exercises/str_bridge.toml", "amount = 8 ", "amount = 5 ", "must be above the one before"),
        ("exercises/str_bridge.toml", "amount = 10 ", "amount = 11 ", "no amount may be above most"),
        (
            "exercises/str_bridge.toml",
            'breath = "Breathe out on the way up."',
            'breath = " "',
            "must say something",
        ),
        (
            "exercises/str_bridge.toml",
            "before = '''\n",
            "before = '''\n" + "-" * 29 + "\n",
            "at most 28 columns",
        ),
        ("exercises/str_bridge.toml", "after = '''\n", "after = '''\n\n\n\n\n", "and 8 lines"),
        ("exercises/str_bridge.toml", "O---", "\u00f6---", "only printable ASCII"),
        ("exercises/mob_sit_tall.toml", "after = '''\n", "after = '''\n\t", "only printable ASCII"),
        (
            "exercises/pos_crook_rest.toml",
            "before = '''\n",
            "before = '''\n'''\nafter = '''\n",
            "must show something",
        ),
        (
            "exercises/aer_walk.toml",
            'activity = "walk"',
            'activity = "stroll"',
            "'stroll' is not an activity",
        ),
        ("exercises/aer_walk.toml", "avoid = []", 'avoid = ["BAL"]', "must be that of the activity 'walk'"),
        ("exercises/mob_heel_sit.toml", 'code = "OSTEO"', 'code = "BONES"', "'BONES' is not an avoid code"),
        ("activity/fitting.toml", 'id = "mat"', 'id = "rug"', "needs 'mat', which is not a thing"),
        ("activity/modifiers.toml", '"walk_short"', '"walk_far"', "'walk_far' is not a plan rule"),
        (
            "activity/modifiers.toml",
            'activity = "cycle"',
            'activity = "stairs"',
            "not an activity that a plan may begin",
        ),
        (
            "activity/modifiers.toml",
            'activity = "cycle"',
            'activity = "fly"',
            "not an activity that a plan may begin",
        ),
        ("activity/fitting.toml", '"mob_side_bend"', '"mob_side"', "'mob_side' is not an exercise"),
        ("activity/fitting.toml", 'work = "heavy"', 'work = "sitting"', "this id stands more than once"),
        ("activity/fitting.toml", 'id = "bike"', 'id = "cycle"', "needs 'bike', which is not a thing"),
        ("activity/fitting.toml", 'id = "band"', 'id = "mat"', "mat: this id stands more than once"),
        (
            "activity/tracks.toml",
            '"aer_march"',
            '"aer_walk"',
            "'aer_walk' is an activity, and planned as that",
        ),
        (
            "exercises/mob_sit_tall.toml",
            'ladder = [\n  { text = "5 times", amount = 5 },\n  { text = "8 times", amount = 8 },\n]',
            "ladder = []",
            "must not be empty",
        ),
    ],
)
def test_a_fault_is_named_with_its_file(content: Path, file: str, old: str, new: str, words: str) -> None:
    break_it(content, Damage(file, old, new))

    assert any(
        fault.startswith(file.split("/", maxsplit=1)[0]) and words in fault for fault in faults(content)
    )


def test_an_exercise_needs_what_the_activity_needs_that_it_is(content: Path) -> None:
    break_it(content, Damage("exercises/aer_cycle.toml", 'needs = ["bike"]', "needs = []"))

    (fault,) = faults(content)
    assert fault.endswith("aer_cycle: must need all that the activity 'cycle' needs")


def test_without_the_file_of_what_a_plan_is_fitted_to_there_is_no_book(content: Path) -> None:
    (content / "activity" / "fitting.toml").unlink()

    assert faults(content) == ["activity/fitting.toml: the file is missing"]


def test_an_exercise_is_counted_in_what_a_dose_has(content: Path) -> None:
    break_it(content, Damage("exercises/str_bridge.toml", 'unit = "reps"', 'unit = "steps"'))

    assert any("a dose counted in steps must give them" in fault for fault in faults(content))


def test_three_faults_are_all_named(content: Path) -> None:
    break_it(content, Damage("activity/types.toml", 'id = "tai_chi"', 'id = "pilates"'))
    break_it(content, Damage("exercises/str_clam.toml", 'avoid = ["HIP"]', 'avoid = ["HIPS"]'))
    break_it(content, Damage("activity/rules.toml", 'id = "liked"', 'id = "likes"'))

    assert len(faults(content)) == 3


def test_checked_content_is_no_draft(content: Path) -> None:
    for path in content.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('status = "draft"', 'status = "checked"\nreviewer = "A test reviewer"', 1),
            encoding="utf-8",
        )
    book = read_activity(ContentReader(content))

    assert book is not None
    assert not book.is_draft
