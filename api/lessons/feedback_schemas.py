"""Bodies, answers and queries under `/lessons/feedback/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.auth import get_optional_user, is_viewing_as
from api.base_schemas import In, Out, build_example
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import PageQuery
from api.local_time_schemas import MonthKey, MonthName, build_time_reader, parse_month_key
from api.shared_schemas import PERSON, PersonOut
from apps.lessons.models import FeedbackRequest, FeedbackRound

TEXT = "She explains well, and we speak a lot."
RESULT: dict[str, Any] = {"average": 4.5, "stars": [0, 0, 1, 1, 4]}


class FeedbackIn(In):
    """What you think of the teacher: 1 to 5 stars, and words if you like."""

    model_config = build_example(rating=5, text=TEXT)

    rating: int = Field(ge=1, le=5)
    text: str = Field("", max_length=1_000)


class FeedbackRequestOut(Out):
    """What you are asked about a teacher. `student` is null when you answer for yourself. `rating` is null until you
    answer.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec3",
        student=None,
        group=GROUP,
        teacher=PERSON,
        month="2026-10",
        closes_at="2026-11-15T00:00:00+05:00",
        rating=5,
        text=TEXT,
    )

    id: UUID
    student: PersonOut | None
    group: GroupRefOut = Field(validation_alias="round__group")
    teacher: PersonOut = Field(validation_alias="round__teacher")
    month: MonthName = Field(validation_alias="round__month")
    closes_at: Annotated[datetime, build_time_reader("round.closes_at", group="round.group")]
    rating: int | None
    text: str

    @staticmethod
    def resolve_student(asked: FeedbackRequest, context: dict[str, Any]) -> Any:
        """Return the child for whom the reader answers."""
        user = get_optional_user(context["request"])
        return asked.student if user is None or user.pk != asked.student_id else None

    @staticmethod
    def resolve_rating(asked: FeedbackRequest, context: dict[str, Any]) -> int | None:
        """Return the stars, to their author only."""
        return None if is_viewing_as(context["request"]) else asked.rating

    @staticmethod
    def resolve_text(asked: FeedbackRequest, context: dict[str, Any]) -> str:
        """Return the words, to their author only."""
        return "" if is_viewing_as(context["request"]) else asked.text


class FeedbackResultOut(Out):
    """What pupils say about the lead teacher of a group in one month. `state`: `open` until `closes_at`, then `few` or
    `shown`. `answered` is null while it is open. `stars`: how many gave 1, 2 … 5; empty unless it is shown, like
    `words`, which are in no order.
    """

    model_config = build_example(
        group=GROUP,
        teacher=PERSON,
        month="2026-10",
        state="shown",
        closes_at="2026-11-15T00:00:00+05:00",
        asked=9,
        answered=6,
        **RESULT,
        words=[TEXT],
    )

    group: GroupRefOut
    teacher: PersonOut
    month: MonthName
    state: Literal["open", "few", "shown"]
    closes_at: Annotated[datetime, build_time_reader("closes_at")]
    asked: int
    answered: int | None
    average: float | None
    stars: list[int]
    words: list[str]

    @staticmethod
    def resolve_state(row: FeedbackRound) -> str:
        """Return whether the result is there."""
        if row.closed_at is None:
            return "open"
        return "shown" if row.stars else "few"


class TeacherFeedbackOut(Out):
    """What pupils say about a teacher, in all `rounds` (groups and months) whose result is shown."""

    model_config = build_example(teacher=PERSON, rounds=1, answered=6, **RESULT)

    teacher: PersonOut
    rounds: int
    answered: int
    average: float
    stars: list[int]


class TeacherFeedbackQuery(PageQuery):
    """Filters of what pupils say, by teacher."""

    model_config = build_example(teacher=PERSON["id"])

    teacher: UUID | None = Field(None, description="Only this teacher.")
    branch: UUID | None = Field(None, description="Only groups of this branch.")


class FeedbackResultsQuery(TeacherFeedbackQuery):
    """Filters of what pupils say, by group and month."""

    model_config = build_example(group=GROUP["id"], month="2026-10")

    group: UUID | None = Field(None, description="Only this group.")
    month: MonthKey | None = Field(None, description="Only this month.")

    def rounds_filters(self) -> dict[str, Any]:
        """Return the filters, with the first day of the month."""
        return self.filters() | {"month": parse_month_key(self.month) if self.month else None}
