"""What a pupil, a mother and a teacher can do and find in a demo that has just begun."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from apps.accounts.models import User
from project.demo import day, demo_group, desk, past
from tests import factories

MIDNIGHT = datetime(2026, 11, 23, 19, tzinfo=UTC)
"""In Tashkent, of a Tuesday."""


def client_of(name):
    return factories.client_for(User.objects.get(email=demo_group.get_demo_email(name)))


def read(name, path, **query):
    answer = client_of(name).get(path, query)
    assert answer.status == 200, answer.json
    return answer.json


def find_child(name):
    """A child of the mother, by the first name."""
    mother = User.objects.get(email=demo_group.get_demo_email("zulfiya"))
    return mother.wards.get(child__first_name=name).child


@pytest.fixture(params=[pytest.param(0.1, marks=pytest.mark.slow), 8.4, pytest.param(23.9, marks=pytest.mark.slow)])
def hour(request, transactional_db):
    """The demo as it is prepared at this hour of Tashkent."""
    with time_machine.travel(MIDNIGHT + timedelta(hours=request.param), tick=True):
        assert day.prepare_day(demo_group.ensure_demo_group()) == []
        yield


@pytest.mark.slow  # 9 s
@pytest.mark.usefixtures("hour")
def test_the_teacher_can_mark_a_lesson_of_her_own_and_sees_pay_of_last_month():
    teacher = User.objects.get(email=demo_group.get_demo_email("teacher"))
    begins = MIDNIGHT.isoformat()
    lessons = read("teacher", "/lessons/", **{"from": begins, "to": (MIDNIGHT + timedelta(days=1)).isoformat()})
    own = [row["id"] for row in lessons["results"] if row["teacher"]["id"] == str(teacher.pk)]
    marks = [{"student": str(find_child("Aziza").pk), "status": "present"}]
    post = client_of("teacher").post
    answers = [post("/attendance/bulk-mark/", {"lesson": lesson, "marks": marks}).status for lesson in own]
    assert 200 in answers
    (row,) = read("teacher", "/payments/salaries/", month="2026-10")["rows"]
    assert (row["total"]["amount"], bool(row["closed_at"])) == (past.FIXED_PAY, True), row


@pytest.mark.slow  # 10 s
@pytest.mark.usefixtures("hour")
def test_the_first_pupil_has_a_text_to_write_and_coins_for_a_thing_of_the_shop():
    homework = read("aziza", "/homework/")["results"]
    assert [row for row in homework if row["state"] == "assigned" and row["assignment"]["kind"] == "text"]
    pen = next(row for row in read("aziza", "/gamification/shop/")["results"] if row["price"] == 15)
    assert client_of("aziza").post(f"/gamification/shop/{pen['id']}/redeem/", {}, idempotency_key="pen").status == 201


@pytest.mark.slow  # 9 s
@pytest.mark.usefixtures("hour")
def test_the_mother_finds_attendance_the_teachers_words_and_a_bill_to_pay_by_photo():
    aziza, brother = find_child("Aziza"), find_child(desk.SIBLING[0])
    marks = [row["status"] for row in read("zulfiya", "/attendance/", student=str(aziza.pk))["results"]]
    assert sorted(marks) == ["late", "present", "present"]
    reviewed = next(
        row for row in read("zulfiya", "/homework/", student=str(aziza.pk))["results"] if row["state"] == "reviewed"
    )
    assert read("zulfiya", f"/homework/{reviewed['id']}/")["reviews"][0]["comment"]
    for child, waits in ((aziza, False), (brother, True)):
        (bill,) = read("zulfiya", "/payments/", student=str(child.pk), open=True)["results"]
        assert bill["proof_waits"] is waits
    device = client_of("zulfiya").post(f"/auth/children/{brother.pk}/device/")
    assert device.status == 201, device.json
    mother = User.objects.get(email=demo_group.get_demo_email("zulfiya"))
    assert mother.phone_verified_at


@pytest.mark.slow  # 8 s
@pytest.mark.usefixtures("hour")
def test_the_first_pupil_and_her_mother_see_grades_and_a_certificate():
    aziza = find_child("Aziza")
    for grades in (read("aziza", "/grading/grades/"), read("zulfiya", "/grading/grades/", student=str(aziza.pk))):
        (grade,) = grades
        assert (grade["percent"] > 50, grade["word"] in "345") == (True, True)
    (certificate,) = read("aziza", "/certificates/")["results"]
    assert certificate["student"]["id"] == str(aziza.pk)
