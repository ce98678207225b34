"""What imported marks leave of coins: the ledger is what replaying the facts gives, whatever happens to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import Attendance, AttendanceStatus, MarkSource
from apps.attendance.services import MarkInput, correct_mark, mark_pupil, mark_writer
from apps.attendance.services.registers import withdraw_mark
from apps.core.uow import unit_of_work
from apps.gamification.counters import all_counters
from apps.gamification.queries.ledger import get_coin_balance
from apps.lessons.models import Lesson
from tests.attendance.register_requests import create_group_lesson
from tests.gamification.test_replay import replay

RIGHT = "ledger and balances are what the facts give"


@pytest.fixture
def lesson(group):
    return create_group_lesson(group, starts=timezone.now() - timedelta(minutes=5))


def take_in(lesson: Lesson, pupil: User, code: str) -> None:
    status = AttendanceStatus.objects.get(code=code)
    with unit_of_work():
        held = mark_writer.lock_lessons([lesson.pk])[lesson.pk]
        mark_writer.write_marks(
            actor=None, marks=[mark_writer.NewMark(held, pupil.pk, status)], source=MarkSource.IMPORT
        )


def standing() -> Attendance:
    return Attendance.objects.get()


def test_note_on_an_imported_mark_earns_no_coins(lesson, pupil, teacher):
    take_in(lesson, pupil, "present")
    correct_mark(actor=teacher, mark=standing(), changes={"note": "by the old system"})
    assert (standing().source, standing().note, get_coin_balance(pupil)) == ("import", "by the old system", 0)
    assert RIGHT in replay()
    correct_mark(actor=teacher, mark=standing(), changes={"status": "late"})
    assert (standing().source, get_coin_balance(pupil) > 0) == ("teacher", True)
    assert RIGHT in replay()


def test_withdrawn_mark_imported_again_earns_nothing(lesson, pupil, teacher):
    mark_pupil(actor=teacher, lesson=lesson, mark_input=MarkInput(student=pupil.pk, status="present"))
    take_in(lesson, pupil, "absent")
    assert get_coin_balance(pupil) > 0
    withdraw_mark(actor=teacher, mark=standing())
    take_in(lesson, pupil, "present")
    assert get_coin_balance(pupil) == 0
    assert RIGHT in replay()


def test_lessons_attended_counts_only_marks_made_here(group, lesson, pupil, teacher):
    take_in(lesson, pupil, "present")
    another = create_group_lesson(group, starts=timezone.now() - timedelta(hours=3))
    mark_pupil(actor=teacher, lesson=another, mark_input=MarkInput(student=pupil.pk, status="present"))
    assert all_counters()["lessons_attended"].count_for([pupil.pk]) == {pupil.pk: 1}
