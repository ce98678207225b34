"""Schemas of `/analytics/report-cards/`: batches of a group, and the card of each pupil."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example, get_schema_example
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import PublicPageQuery
from api.shared_schemas import PERSON, Language, PersonOut
from apps.analytics.models import ReportCard, ReportCardBatch
from apps.analytics.models.report_cards import COMMENT, TITLE
from apps.core.chart_steps import By
from apps.core.measures import Unit, all_measures
from apps.core.translated_texts import pick_translation

BATCH_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71"
CARD_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7a"
AT = "2026-11-20T09:00:00Z"
CardState = Literal["draft", "sending", "failed", "sent"]
PERIOD: dict[str, Any] = {"title": "Autumn 2026", "first_day": "2026-09-01", "last_day": "2026-11-20"}


class ReportCardBatchesQuery(PublicPageQuery):
    """Query parameters of the list of batches."""

    model_config = build_example(page=1, page_size=20, group=GROUP["id"])

    group: UUID | None = None


class WrittenReportCardsQuery(PublicPageQuery):
    """Query parameters of the cards of a batch. It is never a file: it stays where roles are checked."""

    model_config = build_example(page=1, page_size=20)


class ReceivedReportCardsQuery(PublicPageQuery):
    """Query parameters of sent cards."""

    model_config = build_example(page=1, page_size=20)

    student: UUID | None = Field(None, description="Only those of this person.")


class ReportCardBatchIn(In):
    """Whose report cards are made, and of which days: both included, at most 366."""

    model_config = build_example(group=GROUP["id"], **PERIOD)

    group: UUID
    title: str = Field(min_length=1, max_length=TITLE)
    first_day: Day
    last_day: Day


class ReportCardCommentIn(In):
    """The teacher's words; empty: none."""

    model_config = build_example(comment="Reads aloud with more courage than in spring.")

    comment: str = Field(max_length=COMMENT)


class ReportCardSentOut(Out):
    """How many cards a job sends now."""

    model_config = build_example(cards=12)

    cards: int


class ReportCardBatchOut(Out):
    """The report cards of a group. `counted_until`: the last day that the numbers have.

    `pupils` have a card in it. Of their newest versions `unsent` are not with the family yet: of these `sending` are
    being made, and `failed` could not be made. `is_deletable`: nothing of it was sent.
    """

    model_config = build_example(
        id=BATCH_ID, group=GROUP, counted_until="2026-11-20", by=PERSON, created_at=AT, pupils=12, unsent=12, sending=0,
        failed=0, is_deletable=True, **PERIOD,
    )  # fmt: skip

    id: UUID
    group: GroupRefOut
    title: str
    first_day: date
    last_day: date
    counted_until: date
    by: PersonOut | None
    created_at: datetime
    pupils: int
    unsent: int
    sending: int
    failed: int
    is_deletable: bool


class ReportCardBatchRefOut(Out):
    """What a card says of its batch."""

    model_config = build_example(id=BATCH_ID, group=GROUP, **PERIOD)

    id: UUID
    group: GroupRefOut
    title: str
    first_day: date
    last_day: date


class ReportCardMeasureOut(Out):
    """A measure of the pupil in the group: of the whole period, and one value in `data` for each of `steps`.

    `before`: of as many days before the period, null where the pupil did nothing then. Null is "nothing to say it of".
    """

    model_config = build_example(
        name="attendance", label="Attendance", unit="percent", value=91.5, before=88.0, data=[100.0, 83.3]
    )

    name: str
    label: str
    unit: Unit
    value: int | float | None
    before: int | float | None
    data: list[int | float | None]


class ReportCardGradeOut(Out):
    """The grade of the gradebook on the day on which the card was made, as the pupil sees it."""

    model_config = build_example(percent="86.50", word="Good")

    percent: str
    word: str


class ReportCardOut(Out):
    """A version of a pupil's report card. Its numbers are those of the day on which it was made.

    `state`: `failed`, when its files could not be made; send the batch again. `version` is above 1 for a correction.
    `steps`: first days of weeks or months.
    """

    model_config = build_example(
        id=CARD_ID, batch=get_schema_example(ReportCardBatchRefOut), student=PERSON, version=1, state="sent",
        step="month", steps=["2026-10-01", "2026-11-01"], measures=[get_schema_example(ReportCardMeasureOut)],
        grades=[get_schema_example(ReportCardGradeOut)], comment="Reads aloud with more courage than in spring.",
        comment_by=PERSON, created_at=AT, sent_at=AT,
    )  # fmt: skip

    id: UUID
    batch: ReportCardBatchRefOut
    student: PersonOut
    version: int
    state: CardState
    step: By
    steps: list[date]
    measures: list[ReportCardMeasureOut]
    grades: list[ReportCardGradeOut]
    comment: str
    comment_by: PersonOut | None
    created_at: datetime
    sent_at: datetime | None

    @staticmethod
    def from_card(card: ReportCard) -> dict[str, Any]:
        """Return a card in the current language."""
        numbers, named = card.numbers, all_measures()
        return {
            "id": card.pk,
            "batch": card.batch,
            "student": card.student,
            "version": card.version,
            "state": card.state.value,
            "step": numbers["unit"],
            "steps": numbers["steps"],
            "measures": [
                {**one, "label": str(named[one["name"]].label), "unit": named[one["name"]].unit}
                for one in numbers["measures"]
            ],
            "grades": [
                {"percent": grade["percent"], "word": pick_translation(grade["words"])} for grade in numbers["grades"]
            ],
            "comment": card.comment,
            "comment_by": card.comment_by,
            "created_at": card.created_at,
            "sent_at": card.sent_at,
        }


class ReportCardDocumentQuery(In):
    """The language of the file."""

    model_config = build_example(locale="uz")

    locale: Language | None = Field(None, description="Without it: the language of your account.")


def build_batch(batch: ReportCardBatch) -> dict[str, Any]:
    """Return a batch as an answer that is stored for repeats."""
    return ReportCardBatchOut.model_validate(batch).model_dump(mode="json")
