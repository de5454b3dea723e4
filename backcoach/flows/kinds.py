"""The kinds of entry that this program keeps."""

from __future__ import annotations

from backcoach.journal.kinds import Kinds

KINDS = Kinds(
    {
        "answer": "backcoach.coach.record:AnswerGiven",
        "sitting_ended": "backcoach.coach.record:SittingEnded",
        "screened": "backcoach.coach.record:Screened",
        "assessed": "backcoach.coach.record:Assessed",
        "screening_due": "backcoach.coach.record:ScreeningDue",
        "profile": "backcoach.coach.person:Profile",
        "medicine_checked": "backcoach.coach.record:MedicineChecked",
        "course": "backcoach.coach.course:Course",
        "week_plan": "backcoach.coach.week:WeekPlan",
        "session": "backcoach.coach.done:Session",
        "flare": "backcoach.coach.activity_record:FlareDeclared",
        "flare_repeated": "backcoach.coach.activity_record:FlareRepeated",
        "easy_day": "backcoach.coach.activity_record:EasyDay",
        "paused": "backcoach.coach.activity_record:Paused",
        "resumed": "backcoach.coach.activity_record:Resumed",
        "review": "backcoach.coach.activity_record:ReviewHeld",
        "sheet": "backcoach.coach.activity_record:SheetFilled",
        "closed": "backcoach.coach.activity_record:EpisodeClosed",
        "check_in": "backcoach.coach.record:CheckIn",
        "dose": "backcoach.coach.record:DoseTaken",
        "dose_skipped": "backcoach.coach.medicine_record:DoseSkipped",
        "course_ended": "backcoach.coach.medicine_record:CourseEnded",
        "signs": "backcoach.coach.medicine_record:SignsAnswered",
        "side_effects": "backcoach.coach.medicine_record:SideEffectsAnswered",
        "medicine_closed": "backcoach.coach.medicine_record:MedicineClosed",
        "cleared": "backcoach.coach.medicines:Clearance",
        "prescribed": "backcoach.coach.medicine_record:Prescribed",
        "prescribed_taken": "backcoach.coach.medicine_record:PrescribedTaken",
        "prescribed_ended": "backcoach.coach.medicine_record:PrescribedEnded",
        "comforts": "backcoach.coach.medicine_record:ComfortsChosen",
        "thoughts": "backcoach.coach.thoughts:ThoughtsChecked",
        "fitting": "backcoach.coach.person:Fitting",
        "told": "backcoach.coach.record:Told",
        "lesson_shown": "backcoach.coach.record:LessonShown",
        "lesson_muted": "backcoach.coach.record:LessonMuted",
        "work_set": "backcoach.coach.work_record:WorkSet",
        "work_done": "backcoach.coach.work_record:WorkDone",
        "work_step": "backcoach.coach.work_record:WorkStep",
        "trial": "backcoach.coach.activity_record:Trial",
        "quota_wished": "backcoach.coach.activity_record:QuotaWished",
        "sat_for": "backcoach.coach.activity_record:SatFor",
        "measured": "backcoach.coach.measures:Measured",
        "option_chosen": "backcoach.coach.options:OptionChosen",
        "goal_set": "backcoach.coach.goal_record:GoalSet",
        "goal_told": "backcoach.coach.goal_record:GoalTold",
        "corrected": "backcoach.coach.correcting:Corrected",
        "restored": "backcoach.coach.correcting:Restored",
        "calendar": "backcoach.coach.calendar_record:CalendarExported",
        "visit_note": "backcoach.coach.visit:VisitNoted",
    }
)
"""The kinds of entry in the record, by the name they have there. A name never changes its meaning."""

DECISIONS = ("screened", "medicine_checked", "course", "week_plan", "told", "lesson_shown", "work_step")
"""Kinds that content had a part in: their entries name the content's digest."""


def is_decision(body: object) -> bool:
    """Whether content had a part in what stands in this body."""
    return KINDS.name_of(type(body)) in DECISIONS
