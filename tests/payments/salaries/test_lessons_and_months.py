"""What lessons, hours and months bring: to whom, at which rate, on which day."""

import pytest

from apps.lessons.services import cancel_lesson, restore_lesson, substitute_teacher
from apps.payments.models import PayEntry
from tests.factories import make_course, make_group
from tests.payments.payment_data import uzs
from tests.payments.salaries.pay_calls import (
    LESSON_RATE,
    TASHKENT,
    create_held_lesson,
    create_rate,
    get_payroll,
    list_pay_amounts,
    list_pay_lines,
    post_entry,
    run_pay_job,
)


def test_lessons_count_once_and_hours_per_minute(admin, teacher, group):
    create_rate(admin, teacher)
    create_rate(admin, teacher, "hour", amount=uzs(10_001))
    lesson = create_held_lesson(group, 2026, 11, 3, 10, minutes=95)
    assert list_pay_amounts(teacher, teacher) == [("hour", 15_835), ("lesson", LESSON_RATE)]
    by_hour, by_lesson = list_pay_lines(teacher, teacher)
    assert by_hour["facts"]["minutes"] == 95
    assert by_hour["facts"]["rate"] == 10_001
    assert by_hour["facts"]["day"] == "2026-11-03"
    assert (by_lesson["lesson"], by_lesson["group"]["name"], by_lesson["corrects"]) == (
        str(lesson.pk), "A2 morning", None,
    )  # fmt: skip


def test_teacher_who_gave_the_lesson_is_paid(admin, teacher, other_teacher, group):
    create_rate(admin, teacher)
    create_rate(admin, other_teacher, amount=uzs(700))
    mine, passed = (create_held_lesson(group, 2026, 11, 3, 10), create_held_lesson(group, 2026, 11, 5, 10))
    substitute_teacher(actor=None, lesson=passed, teacher=other_teacher)
    assert [line["lesson"] for line in list_pay_lines(admin, teacher)] == [str(mine.pk)]
    assert [line["lesson"] for line in list_pay_lines(admin, other_teacher)] == [str(passed.pk)]
    assert list_pay_amounts(admin, other_teacher) == [("lesson", 700)]


def test_only_held_lessons_are_paid(admin, teacher, group):
    create_rate(admin, teacher)
    lesson = create_held_lesson(group, 2026, 11, 3, 10)
    assert list_pay_amounts(teacher, teacher) == [("lesson", LESSON_RATE)]
    restore_lesson(actor=None, lesson=lesson)
    assert list_pay_amounts(teacher, teacher) == []
    cancel_lesson(actor=None, lesson=lesson, reason="ill")
    assert list_pay_amounts(teacher, teacher) == []


def test_most_specific_rate_of_the_day_applies(admin, teacher, group, course):
    other = make_course(slug="english-b1")
    second = make_group(branch=group.branch, course=course, name="A2 noon", teacher=teacher)
    third = make_group(branch=group.branch, course=other, name="B1", teacher=teacher)
    create_rate(admin, teacher, amount=uzs(1), ends_on="2026-11-04")
    create_rate(admin, teacher, amount=uzs(2), starts_on="2026-11-05")
    create_rate(admin, teacher, amount=uzs(10), course=str(course.pk))
    create_rate(admin, teacher, amount=uzs(100), group=str(group.pk), ends_on="2026-11-04")
    for day in (4, 5):
        create_held_lesson(group, 2026, 11, day, 9)
        create_held_lesson(second, 2026, 11, day, 12)
        create_held_lesson(third, 2026, 11, day, 15)
    held_lessons = [(line["facts"]["day"][-2:], line["group"]["name"]) for line in list_pay_lines(admin, teacher)]
    paid = [amount for _kind, amount in list_pay_amounts(admin, teacher)]
    assert sorted(zip(held_lessons, paid, strict=True)) == [
        (("04", "A2 morning"), 100), (("04", "A2 noon"), 10), (("04", "B1"), 1),
        (("05", "A2 morning"), 10), (("05", "A2 noon"), 10), (("05", "B1"), 2),
    ]  # fmt: skip


def test_a_lesson_belongs_to_the_month_of_its_local_day(admin, teacher, group):
    create_rate(admin, teacher)
    create_held_lesson(group, 2026, 10, 31, 23, minutes=50)
    assert create_held_lesson(group, 2026, 11, 1, 0, 30).starts_at.astimezone(TASHKENT).day == 1
    assert [line["facts"]["day"] for line in list_pay_lines(teacher, teacher, "2026-10")] == ["2026-10-31"]
    assert [line["facts"]["day"] for line in list_pay_lines(teacher, teacher, "2026-11")] == ["2026-11-01"]


def test_monthly_pay_is_prorated_by_rate_days(admin, teacher):
    create_rate(admin, teacher, "fixed", amount=uzs(3_000_000), starts_on="2026-10-21", ends_on="2026-12-10")
    months = {
        month: list_pay_amounts(teacher, teacher, month) for month in ("2026-09", "2026-10", "2026-11", "2026-12")
    }
    assert months == {
        "2026-09": [],
        "2026-10": [("fixed", 1_064_516)],
        "2026-11": [("fixed", 3_000_000)],
        "2026-12": [("fixed", 967_742)],
    }
    assert list_pay_lines(teacher, teacher, "2026-10")[0]["facts"]["days"] == 11


def test_bonuses_and_fines_are_listed(admin, teacher, group):
    create_rate(admin, teacher)
    create_held_lesson(group, 2026, 11, 3, 10)
    assert post_entry(admin, teacher, "bonus", 9_000).json["amount"] == uzs(9_000)
    key = "one-fine"
    first = post_entry(admin, teacher, "fine", 4_000, key=key)
    again = post_entry(admin, teacher, "fine", 4_000, key=key)
    assert (first.status, first.json["amount"], first.json["reason"]) == (201, uzs(-4_000), "Because")
    assert (again.status, again.json) == (201, first.json)
    assert post_entry(admin, teacher, "fine", 5_000, key=key).status == 422
    assert post_entry(admin, teacher, "fine", 5_000, key="").status == 400
    for _again in range(2):
        run_pay_job()
        assert list_pay_amounts(teacher, teacher) == [("bonus", 9_000), ("fine", -4_000), ("lesson", LESSON_RATE)]
    assert PayEntry.objects.filter(teacher=teacher).count() == 3
    row = get_payroll(admin)["rows"][0]
    assert (row["total"], row["lines"], row["closed_at"]) == (uzs(LESSON_RATE + 5_000), None, None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"kind": "lesson"}, "kind", id="another kind"),
        pytest.param({"amount": uzs(-1)}, "amount.amount", id="below nothing"),
        pytest.param({"amount": uzs("5")}, "amount.amount", id="a text"),
        pytest.param({"amount": uzs(2**53)}, "amount.amount", id="too much"),
        pytest.param({"month": "2026-13"}, "month", id="no month"),
        pytest.param({"month": "1999-12"}, "month", id="long ago"),
        pytest.param({"reason": ""}, "reason", id="no reason"),
        pytest.param({"teacher": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"}, "teacher", id="nobody"),
    ],
)
def test_invalid_entries_are_refused(admin, teacher, body, field):
    values = {"kind": "bonus", "amount": uzs(1), "month": "2026-11", **body}
    kind, month = str(values.pop("kind")), str(values.pop("month"))
    assert post_entry(admin, teacher, kind, 1, month, **values).refused_fields == (422, [field])
    assert not PayEntry.objects.exists()
