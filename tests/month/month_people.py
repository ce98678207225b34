"""The people of the month, what they do again and again, and the platform's own work while time passes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.attendance.job_kinds import HOLD_LESSONS, REMIND_OF_LESSONS, REMIND_OF_REGISTERS
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.lessons.job_kinds import GENERATE_LESSONS
from apps.payments.job_kinds import CHECK_BOOKS, CHECK_LESSONS, MARK_OVERDUE, RECKON_PAY, RUN_SCHEDULES
from tests import factories
from tests.week.week_client import request_api, run_all_jobs, tashkent_time, travel_to

BY_DAY = (HOLD_LESSONS, REMIND_OF_LESSONS, REMIND_OF_REGISTERS)
AT_NIGHT = (GENERATE_LESSONS, RUN_SCHEDULES, MARK_OVERDUE, RECKON_PAY, CHECK_BOOKS, CHECK_LESSONS)
IN_THE_MORNING = (*BY_DAY, "portal.adult_soon")


class Month:
    """The people, and the ids of what they made."""

    def __init__(self, admin: User, office: User, teacher: User, colleague: User, parent: User) -> None:
        self.admin, self.office, self.teacher, self.colleague, self.parent = admin, office, teacher, colleague, parent
        self.aziza, self.bobur, self.dilnoza, self.jasur, self.timur = (
            factories.make_user(Role.STUDENT, name, "Karimov", email=f"{name}@example.uz")
            for name in ("Aziza", "Bobur", "Dilnoza", "Jasur", "Timur")
        )
        self.rooms: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.members: dict[str, list[User]] = {}

    def list_lessons(self, group: str) -> list[dict[str, Any]]:
        """All lessons of the group, in order."""
        query = {"group": self.groups[group], "ordering": "starts_at", "page_size": 100}
        return list(request_api(self.office, "GET", "/lessons/", query=query)["results"])

    def get_lesson(self, group: str, day: int) -> dict[str, Any]:
        """The lesson of the group on the day."""
        date = tashkent_time(day, "00:00").date()
        (lesson,) = [row for row in self.list_lessons(group) if datetime.fromisoformat(row["starts_at"]).date() == date]
        return dict(lesson)

    def mark(self, person: User, lesson: str, statuses: dict[User, str]) -> list[dict[str, Any]]:
        """Keep the register in one call."""
        marks = [{"student": str(pupil.pk), "status": status} for pupil, status in statuses.items()]
        body = {"lesson": lesson, "marks": marks}
        return list(request_api(person, "POST", "/attendance/bulk-mark/", body)["marks"])

    def teach(
        self, group: str, day: int, clock: str, person: User | None = None, *, days_later: int = 0, **others: str
    ) -> str:
        """Mark all members of the group as present at that time, some pupils (by first name) otherwise."""
        lesson = self.get_lesson(group, day)["id"]
        statuses = {pupil: others.get(pupil.first_name.lower(), "present") for pupil in self.members[group]}
        with travel_to(day + days_later, clock):
            self.mark(person or self.teacher, lesson, statuses)
        return str(lesson)

    def get_status(self, lesson: str) -> str:
        """The status of the lesson as the office reads it."""
        return str(request_api(self.office, "GET", f"/lessons/{lesson}/")["status"])


def list_messages(person: User) -> list[str]:
    """The types of all that the person was told in the app, oldest first."""
    types, cursor = [], {}
    while cursor is not None:
        page = request_api(person, "GET", "/notifications/", query={"limit": 100, **cursor})
        types += [row["type"] for row in page["results"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    return types[::-1]


def count_messages(person: User, kind: str, day: int, clock: str) -> int:
    """How often the person was told this until then."""
    with travel_to(day, clock):
        return list_messages(person).count(kind)


def pass_days(days: Iterable[int]) -> None:
    """Each of these days passes: its night, its morning and its evening, as the scheduler and a worker see them."""
    for day in days:
        pass_time(day, "04:40", AT_NIGHT)
        pass_time(day, "09:05", IN_THE_MORNING)
        pass_time(day, "20:05", BY_DAY)


def pass_time(day: int, clock: str, kinds: Iterable[str] = BY_DAY) -> None:
    """It is that time: the periodic jobs of these kinds run, and all that follows from them and from what was done."""
    with travel_to(day, clock):
        with unit_of_work():
            for kind in kinds:
                jobs.enqueue(kind=kind, payload={"slot": timezone.now().isoformat()})
        run_all_jobs()
