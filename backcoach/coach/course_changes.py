"""What becomes of a course after it was issued: cut short, tightened, stepped down, up or back.

A change never edits a course; it makes the course that holds from now on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from backcoach.coach.course import Course
from backcoach.coach.medicines import REST_DAYS


def ended(course: Course, at: datetime, on: date) -> Course:
    """The course as it stands once it was ended at an instant (aware) of the day `on`: nothing after that.

    A course that is over already stays as it is.
    """
    if on > course.stop_on:
        return course
    doses = tuple(dose for dose in course.doses if dose.at <= at)
    taper_on = course.taper_on if course.taper_on is not None and course.taper_on <= on else None
    return replace(
        course,
        doses=doses,
        taper_on=taper_on,
        stop_on=on,
        next_course_on=on + timedelta(days=REST_DAYS + 1),
        tablets_needed=sum(dose.tablets for dose in doses),
    )
