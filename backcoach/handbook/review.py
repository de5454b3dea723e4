"""Who has checked a piece of content, and until when that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from backcoach.shapes import decode
from backcoach.values import Value

if TYPE_CHECKING:
    from backcoach.handbook.content import ContentReader

DRAFT = "draft"
CHECKED = "checked"


class Review(Value):
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


def sound_files(reader: ContentReader) -> tuple[dict[str, Any], ...]:
    """Every file of the handbook as plain data. To be called once all are known to be sound."""
    return tuple(reader.plain(path) for path in reader.handbook_files())


def draft_ids(files: Iterable[dict[str, Any]]) -> frozenset[str]:
    """The ids, in small letters, of everything that stands in a file no clinician has checked yet."""
    drafts = (plain for plain in files if plain["review"]["status"] == DRAFT)
    return frozenset(one.lower() for plain in drafts for one in _ids(plain))


def first_review_by(files: Iterable[dict[str, Any]]) -> date:
    """The day after which the first of these files is overdue for a new look."""
    return min(decode(Review, plain["review"]).review_by for plain in files)


def _ids(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        if "id" in plain:
            yield str(plain["id"])
        for value in plain.values():
            yield from _ids(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _ids(value)
