"""The Handbook: all that the program knows, in one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.values import Value

if TYPE_CHECKING:  # whoever needs a part loads it
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from backcoach.coach.activity import ActivityBook
    from backcoach.coach.flare_sheet import FlareSheet
    from backcoach.coach.goals import GoalBook
    from backcoach.coach.guided import GuidedBook
    from backcoach.coach.intake import IntakeQuestion
    from backcoach.coach.lessons import LessonBook
    from backcoach.coach.lighter import LighterBook
    from backcoach.coach.measures import MeasureBook
    from backcoach.coach.medicines import MedicineBook
    from backcoach.coach.options import OptionBook
    from backcoach.coach.packs import PackBook
    from backcoach.coach.prescribed import PrescribedBook
    from backcoach.coach.recovery import RecoveryBook
    from backcoach.coach.regions import Region
    from backcoach.coach.trajectory import TrajectoryBook
    from backcoach.coach.visit import VisitBook
    from backcoach.coach.without_pills import WithoutPills
    from backcoach.coach.work import WorkBook
    from backcoach.handbook.screening_book import ScreeningBook
    from backcoach.handbook.sources import Source
    from backcoach.handbook.welcome import Welcome


class Handbook(Value):
    """Everything the program knows. `digest` names exactly this content.

    `drafts` are the ids, in small letters, of what no clinician has checked yet; `review_by` is the last day
    on which no part of it is overdue for a new look.
    """

    sources: Mapping[str, Source]
    welcome: Welcome
    screening: ScreeningBook
    intake: tuple[IntakeQuestion, ...]
    medicine: MedicineBook
    prescribed: PrescribedBook
    regions: tuple[Region, ...]
    packs: PackBook
    without_pills: WithoutPills
    activity: ActivityBook
    lighter: LighterBook
    lessons: LessonBook
    flare_sheet: FlareSheet
    work: WorkBook
    guided: GuidedBook
    recovery: RecoveryBook
    trajectories: TrajectoryBook
    measures: MeasureBook
    options: OptionBook
    goals: GoalBook
    visit: VisitBook
    example: Mapping[str, Any]
    digest: str
    drafts: frozenset[str]
    review_by: date

    @property
    def is_draft(self) -> bool:
        """Whether any part of it has not been checked by a clinician yet."""
        medicine = (self.medicine, self.prescribed, self.packs, self.without_pills)
        activity = (self.activity, self.lighter, self.lessons, self.flare_sheet, self.work)
        looking_back = (self.recovery, self.trajectories, self.measures)
        books = (*medicine, *activity, self.guided, *looking_back, self.options, self.goals, self.visit)
        return any(book.is_draft for book in books) or any(
            review.is_draft for review in self.screening.reviews
        )

    def region(self, code: str) -> Region:
        """The region with that code; KeyError if there is none."""
        return {region.code: region for region in self.regions}[code]
