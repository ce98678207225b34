"""What has happened in the demo before today: marked lessons, a homework with the teacher's words, a month's pay.

Like the group's day it is prepared at each start; what is there already stays as it is.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from apps.accounts.models import User
from apps.attendance.models import Presence
from apps.attendance.services.registers import MarkInput, mark_register
from apps.core.local_days import get_day_bounds
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership, MembershipStatus
from apps.homework.models import AssignmentKind, Homework, Review, ReviewDecision
from apps.homework.services.assignments import assign_homework
from apps.homework.services.reviews import review_homework
from apps.homework.services.submissions import submit_homework
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.services import create_lesson
from apps.payments.models import PayMonth, PayRate, RateKind
from apps.payments.services.pay_months import close_pay_month
from apps.payments.services.pay_rates import set_pay_rate

DAYS_AGO = (5, 3, 1)
"""The days of the last week on which the group had a lesson."""
LESSON_STARTS, LESSON_MINUTES = time(18, 30), 90
MINUTES_LATE = 7
FIXED_PAY, LESSON_PAY = 300_000_000, 8_000_000
"""Of a month and of a lesson, in tiyin."""
MARKED_TITLE = "Writing: My weekend"
MARKED_TASK = "Write three sentences about your last weekend."
MARKED_ANSWER = (
    "On Saturday I helped my mother in the kitchen. On Sunday we go to my grandmother and ate plov. I was very happy."
)
MARKED_COMMENT = "Yaxshi yozibsiz! „On Sunday we go“ emas, „we went“: bu o‘tgan zamon."
MARKED_SCORE = Decimal(88)


def ensure_marked_lessons(group: Group, pupils: list[User]) -> None:
    """Let the group have had lessons in the last week; the first pupil was late once, the second missed the last.

    Some of these lessons are completed; other lessons that were held leave nothing to add.
    """
    since = get_day_bounds(group.today - timedelta(days=7), group.local_zone)[0]
    until = get_day_bounds(group.today, group.local_zone)[0]
    lessons = Lesson.objects.filter(group=group, starts_at__gte=since, starts_at__lt=until)
    held = set(lessons.filter(status=LessonStatus.HELD).values_list("starts_at", flat=True))
    whole = {_get_start(group, days) for days in DAYS_AGO}
    if not pupils or (held and not held < whole):
        return
    with unit_of_work():
        for days in DAYS_AGO:
            members = _list_members(group, group.today - timedelta(days=days))
            if members and _get_start(group, days) not in held:
                marks = [_build_mark(member.student_id, pupils, days) for member in members]
                _hold_lesson(group, _get_start(group, days), marks)


def _list_members(group: Group, day: date) -> list[Membership]:
    """Return the members whose attendance was taken on the day."""
    attending = (MembershipStatus.ACTIVE, MembershipStatus.TRIAL)
    return list(group.memberships.filter(left_on=None, joined_on__lte=day, status__in=attending).order_by("id"))


def _build_mark(student: object, pupils: list[User], days: int) -> MarkInput:
    first, second = pupils[0].pk, pupils[min(1, len(pupils) - 1)].pk
    if student == first and days == DAYS_AGO[0]:
        return MarkInput(student=first, status=Presence.LATE, minutes_late=MINUTES_LATE)
    if student == second != first and days == DAYS_AGO[-1]:
        return MarkInput(student=second, status=Presence.ABSENT)
    return MarkInput(student=student, status=Presence.PRESENT)  # type: ignore[arg-type]


def _get_start(group: Group, days_ago: int) -> datetime:
    begins, _ends = get_day_bounds(group.today - timedelta(days=days_ago), group.local_zone)
    return begins + timedelta(hours=LESSON_STARTS.hour, minutes=LESSON_STARTS.minute)


def _hold_lesson(group: Group, starts_at: datetime, marks: list[MarkInput]) -> None:
    ends_at = starts_at + timedelta(minutes=LESSON_MINUTES)
    teacher = group.lead_teacher
    lesson = Lesson.objects.filter(group=group, starts_at=starts_at).exclude(status=LessonStatus.CANCELLED).first()
    lesson = lesson or create_lesson(actor=teacher, group=group, starts_at=starts_at, ends_at=ends_at)
    mark_register(actor=teacher, lesson=lesson, inputs=marks)


def ensure_marked_homework(group: Group, pupil: User) -> None:
    """Let the teacher have accepted a text of the pupil, with a comment."""
    is_member = group.memberships.filter(student=pupil, left_on=None).exists()
    if not is_member or Review.objects.filter(homework__student=pupil).exists():
        return
    with unit_of_work():
        assignment = assign_homework(
            author=group.lead_teacher,
            group=group,
            kind=AssignmentKind.TEXT,
            title=MARKED_TITLE,
            instructions=MARKED_TASK,
            students=[pupil],
        )
        homework = Homework.objects.get(assignment=assignment, student=pupil)
        submit_homework(homework=homework, text=MARKED_ANSWER)
        review_homework(
            reviewer=group.lead_teacher,
            homework=homework,
            decision=ReviewDecision.ACCEPT,
            score=MARKED_SCORE,
            comment=MARKED_COMMENT,
        )


def ensure_pay(group: Group, admin: User) -> None:
    """Close the last month if it is not closed yet, after giving the group's teacher the rates that are missing."""
    teacher, branch = group.lead_teacher, group.branch
    month = (group.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    with unit_of_work():
        if not PayMonth.objects.filter(teacher=teacher, month=month).exists():
            known = set(PayRate.objects.filter(teacher=teacher).values_list("kind", flat=True))
            for kind, amount in ((RateKind.FIXED, FIXED_PAY), (RateKind.LESSON, LESSON_PAY)):
                if kind not in known:
                    set_pay_rate(actor=admin, rate=_build_rate(group, kind, amount, month))
            close_pay_month(actor=admin, branch=branch, month=month, teacher=teacher)


def _build_rate(group: Group, kind: RateKind, amount: int, starts_on: date) -> PayRate:
    return PayRate(
        teacher=group.lead_teacher, branch=group.branch, kind=kind, amount=amount, currency="UZS", starts_on=starts_on
    )
