"""The course that runs now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcoach.flows.desk import Desk

if TYPE_CHECKING:
    from backcoach.coach.course import Course
    from backcoach.coach.regions import Product


def running(desk: Desk) -> Course | None:
    """The course of the present plan, as long as it is not over; also while it waits for day 3."""
    from backcoach.coach.course import DAY_3_OPEN

    course = desk.course()
    if course is None or (course.is_over_at(desk.moment.now) and course.change != DAY_3_OPEN):
        return None
    return course


def product_of(desk: Desk, course: Course) -> Product | None:
    """The pack that a course is counted in; None where the content knows it no more."""
    products = (one for region in desk.book.regions for one in region.products)
    return next((one for one in products if one.id == course.product_id), None)
