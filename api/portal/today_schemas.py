"""Schemas of `/today/`."""

from datetime import date

from pydantic import Field

from api.base_schemas import Out, build_example
from api.homework.pupil_work_schemas import HomeworkOut
from api.lessons.single_lessons_schemas import LessonOut
from api.lessons.timetable_schemas import GroupRefOut
from api.notifications.inbox_schemas import NotificationOut
from api.payments.debtors_schemas import DebtTotalOut
from api.payments.single_payments_schemas import PaymentOut
from api.shared_schemas import PersonOut


class WeekOut(Out):
    """The seven days that it is about."""

    model_config = build_example(today="2026-11-20", last_day="2026-11-26")

    today: date = Field(validation_alias="week__today")
    last_day: date = Field(validation_alias="week__last_day")


class TeachingTodayOut(WeekOut):
    """Your lessons of seven days, as a teacher, and how much homework of your groups waits for a review."""

    model_config = build_example(homework_to_review=3)

    lessons: list[LessonOut]
    homework_to_review: int


class PupilTodayOut(WeekOut):
    """A pupil: lessons of seven days, open homework, payments that are due. A part that you may not see is null."""

    model_config = build_example()

    student: PersonOut
    lessons: list[LessonOut] | None
    homework: list[HomeworkOut] | None = Field(description="By deadline.")
    payments: list[PaymentOut] | None = Field(description="By due day, overdue ones first.")


class TrialTodayOut(Out):
    """A pupil on trial in a group that has a lesson today."""

    model_config = build_example()

    student: PersonOut
    group: GroupRefOut


class BirthdayOut(Out):
    """Whose birthday it is, and how old they are from today."""

    model_config = build_example(age=11)

    person: PersonOut
    age: int


class OfficeTodayOut(Out):
    """The office: what waits for a decision, lessons, trials and birthdays of today, overdue debts by currency. A part
    that you may not see is null.
    """

    model_config = build_example(today="2026-11-20", lessons=24, excuses=2, approvals=1)

    today: date
    lessons: int
    lessons_now: list[LessonOut] = Field(description="Lessons that have begun and are not over.")
    sign_ups: int | None = Field(description="Users who registered as teachers and wait for approval.")
    proofs: int | None = Field(description="Payments whose transfer proof waits for a decision.")
    excuses: int | None
    unmarked: int | None = Field(description="Lessons past their end that were neither held nor cancelled.")
    clashes: int | None = Field(description="Lessons of timetables that could not be created, from today on.")
    approvals: int | None = Field(description="Acts above a limit of money that wait for approval.")
    waiting_counts: int | None = Field(description="Cash desks whose shift waits for a second person.")
    failed_messages: int | None = Field(description="Messages of the last seven days that were not delivered.")
    unreached: int | None = Field(description="People of families who are not reached, as in `/auth/unreached/`.")
    engines_without_torch: int | None = Field(
        description="Running speech engines without PyTorch: their free answers wait for teachers."
    )
    debts: list[DebtTotalOut] | None
    trials: list[TrialTodayOut]
    birthdays: list[BirthdayOut] | None = Field(description="Of those who learn or work here.")


class TodayOut(Out):
    """Today and the week for you: `teaching` is null for users who do not teach, `office` for all but the office."""

    model_config = build_example()

    teaching: TeachingTodayOut | None
    pupils: list[PupilTodayOut] = Field(description="You, if you learn, then your children.")
    office: OfficeTodayOut | None
    news: list[NotificationOut] = Field(description="Announcements of the last seven days, the newest first.")
