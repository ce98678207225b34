"""Measure requests of the screens of office, teacher and pupil, and register calls."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson
from bench.report import Figure
from bench.school.api_client import ApiClient, sign_in_as, time_calls
from project.demo.demo_group import get_demo_email

TIMES = 40
BULK = 30


def measure() -> tuple[list[Figure], str]:
    """Return figures of reading screens and keeping registers."""
    office, group = sign_in_as("office"), Group.objects.order_by("-seats_taken", "id")[0]
    teacher = ApiClient(group.lead_teacher)
    today = timezone.localdate()
    month = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    grid = f"/attendance/reports/groups/{group.pk}/"
    shown = len(teacher.get(grid, month=month)["rows"])
    lesson = Lesson.objects.filter(group=group, status="held").order_by("-starts_at")[0]
    now = timezone.now()
    week = {"from": (now - timedelta(days=7)).isoformat(), "to": now.isoformat(), "page_size": 100}
    member = Membership.objects.filter(group=group, left_on__isnull=True, status="active").select_related("student")[0]
    pupil = ApiClient(member.student)

    def again(ask: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
        yield from [ask] * TIMES

    figures = [
        time_calls(f"month grid of a group, {shown} rows", again(lambda: teacher.get(grid, month=month)), below=100),
        time_calls("the same as XLSX", again(lambda: teacher.get(grid, month=month, format="xlsx"))),
        time_calls("a register", again(lambda: teacher.get(f"/attendance/registers/{lesson.pk}/"))),
        time_calls("bulk mark of 30, new", _bulk("present", "absent"), below=100),
        time_calls("bulk mark of 30, all changed", _bulk("present", "absent", change=True), below=100),
        time_calls("100 lessons of a week, office", again(lambda: office.get("/lessons/", **week))),
        time_calls("a teacher's week", again(lambda: teacher.get("/lessons/", **week))),
        time_calls("a pupil's lessons", again(lambda: pupil.get("/lessons/", **week))),
        time_calls("members of a group", again(lambda: office.get(f"/courses/groups/{group.pk}/members/"))),
        time_calls("groups", again(lambda: office.get("/courses/groups/"))),
    ]
    return figures, ""


def _bulk(*statuses: str, change: bool = False) -> Iterator[Callable[[], Any]]:
    """Return calls that mark registers of 30 pupils; with `change`, again with other marks."""
    teacher, group, students = create_class_of_thirty(change)
    asker = ApiClient(teacher)
    begin = timezone.now() - timedelta(days=20)
    lessons = Lesson.objects.bulk_create(
        Lesson(group=group, teacher=teacher, starts_at=at, ends_at=at + timedelta(minutes=40))
        for at in (begin + timedelta(hours=number) for number in range(TIMES))
    )

    def body(lesson: Lesson, shift: int) -> dict[str, Any]:
        marks = [
            {"student": str(student.pk), "status": statuses[(place + shift) % len(statuses)]}
            for place, student in enumerate(students)
        ]
        return {"lesson": str(lesson.pk), "marks": marks}

    for lesson in lessons:
        if change:
            asker.post("/attendance/bulk-mark/", body(lesson, 0))
        yield lambda lesson=lesson: asker.post("/attendance/bulk-mark/", body(lesson, 1))  # type: ignore[misc]


def create_class_of_thirty(change: bool) -> tuple[User, Group, list[User]]:
    """Create a teacher with a group of thirty pupils."""
    name = f"Thirty {'changed' if change else 'new'}"
    demo = Group.objects.filter(lead_teacher__email=get_demo_email("teacher01"))[0]
    teacher = User.objects.create(
        first_name=name, role=Role.TEACHER, email=f"{name.replace(' ', '.').lower()}@demo.example", all_branches=True
    )
    group = Group.objects.create(branch=demo.branch, course=demo.course, name=name, lead_teacher=teacher, capacity=BULK)
    students = list(User.objects.filter(role=Role.STUDENT).order_by("number")[:BULK])
    joined_on = timezone.localdate() - timedelta(days=60)
    Membership.objects.bulk_create(
        Membership(group=group, student=student, joined_on=joined_on) for student in students
    )
    return teacher, group, students
