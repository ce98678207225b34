"""A pupil on one page: who sees which part."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import ContactPerson, Guardian, PersonNote, User
from apps.courses.models import Freeze, Membership, Placement
from apps.lessons.models import Lesson
from apps.settings.models import SystemSettings
from tests import factories
from tests.attendance.register_requests import create_group_lesson, mark_row, send_marks
from tests.factories import client_for
from tests.homework.submission_helpers import assign_reading
from tests.payments.payment_data import PRICE, create_payment_due

PARTS = {"memberships", "guardians", "levels", "balance", "next_lessons", "open_homework", "last_marks"}
STAFF_PARTS = {"notes", "contacts"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def facts(group, other_group, pupil, parent, teacher, manager):
    """Everything that the page shows of `pupil`, who was in `other_group` before."""
    User.objects.filter(pk=parent.pk).update(phone="+998901234567")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Membership.objects.create(
        group=other_group, student=pupil, joined_on=date(2026, 2, 1), left_on=date(2026, 5, 31), status="left"
    )
    for level, found_on in (("A1", "2026-02-01"), ("A2", "2026-09-01")):
        body = {"student": str(pupil.pk), "level": level, "method": "test", "found_on": found_on}
        assert client_for(manager).post("/courses/placements/", body).status == 201
    create_payment_due(pupil, group)
    now = timezone.now()
    past = create_group_lesson(group, starts=now - 3 * HOUR)
    create_group_lesson(group, starts=now + DAY)
    assert send_marks(teacher, past, mark_row(pupil, "late", minutes_late=5)).status == 200
    assign_reading(group)
    ContactPerson.objects.create(person=pupil, name="Salima", relation="grandmother", phone="+998901112233")
    PersonNote.objects.create(person=pupil, author=teacher, visibility="teachers", text="Sits in front.")
    PersonNote.objects.create(person=pupil, author=manager, visibility="office", text="Pays late.")
    return f"/auth/users/{pupil.pk}/facts/"


def seen_parts(user, path):
    """The parts that are not null."""
    answer = client_for(user).get(path)
    assert answer.status == 200, answer.json
    return {name for name, value in answer.json.items() if value is not None and name != "student"}


def test_office_gets_every_part_in_one_answer(facts, group, other_group, pupil, parent, manager):
    page = client_for(manager).get(facts).json
    assert page["student"] == {
        "id": str(pupil.pk), "full_name": "Jasur Oripov", "number": page["student"]["number"], "avatar": None,
        "is_active": True,
    }  # fmt: skip
    assert [(row["group_name"], row["status"], row["left_on"]) for row in page["memberships"]] == [
        ("A2 morning", "active", None),
        ("A2 evening", "left", "2026-05-31"),
    ]
    assert [row["parent"]["id"] for row in page["guardians"]] == [str(parent.pk)]
    assert [row["level"] for row in page["levels"]] == ["A2"]
    assert [(row["balance"]["amount"], row["owed"]["amount"]) for row in page["balance"]] == [(-PRICE, PRICE)]
    assert [row["group_name"] for row in page["next_lessons"]] == ["A2 morning"]
    assert [row["assignment"]["title"] for row in page["open_homework"]] == ["Reading, unit 3"]
    assert [(row["status"], row["minutes_late"]) for row in page["last_marks"]] == [("late", 5)]
    assert [row["text"] for row in page["notes"]] == ["Pays late.", "Sits in front."]
    assert page["contacts"]["guardians"][0]["phone"] == "+998901234567"
    assert [row["name"] for row in page["contacts"]["contact_persons"]] == ["Salima"]


def test_each_reader_gets_the_parts_that_they_may_see(
    facts, pupil, parent, teacher, assistant, manager, admin, second_pupil, other_teacher, stranger, nobody
):
    assert seen_parts(manager, facts) == seen_parts(admin, facts) == PARTS | STAFF_PARTS
    assert seen_parts(pupil, facts) == seen_parts(parent, facts) == PARTS
    taught = (PARTS | STAFF_PARTS) - {"guardians", "balance"}
    assert seen_parts(teacher, facts) == seen_parts(assistant, facts) == taught
    assert [client_for(user).get(facts).status for user in (second_pupil, other_teacher, stranger)] == [404] * 3
    assert nobody.get(facts).status == 401
    Guardian.objects.update(sees_progress=False)
    assert seen_parts(parent, facts) == {"guardians", "balance"}
    Guardian.objects.update(sees_payments=False, sees_recordings=False)
    assert client_for(parent).get(facts).status == 404


def test_teacher_sees_own_groups_notes_for_teachers_and_no_phones(facts, teacher, group):
    page = client_for(teacher).get(facts).json
    assert [row["group"] for row in page["memberships"]] == [str(group.pk)]
    assert [row["text"] for row in page["notes"]] == ["Sits in front."]
    assert page["contacts"]["guardians"][0]["phone"] is None
    SystemSettings.objects.update(teachers_see_phones=True)
    assert client_for(teacher).get(facts).json["contacts"]["guardians"][0]["phone"] == "+998901234567"


def test_next_lessons_leave_out_days_of_a_freeze_and_after_the_end(facts, group, pupil, manager):
    membership = Membership.objects.get(group=group, student=pupil)
    today = group.today
    Freeze.objects.create(membership=membership, starts_on=today + DAY, ends_on=today + 2 * DAY)
    assert client_for(manager).get(facts).json["next_lessons"] == []
    create_group_lesson(group, starts=timezone.now() + 4 * DAY)
    assert len(client_for(manager).get(facts).json["next_lessons"]) == 1
    Membership.objects.filter(pk=membership.pk).update(leaves_on=today + 3 * DAY)
    assert client_for(manager).get(facts).json["next_lessons"] == []


def test_page_costs_the_same_queries_for_many_facts(facts, group, course, branch, pupil, teacher, manager):
    client = client_for(manager)

    def count():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(facts).status == 200
        return len(asked)

    before = count()
    for number in range(8):
        more = factories.make_group(branch=branch, course=course, name=f"G{number}", teacher=teacher, pupils=(pupil,))
        create_group_lesson(more, starts=timezone.now() + (2 + number) * DAY)
        assign_reading(more)
        PersonNote.objects.create(person=pupil, author=teacher, visibility="teachers", text=str(number))
        ContactPerson.objects.create(person=pupil, name=f"C{number}", phone="+998901112233")
        create_payment_due(pupil, more)
    assert Lesson.objects.count() == 10
    assert Placement.objects.count() == 2
    assert count() == before
    page = client.get(facts).json
    assert (len(page["next_lessons"]), len(page["memberships"]), len(page["notes"])) == (5, 10, 10)
