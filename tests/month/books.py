"""What pupils are charged, what was held and what teachers are paid, compared over REST lesson by lesson."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from tests.month.first_week import PRICE
from tests.month.month_people import Month, list_messages
from tests.week.week_client import request_api

PACK_LESSONS = 2


def check_books(month: Month, key: str, *, left_out: Collection[str] = ()) -> None:
    """Compare the lessons of the calendar month, and read the platform's own proof, which finds nothing."""
    lessons = {
        group: [row for row in month.list_lessons(group) if row["starts_at"].startswith(key) and has_begun(row)]
        for group in month.groups
    }
    check_marks(month, lessons)
    check_pay(month, key, [row for rows in lessons.values() for row in rows])
    for group in ("A2", "B1"):
        check_bills_by_lesson(month, group, key, lessons[group])
    proof = request_api(month.admin, "GET", "/payments/reports/lessons/", query={"month": key})
    assert proof["mismatches"] == []
    assert {row["reason"] for row in proof["not_by_lesson"]} == set(left_out)
    assert (proof["lessons"], proof["marks"]) == (sum(map(len, lessons.values())), count_marks(month, lessons))
    assert not {"payments.lessons_wrong", "payments.books_wrong"} & set(list_messages(month.admin))


def has_begun(lesson: dict[str, Any]) -> bool:
    return datetime.fromisoformat(lesson["starts_at"]) <= timezone.now()


def list_marks(month: Month, lesson: dict[str, Any]) -> dict[str, str]:
    """What the mark of each pupil counts as."""
    rows = request_api(month.office, "GET", "/attendance/", query={"lesson": lesson["id"], "page_size": 100})["results"]
    return {row["student"]["id"]: row["counts_as"] for row in rows}


def count_marks(month: Month, lessons: dict[str, list[dict[str, Any]]]) -> int:
    return sum(len(list_marks(month, lesson)) for rows in lessons.values() for lesson in rows)


def check_marks(month: Month, lessons: dict[str, list[dict[str, Any]]]) -> None:
    """Nothing is left to settle, and no cancelled lesson has marks."""
    assert request_api(month.office, "GET", "/lessons/unsettled/")["count"] == 0
    for lesson in [row for rows in lessons.values() for row in rows]:
        assert lesson["status"] in ("held", "cancelled"), lesson
        assert lesson["status"] == "held" or not list_marks(month, lesson), lesson


def check_pay(month: Month, key: str, lessons: list[dict[str, Any]]) -> None:
    """Each teacher is paid for the lessons that she held, once; also by a correction of a closed month."""
    for teacher in (month.teacher, month.colleague):
        held = [row["id"] for row in lessons if row["status"] == "held" and row["teacher"]["id"] == str(teacher.pk)]
        assert sorted(list_paid_lessons(month, teacher, key)) == sorted(held), teacher


def list_paid_lessons(month: Month, teacher: User, key: str) -> list[str]:
    """The lessons of the month that the teacher sees as paid, in that month and as corrections of it."""
    paid = []
    for shown in ("2026-09", "2026-10"):
        query = {"month": shown, "teacher": str(teacher.pk)}
        for row in request_api(teacher, "GET", "/payments/salaries/", query=query)["rows"]:
            paid += [line["lesson"] for line in row["lines"] if (line["corrects"] or shown) == key]
    return paid


def check_bills_by_lesson(month: Month, group: str, key: str, lessons: list[dict[str, Any]]) -> None:
    """A pupil's bill of the month charges each held lesson, but not where the pupil's mark is an excuse."""
    for pupil in month.members[group]:
        query = {"student": str(pupil.pk), "group": month.groups[group], "period": key, "kind": "period"}
        (bill,) = request_api(month.office, "GET", "/payments/", query=query)["results"]
        detail = request_api(pupil, "GET", f"/payments/{bill['id']}/")
        credited = {line["lesson"] for line in detail["lines"] if line["what"] == "lesson"}
        for lesson in lessons:
            excused = list_marks(month, lesson).get(str(pupil.pk)) == "excused"
            charged = lesson["id"] not in credited
            assert charged == (lesson["status"] == "held" and not excused), (pupil, lesson)
        (price,) = [line for line in detail["lines"] if line["what"] == "price"]
        assert detail["amount"]["amount"] == PRICE["amount"] * (price["lessons"] - len(credited)), detail
