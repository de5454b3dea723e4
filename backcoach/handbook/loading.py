"""Reading the handbook: all content, loaded and checked, or not at all."""

from __future__ import annotations

from pathlib import Path

from backcoach.coach.activity import ActivityBook
from backcoach.coach.intake import UNKNOWN, Choice, IntakeQuestion
from backcoach.coach.limits import PLANNED
from backcoach.coach.medicines import MedicineBook
from backcoach.coach.options import OptionBook
from backcoach.coach.regions import Region
from backcoach.coach.without_pills import WithoutPills
from backcoach.handbook.activity import read_activity
from backcoach.handbook.content import ContentReader
from backcoach.handbook.example import read_example
from backcoach.handbook.faults import ContentError, find_content
from backcoach.handbook.flare_sheet import read_flare_sheet
from backcoach.handbook.goals import read_goals
from backcoach.handbook.guided import read_guided
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.intake import read_intake
from backcoach.handbook.lessons import Known, read_lessons
from backcoach.handbook.lighter import read_lighter
from backcoach.handbook.measures import read_measures
from backcoach.handbook.medicine import read_medicine
from backcoach.handbook.options import Known as OptionKnown
from backcoach.handbook.options import read_options
from backcoach.handbook.packs import read_packs
from backcoach.handbook.prescribed import read_prescribed
from backcoach.handbook.recovery import read_recovery
from backcoach.handbook.review import draft_ids, first_review_by, sound_files
from backcoach.handbook.screening import read_screening
from backcoach.handbook.screening_book import ScreeningBook
from backcoach.handbook.sources import read_sources
from backcoach.handbook.trajectories import read_trajectories
from backcoach.handbook.visit import read_visit
from backcoach.handbook.welcome import read_welcome
from backcoach.handbook.without_pills import Names, read_without_pills
from backcoach.handbook.work import read_work

WALK, WORK = "walk", "work"
"""The base of every plan, which is not one of the likes, and the question about work."""


def load_handbook(root: Path | None = None) -> Handbook:
    """Read and check all content. Raises `ContentError` with every fault: half of it is worse than none."""
    reader = ContentReader(root or find_content())
    sources = read_sources(reader)
    welcome = read_welcome(reader)
    example = read_example(reader)
    screening = read_screening(reader)
    medicine = read_medicine(reader)
    prescribed = read_prescribed(reader, (one.id for one in medicine[0].conditions)) if medicine else None
    activity = read_activity(reader)
    regions = medicine[1] if medicine else ()
    packs = read_packs(reader, *medicine) if medicine else None
    names = _names(screening, *medicine) if screening and medicine else None
    without_pills = read_without_pills(reader, names) if names else None
    work = read_work(reader, (one.id for one in screening.tags), activity) if screening and activity else None
    intake = read_intake(reader, _choices(regions, activity))
    flare_sheet = read_flare_sheet(reader)
    lighter = read_lighter(reader, screening.rescreening.events) if screening else None
    guided = read_guided(reader)
    recovery = read_recovery(reader)
    trajectories = read_trajectories(reader)
    measures = read_measures(reader)
    goals = read_goals(reader)
    known = _known(screening, activity, intake) if screening and activity and intake else None
    lessons = read_lessons(reader, known) if known else None
    options = _options(reader, screening, without_pills, activity, regions)
    questions = screening.rules.questions if screening else {}
    visit = read_visit(reader, (one.group for one in questions.values()), questions)
    if not reader.faults:
        reader.nothing_beside()
    if reader.faults or not (
        welcome
        and example
        and screening
        and medicine
        and prescribed
        and packs
        and without_pills
        and activity
        and lighter
        and work
        and intake
        and lessons
        and flare_sheet
        and guided
        and recovery
        and trajectories
        and measures
        and options
        and goals
        and visit
    ):
        raise ContentError(tuple(reader.faults))
    files = sound_files(reader)
    return Handbook(
        sources,
        welcome,
        screening,
        intake,
        medicine[0],
        prescribed,
        regions,
        packs,
        without_pills,
        activity,
        lighter,
        lessons,
        flare_sheet,
        work,
        guided,
        recovery,
        trajectories,
        measures,
        options,
        goals,
        visit,
        example,
        reader.digest(),
        draft_ids(files),
        first_review_by(files),
    )


def _names(screening: ScreeningBook, medicine: MedicineBook, regions: tuple[Region, ...]) -> Names:
    """What the content on easing pain without pills may name."""
    return Names(
        frozenset(screening.rules.questions),
        frozenset(one.id for one in medicine.conditions),
        frozenset(one.id for one in screening.parts),
        frozenset(one.id for one in screening.tags),
        frozenset(one.code for one in regions),
    )


def _options(
    reader: ContentReader,
    screening: ScreeningBook | None,
    without_pills: WithoutPills | None,
    activity: ActivityBook | None,
    regions: tuple[Region, ...],
) -> OptionBook | None:
    """The options, where all that they may name is sound."""
    if not (screening and without_pills and activity):
        return None
    known = OptionKnown(
        frozenset(one.id for one in screening.parts),
        frozenset(one.id for one in activity.modifiers),
        frozenset(one.id for one in without_pills.things),
        frozenset(one.code for one in regions),
    )
    return read_options(reader, known)


def _known(screening: ScreeningBook, activity: ActivityBook, intake: tuple[IntakeQuestion, ...]) -> Known:
    """What lessons may name."""
    return Known(
        screening.parts,
        frozenset(activity.thoughts.ids),
        frozenset(choice.id for question in intake if question.id == WORK for choice in question.choice),
        frozenset(one.id for one in activity.thoughts.lessons),
    )


def _liked(activity: ActivityBook) -> tuple[Choice, ...]:
    """What may be liked: every activity that a plan may hold, beside the walk that every plan holds."""
    planned = (one for one in activity.types if one.may_be_liked and one.id != WALK)
    return tuple(Choice(one.id, one.label) for one in planned)


def _choices(regions: tuple[Region, ...], activity: ActivityBook | None) -> dict[str, tuple[Choice, ...]]:
    """The choices that other content gives to the intake questions."""
    products = (
        product for region in regions for medicine in PLANNED for product in region.products_of(medicine)
    )
    return {
        "regions": tuple(Choice(region.code, region.name) for region in regions),
        "products": tuple(Choice(product.id, product.name) for product in products),
        "activities": _liked(activity) if activity else (),
        "worries": tuple(Choice(one.id, one.text) for one in activity.worries) if activity else (),
        "modifiers": tuple(Choice(one.id, one.label) for one in activity.modifiers if one.id != UNKNOWN)
        if activity
        else (),
        "equipment": tuple(Choice(one.id, one.label) for one in activity.fitting.things) if activity else (),
        "eases": tuple(Choice(one.id, one.label) for one in activity.fitting.eases) if activity else (),
        "tasks": tuple(Choice(one.id, one.label) for one in activity.fitting.tasks) if activity else (),
    }
