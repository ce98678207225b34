"""What changes in a closed month is paid, or taken back, in the month in which it is found: once."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from apps.lessons.models import Lesson
from apps.lessons.services import cancel_lesson, record_lesson_held, restore_lesson, substitute_teacher
from apps.payments.models import PayEntry
from apps.payments.services import pay_months
from tests import factories
from tests.payments.payment_data import uzs
from tests.payments.salaries import pay_calls

RATE, OTHER = pay_calls.LESSON_RATE, 700


@pytest.fixture
def lesson(admin, teacher, other_teacher, group):
    """The only one of a closed October; `other_teacher` had none."""
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_rate(admin, other_teacher, amount=uzs(OTHER))
    lesson = pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    assert pay_calls.close_month(admin, "2026-10").status == 200
    return lesson


def times_held():
    """How often the daily job holds the branch."""
    counts = []

    def note(execute, sql, *more):
        counts.append("settings_branch" in sql and "FOR NO KEY UPDATE" in sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        pay_calls.run_pay_job()
    return sum(counts)


def restore(lesson):
    return restore_lesson(actor=None, lesson=lesson)


def cancel(lesson):
    cancel_lesson(actor=None, lesson=restore(lesson), reason="ill")


@pytest.mark.parametrize("change", [cancel, restore], ids=lambda change: change.__name__)
def test_lesson_not_held_is_corrected(lesson, admin, teacher, change):
    reason = "The lesson no longer counts as held."
    change(lesson)
    for _again in range(3):
        pay_calls.run_pay_job()
        (line,) = pay_calls.list_pay_lines(teacher, teacher)
        assert (line["kind"], line["amount"]["amount"], line["corrects"]) == ("correction", -RATE, "2026-10")
        assert (line["reason"], line["lesson"], line["facts"]["was"]) == (reason, str(lesson.pk), RATE)
    assert pay_calls.list_pay_amounts(teacher, teacher, "2026-10") == [("lesson", RATE)]
    with pay_calls.freeze_at(2026, 12, 1, 9):
        assert pay_calls.close_month(admin, "2026-11").status == 200
        pay_calls.run_pay_job()
        assert pay_calls.list_pay_amounts(teacher, teacher, "2026-12") == []
    assert (pay_calls.get_teacher_balance(teacher), pay_calls.sum_closed_entries(teacher)) == (0, 0)


def test_late_substitute_gets_the_pay(lesson, admin, teacher, other_teacher):
    substitute_teacher(actor=None, lesson=lesson, teacher=other_teacher)
    pay_calls.run_pay_job()
    (lost,), (got,) = pay_calls.list_pay_lines(admin, teacher), pay_calls.list_pay_lines(admin, other_teacher)
    assert (lost["amount"]["amount"], lost["reason"]) == (-RATE, "Another teacher gave the lesson.")
    assert (got["amount"]["amount"], got["reason"]) == (OTHER, "The lesson now counts for this teacher.")
    assert got["corrects"] == lost["corrects"] == "2026-10"


def test_changes_before_closing_make_no_corrections(lesson, teacher):
    restore(lesson)
    pay_calls.run_pay_job()
    assert pay_calls.list_pay_amounts(teacher, teacher) == [("correction", -RATE)]
    record_lesson_held(actor=None, lesson=lesson)
    pay_calls.run_pay_job()
    assert pay_calls.list_pay_amounts(teacher, teacher) == []
    assert not PayEntry.objects.filter(kind="correction").exists()


def test_correction_can_be_corrected(lesson, admin, teacher):
    restore(lesson)
    pay_calls.run_pay_job()
    with pay_calls.freeze_at(2026, 12, 3, 9):
        pay_calls.close_month(admin, "2026-11")
        record_lesson_held(actor=None, lesson=lesson)
        pay_calls.run_pay_job()
        (line,) = pay_calls.list_pay_lines(teacher, teacher, "2026-12")
        assert (line["amount"]["amount"], line["corrects"], line["facts"]["was"]) == (RATE, "2026-10", 0)
    with pay_calls.freeze_at(2027, 1, 2, 9):
        pay_calls.close_month(admin, "2026-12")
        pay_calls.run_pay_job()
    assert (pay_calls.get_teacher_balance(teacher), pay_calls.sum_closed_entries(teacher)) == (RATE, RATE)
    assert PayEntry.objects.filter(kind="correction").count() == 2


def test_correction_stays_in_its_month(lesson, admin, teacher):
    restore(lesson)
    pay_calls.run_pay_job()
    with pay_calls.freeze_at(2026, 12, 1, 9):
        pay_calls.run_pay_job()
        assert pay_calls.list_pay_amounts(teacher, teacher, "2026-11") == [("correction", -RATE)]
        assert pay_calls.list_pay_amounts(teacher, teacher, "2026-12") == []


def test_late_rate_change_is_corrected(lesson, admin, teacher):
    fixed = pay_calls.create_rate(admin, teacher, "fixed", amount=uzs(310), ends_on="2026-10-31")
    pay_calls.run_pay_job()
    (line,) = pay_calls.list_pay_lines(teacher, teacher)
    assert (line["amount"]["amount"], line["reason"]) == (310, "The rate was changed.")
    answer = factories.client_for(admin).patch(f"/payments/salaries/rates/{fixed}/", {"ends_on": "2026-10-10"})
    assert answer.status == 200
    pay_calls.run_pay_job()
    assert pay_calls.list_pay_amounts(teacher, teacher) == [("correction", 100)]


def test_unchanged_closed_month_gets_no_corrections(lesson, admin, teacher, group):
    with pay_calls.freeze_at(2026, 12, 1, 9):
        pay_calls.create_held_lesson(group, 2026, 11, 20, 10)
        assert pay_calls.close_month(admin, "2026-11").status == 200
    with pay_calls.freeze_at(2027, 5, 1, 9):
        Lesson.objects.update(updated_at=datetime(2026, 12, 1, tzinfo=UTC))
        counts = [times_held()]
        restore_lesson(actor=None, lesson=lesson)
        counts.append(times_held())
        assert pay_calls.list_pay_amounts(teacher, teacher, "2027-05") == [("correction", -RATE)]
        restored = Lesson.objects.filter(updated_at__gte=datetime(2027, 1, 1, tzinfo=UTC))
        restored.update(updated_at=datetime(2026, 12, 1, tzinfo=UTC))
        counts.append(times_held())
        assert pay_calls.list_pay_amounts(teacher, teacher, "2027-05") == [("correction", -RATE)]
    assert counts == [2, 3, 2], "the branch is held for the last and the present month, and for October"


def test_recalculating_one_teacher_makes_lines_and_corrections(lesson, teacher, other_teacher, group):
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    substitute_teacher(actor=None, lesson=lesson, teacher=other_teacher)
    for _again in range(2):
        entries = pay_months.recalculate_pay_month(teacher=teacher, branch=group.branch, month=date(2026, 11, 1))
        assert [(entry.kind, entry.amount) for entry in entries] == [("correction", -RATE), ("lesson", RATE)]
    assert not PayEntry.objects.filter(teacher=other_teacher).exists()
    october = pay_months.recalculate_pay_month(teacher=teacher, branch=group.branch, month=date(2026, 10, 1))
    assert [(entry.kind, entry.amount) for entry in october] == [("lesson", RATE)]
