"""The demo group's day: lessons today, open homework, and work that waits for each role.

`./talim run` prepares it at each start, so the first pages of a demo that was started days ago are not empty either.
What is there already stays as it is.
"""

from datetime import date, time, timedelta
from functools import partial

from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import Excuse, ExcuseState
from apps.attendance.services.excuses import request_excuse
from apps.attendance.services.register_rules import OPENS_BEFORE
from apps.core.errors import DomainError
from apps.core.local_days import get_day_bounds
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.homework.models import Assignment, Homework
from apps.homework.services.assignments import assign_homework
from apps.homework.services.submissions import submit_homework
from apps.lessons.models import Lesson, LessonSchedule, LessonStatus
from apps.lessons.services import create_lesson, create_room, generate_lessons, replace_schedule
from apps.lessons.slots import TimetableLine
from apps.payments.models import OPEN_STATUSES, Payment, PaymentKind, ProviderTransaction
from apps.payments.services.confirmations import take_without_cash
from apps.payments.services.payments_due import NewPayment, create_payment
from project.demo import desk, graded, past
from project.demo.demo_group import DemoGroup, get_demo_email
from project.demo.online import courses as online
from project.demo.tasks import DAYS

LESSON_STARTS, LESSON_MINUTES = (time(9), past.LESSON_STARTS), past.LESSON_MINUTES
"""Every day of the week: whatever the day on which the demo starts, it has lessons."""
EARLY_LESSON_MINUTES = 45
ROOM = "Room 1"
PRICE = 45_000_000
"""Of a month, in tiyin."""
OWED = (("aziza", 5), ("bobur", -3), ("timur", -12))
"""Who owes a month, and in how many days it is due."""


def prepare_day(demo: DemoGroup) -> list[str]:
    """Complete the group's day. Safe to repeat.

    Return why a part could not be made: users change the demo, and a group that they have closed gets no homework.
    """
    group = Group.objects.select_related("branch", "course", "lead_teacher").get(pk=demo.group)
    people = {user.email: user for user in User.objects.filter(email__in=[*demo.staff, *demo.pupils, *demo.parents])}
    members = set(group.memberships.filter(left_on__isnull=True).values_list("student_id", flat=True))
    pupils = [people[email] for email in demo.pupils if people[email].pk in members]
    office, assistant, aziza = (people[get_demo_email(name)] for name in ("office", "assistant", "aziza"))
    parent = people[demo.parents[0]]
    problems = []
    for ensure in (
        partial(_ensure_lessons_today, group, office, assistant),
        partial(_ensure_lesson_to_mark, group, office),
        partial(past.ensure_marked_lessons, group, pupils),
        partial(past.ensure_marked_homework, group, aziza),
        partial(past.ensure_pay, group, people[get_demo_email("admin")]),
        partial(_ensure_homework, group, pupils),
        partial(_ensure_excuse, parent, aziza, group.today),
        partial(_ensure_debts, group, people, office),
        partial(_ensure_money_today, group, pupils, office),
        partial(desk.ensure_families, people, office),
        partial(desk.ensure_cash_desk, group, office),
        partial(desk.ensure_second_group, group, office),
        partial(desk.ensure_sibling, parent, office),
        partial(desk.ensure_trial, group, office),
        partial(desk.ensure_birthday, pupils, group.today, office),
        partial(desk.ensure_promise, people[get_demo_email("bobur")], group.today, office),
        partial(desk.ensure_proof, parent),
        partial(desk.ensure_shop, office),
        partial(desk.ensure_order, office),
        partial(online.ensure_online_courses, people[get_demo_email("teacher")], pupils),
        partial(graded.ensure_gradebook, group, pupils),
        partial(graded.ensure_certificate, office),
        desk.ensure_applicant,
    ):
        try:
            ensure()
        except DomainError as error:
            problems.append(str(error))
    return problems


def _ensure_lessons_today(group: Group, office: User, assistant: User) -> None:
    """Create the timetable once, and the lessons of today and the coming weeks; those of this morning too."""
    today = group.today
    if not LessonSchedule.objects.filter(group=group).exists():
        room = create_room(actor=office, branch=group.branch, name=ROOM, seats=group.capacity)
        teachers = (None, assistant.pk)
        lines = [
            TimetableLine(starts, LESSON_MINUTES, valid_from=today, room_id=room.pk, teacher_id=teacher)
            for starts, teacher in zip(LESSON_STARTS, teachers, strict=True)
        ]
        replace_schedule(actor=office, group=group, lines=lines, expected_changed_at=None)
    generate_lessons(group, since=today)
    begins, ends = get_day_bounds(today, group.local_zone)
    lessons = Lesson.objects.filter(group=group, starts_at__gte=begins, starts_at__lt=ends)
    if not lessons.exclude(status=LessonStatus.CANCELLED).exists():  # a holiday, or another timetable
        starts_at = begins + timedelta(hours=LESSON_STARTS[0].hour)
        ends_at = starts_at + timedelta(minutes=LESSON_MINUTES)
        create_lesson(actor=office, group=group, starts_at=starts_at, ends_at=ends_at, force=True, reason="Demo")


def _ensure_lesson_to_mark(group: Group, office: User) -> None:
    """Let the lead teacher have an own lesson today that can be marked: before the morning's register opens, one that
    begins with this hour.
    """
    now, teacher = timezone.now(), group.lead_teacher
    begins, _ends = get_day_bounds(group.today, group.local_zone)
    own = Lesson.objects.filter(teacher=teacher, starts_at__gte=begins, starts_at__lte=now + OPENS_BEFORE)
    if not own.exclude(status=LessonStatus.CANCELLED).exists():
        starts_at = now.replace(minute=0, second=0, microsecond=0)
        ends_at = starts_at + timedelta(minutes=EARLY_LESSON_MINUTES)
        create_lesson(actor=office, group=group, starts_at=starts_at, ends_at=ends_at, force=True, reason="Demo")


def _ensure_homework(group: Group, pupils: list[User]) -> None:
    """Assign the homework of today, due tomorrow night; one text waits for the teacher."""
    today = group.today
    deadline = get_day_bounds(today + timedelta(days=1), group.local_zone)[1] - timedelta(minutes=1)
    if not pupils or Assignment.objects.filter(group=group, author=group.lead_teacher, deadline=deadline).exists():
        return
    with unit_of_work():
        for task in DAYS[today.toordinal() % len(DAYS)]:
            chosen = None if task.pupils is None else pupils[task.pupils]
            author = next((pupil for pupil in pupils if pupil.email == get_demo_email(task.answered_by)), None)
            if chosen is not None and author and author not in chosen:
                chosen.append(author)
            if chosen == []:
                continue
            assignment = assign_homework(
                author=group.lead_teacher,
                group=group,
                kind=task.kind,
                title=task.title,
                students=chosen,
                deadline=deadline,
                **task.build_options(),  # type: ignore[arg-type]
            )
            if author:
                homework = Homework.objects.get(assignment=assignment, student=author)
                submit_homework(homework=homework, text=task.answer)


def _ensure_excuse(parent: User, child: User, today: date) -> None:
    """Let a parent ask for an excuse that the teacher and the office can decide."""
    if not Excuse.objects.filter(student=child, state=ExcuseState.ASKED).exists():
        day = today + timedelta(days=1)
        request_excuse(actor=parent, student=child, starts_on=day, ends_on=day, reason="A visit to the dentist")


def _ensure_debts(group: Group, people: dict[str | None, User], office: User) -> None:
    """Let some pupils owe a month: one soon, two already."""
    if not Payment.objects.filter(group=group, status__in=OPEN_STATUSES).exists():
        for name, days in OWED:
            _create_payment(group, people[get_demo_email(name)], office, group.today + timedelta(days=days))


def _ensure_money_today(group: Group, pupils: list[User], office: User) -> None:
    """Let a pupil have paid today: another one each day."""
    begins, _ends = get_day_bounds(group.today, group.branch.zone)
    if not pupils or ProviderTransaction.objects.filter(branch=group.branch, created_at__gte=begins).exists():
        return
    pupil = pupils[-1 - group.today.toordinal() % max(1, len(pupils) // 2)]
    payment = _create_payment(group, pupil, office, group.today)
    if payment.status in OPEN_STATUSES:  # else credit has covered it
        take_without_cash(actor=office, payment=payment, method="transfer", note="Bank transfer")


def _create_payment(group: Group, pupil: User, office: User, due_on: date) -> Payment:
    title = f"English A2, {timezone.now():%B}"
    new_payment = NewPayment(
        student=pupil, branch=group.branch, kind=PaymentKind.OTHER, gross=PRICE, amount=PRICE, currency="UZS",
        due_on=due_on, title=title, group=group,
    )  # fmt: skip
    return create_payment(actor=office, new_payment=new_payment)
