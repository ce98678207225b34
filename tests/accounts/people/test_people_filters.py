"""The office narrows the list of people by groups, debts, absences and Telegram."""

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole, TelegramLink, User
from apps.attendance.models import Attendance, AttendanceStatus
from apps.courses.models import Membership
from apps.payments.models import Payment
from tests.lessons.lesson_factory import create_hour_lesson
from tests.payments import payment_data as money

PATH = "/auth/users/"


def found(client, **query):
    answer = client.get(PATH, {"role": "student", **query})
    assert answer.status == 200, answer.json
    return {row["first_name"]: row["memberships"] for row in answer.json["results"]}


def test_membership_filters_and_names_groups(group, other_group, pupil, second_pupil, stranger, manager, client_for):
    Membership.objects.filter(student=second_pupil).update(status="trial")
    office = client_for(manager)
    assert list(found(office, membership="trial")) == [second_pupil.first_name]
    named = found(office, membership="active")[pupil.first_name]
    assert named == [{"group": str(group.pk), "name": group.name, "status": "active"}]
    assert pupil.first_name not in found(office, membership="none")


def test_debtors_are_people_with_overdue_payments(group, pupil, second_pupil, manager, client_for):
    money.create_payment_due(pupil, group, due_in=-2)
    Payment.objects.filter(student=pupil).update(status="overdue")
    money.create_payment_due(second_pupil, group, due_in=2)
    assert list(found(client_for(manager), debtor="true")) == [pupil.first_name]
    assert pupil.first_name not in found(client_for(manager), debtor="false")


def test_absent_twice_means_the_last_two_marks(group, pupil, second_pupil, manager, client_for):
    lessons = [create_hour_lesson(group, days=-days) for days in (3, 2, 1)]
    for student, marks in {pupil: "present absent absent", second_pupil: "absent absent present"}.items():
        for lesson, code in zip(lessons, marks.split(), strict=True):
            status = AttendanceStatus.objects.get(code=code)
            Attendance.objects.create(
                lesson=lesson, student=student, status=status, source="teacher", marked_at=timezone.now()
            )
    assert list(found(client_for(manager), absent_twice="true")) == [pupil.first_name]
    assert pupil.first_name not in found(client_for(manager), absent_twice="false")


def test_family_in_telegram_is_the_pupil_or_a_guardian(group, pupil, second_pupil, parent, manager, client_for):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    link = TelegramLink.objects.create(user=parent, chat_id=7, linked_at=timezone.now())
    office = client_for(manager)
    assert list(found(office, telegram="true")) == [pupil.first_name]
    assert second_pupil.first_name in found(office, telegram="false")
    TelegramLink.objects.filter(pk=link.pk).update(blocked_at=timezone.now())
    assert found(office, telegram="true") == {}


@pytest.mark.parametrize(("missing", "query"), [("payments.see_all", "debtor"), ("attendance.see_all", "absent_twice")])
def test_facts_that_a_role_may_not_see_do_not_filter(missing, query, manager, client_for):
    role = OwnRole.objects.create(name={"en": "Clerk"}, permissions=sorted(manager.permission_set - {missing}))
    User.objects.filter(pk=manager.pk).update(own_role=role)
    client_for(manager).get(PATH, {query: "true"}).check_refused(403, "forbidden")


def test_staff_are_who_works_here_or_asks_to(pupil, teacher, manager, client_for):
    User.objects.filter(pk=pupil.pk).update(role="member", requested_role="teacher")
    staff = client_for(manager).get(PATH, {"staff": "true"}).json["results"]
    assert {str(user.pk) for user in (pupil, teacher, manager)} <= {row["id"] for row in staff}
    assert {row["role"] for row in staff} <= {"admin", "manager", "teacher", "member"}
    assert {row["role"] for row in client_for(manager).get(PATH, {"staff": "false"}).json["results"]} <= {
        "student",
        "parent",
    }
