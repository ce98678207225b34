"""Lessons, marks, homework and money are emitted by what people do, with ids and states and without words."""

from datetime import timedelta

import pytest

from apps.lessons.services import cancel_lesson
from apps.portal.services.erasure import erase_database_rows
from apps.webhooks import queries
from apps.webhooks.models import WebhookDelivery
from tests.attendance import register_requests as attendance
from tests.homework import submission_helpers as homework
from tests.homework.conftest import assignment  # noqa: F401
from tests.payments import payment_data as money
from tests.webhooks.webhook_helpers import make


@pytest.fixture(autouse=True)
def _listening(admin):
    """Somebody listens to all there is."""
    make(admin, "https://crm.example.uz/talim", *queries.list_subscribable_event_types())


def heard(area):
    """What was emitted of an area, oldest first, each with its type."""
    rows = WebhookDelivery.objects.filter(type__startswith=f"{area}.").order_by("id")
    return [{"type": row.type, **row.data} for row in rows]


def test_marks_and_cancelled_lessons_are_published(teacher, pupil, group):
    lesson = attendance.create_group_lesson(group)
    with attendance.travel_to(attendance.NOW):
        assert attendance.send_marks(teacher, lesson, attendance.mark_row(pupil, "late", minutes_late=7)).status == 200
        assert attendance.send_marks(teacher, lesson, attendance.mark_row(pupil, "late", minutes_late=7)).status == 200
    [marked] = heard("attendance")
    assert (marked["student"], marked["lesson"], marked["status"]) == (str(pupil.pk), str(lesson.pk), "late")
    assert (marked["group"], marked["minutes_late"]) == (str(group.pk), 7)
    other = attendance.create_group_lesson(group, starts=attendance.STARTS + timedelta(days=365))
    cancel_lesson(actor=None, lesson=other, reason="The heating is broken.")
    [cancelled] = [row for row in heard("lesson") if row["type"] == "lesson.cancelled"]
    assert (cancelled["lesson"], cancelled["status"]) == (str(other.pk), "cancelled")
    assert "heating" not in str(heard("lesson"))


def test_homework_results_are_published(assignment, pupil, teacher, client_for):  # noqa: F811
    homework.submit_and_score(assignment, pupil, homework.scored_result(50.0))
    own = homework.get_homework(assignment, pupil)
    body = {"decision": "accept", "score": "90", "comment": "Well read, Jasur!"}
    assert client_for(teacher).post(f"/homework/{own.pk}/review/", body).status == 200
    events = heard("homework")
    scores = {"homework.submitted": None, "homework.scored": 50.0, "homework.reviewed": 90.0}
    assert [(row["type"], row["score"]) for row in events] == [*scores.items()]
    assert {(item["homework"], item["student"]) for item in events} == {(str(own.pk), str(pupil.pk))}
    assert (events[1]["attempt_score"], events[2]["decision"]) == (50.0, "accept")
    assert "Jasur" not in str(events)


def test_due_and_paid_payments_are_published(admin, pupil, group):
    owed = money.create_payment_due(pupil, group)
    shift = money.open_shift(money.create_cash_desk(group.branch), admin)
    money.pay_cash(owed, shift)
    due, paid = heard("payment")
    price = {"amount": money.PRICE, "currency": "UZS"}
    assert (due["type"], due["status"], due["amount"], due["outstanding"]) == ("payment.due", "pending", price, price)
    assert (paid["type"], paid["payment"], paid["status"]) == ("payment.paid", str(owed.pk), "completed")
    assert paid["outstanding"] == price | {"amount": 0}


def test_erasure_of_a_user_is_published(pupil):
    erase_database_rows(pupil.pk)
    [left] = [row for row in heard("user") if row["type"] == "user.left"]
    assert left == {"type": "user.left", "user": str(pupil.pk), "why": "erased"}
