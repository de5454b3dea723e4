"""Who has checked a piece of content, and until when that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DRAFT = "draft"
CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Review:
    """The head of every content file. `draft` until a named clinician has checked it."""

    status: str
    reviewed_on: date
    review_by: date
    reviewer: str | None = None

    def __post_init__(self) -> None:
        if self.status not in (DRAFT, CHECKED):
            raise ValueError(f"status must be {DRAFT!r} or {CHECKED!r}")
        if self.review_by <= self.reviewed_on:
            raise ValueError("review_by must lie after reviewed_on")
        if (self.status == CHECKED) != bool(self.reviewer and self.reviewer.strip()):
            raise ValueError("checked content names its reviewer, a draft names none")

    @property
    def is_draft(self) -> bool:
        """Whether no clinician has checked this content yet."""
        return self.status == DRAFT
