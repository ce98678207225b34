"""Enrolments over REST: free courses, priced ones, the office, and who sees which enrolment."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.courses.models import Course, CoursePrice
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import end_enrollment, enrol_user, freeze_enrollment
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.learning.published import publish_lessons
from tests.query_counts import check_list_cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def online(course):
    Course.objects.filter(pk=course.pk).update(mode="both")
    publish_lessons(course, {}, {})
    return course


def enroll(user, course, key=None):
    return client_for(user).post(f"/courses/courses/{course.pk}/enroll/", idempotency_key=key or uuid4().hex)


def test_a_free_course_opens_at_once_and_once(online, stranger):
    key = uuid4().hex
    answer = enroll(stranger, online, key)
    assert answer.status == 201, answer.json
    assert (answer.json["source"], answer.json["state"], answer.json["progress"]) == ("free", "active", 0)
    assert enroll(stranger, online, key).json == answer.json
    enroll(stranger, online).check_refused(409, "already_enrolled")
    assert client_for(stranger).get("/courses/learning/").json["count"] == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"mode": "centre"}, (409, "not_open")),
        ({"status": "archived"}, (404, "not_found")),
        ({}, (402, "payment_required")),
    ],
    ids=["at the centre", "archived", "priced"],
)
def test_what_cannot_be_entered(online, stranger, change, refusal):
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    Course.objects.filter(pk=online.pk).update(**change)
    enroll(stranger, online).check_refused(*refusal)
    assert not Enrollment.objects.exists()


def test_prerequisites_are_completed_first(online, stranger):
    before = Course.objects.create(title={"en": "A1"}, slug="a1", status="published", mode="online")
    online.prerequisites.add(before)
    publish_lessons(before, {})
    mine = enrol_user(actor=None, user=stranger, course=before, source=EnrollmentSource.OFFICE)
    refused = enroll(stranger, online)
    refused.check_refused(409, "prerequisites_missing")
    assert "A1" in refused.json["detail"]
    Enrollment.objects.filter(pk=mine.pk).update(completed_at=timezone.now(), progress=100)
    assert enroll(stranger, online).status == 201


@pytest.mark.django_db(transaction=True)
def test_32_at_once_become_one(online, pupil):
    clients = [client_for(pupil) for _ in range(8)]
    path = f"/courses/courses/{online.pk}/enroll/"
    calls = [partial(client.post, path, idempotency_key=uuid4().hex) for client in clients for _ in range(4)]
    statuses = [answer.status for group in range(4) for answer in call_concurrently(calls[group * 8 : group * 8 + 8])]
    assert sorted(statuses) == [201] + [409] * 31
    assert Enrollment.objects.count() == 1


def test_the_office_enrols_many(online, manager, pupil, second_pupil):
    enrol_user(actor=None, user=second_pupil, course=online, source=EnrollmentSource.OFFICE)
    nobody = str(uuid4())
    body = {"course": str(online.pk), "users": [str(pupil.pk), str(second_pupil.pk), nobody, str(pupil.pk)]}
    expected = [
        {"user": str(pupil.pk), "status": "enrolled"},
        {"user": str(second_pupil.pk), "status": "already_enrolled"},
        {"user": nobody, "status": "not_found"},
    ]
    client = client_for(manager)
    for dry_run, number in ((True, 1), (False, 2)):
        answer = client.post("/courses/enrollments/", body | {"dry_run": dry_run, "reason": "Gift"})
        assert answer.json == {"rows": expected}
        assert Enrollment.objects.count() == number
    over = str(timezone.now() - timedelta(days=1))
    client.post("/courses/enrollments/", body | {"until": over}).check_refused(422, field="until")
    client_for(pupil).post("/courses/enrollments/", body).check_refused(403)


def test_the_office_freezes_prolongs_and_ends(online, manager, pupil):
    mine = enrol_user(actor=None, user=pupil, course=online, source=EnrollmentSource.OFFICE)
    client, path = client_for(manager), f"/courses/enrollments/{mine.pk}/"
    later = (timezone.now() + timedelta(days=30)).isoformat()
    assert client.patch(path, {"until": later}).json["until"] is not None
    frozen = client.patch(path, {"state": "frozen", "reason": "Ill"}).json
    assert (frozen["state"], frozen["reason"]) == ("frozen", "Ill")
    opened = client.patch(path, {"state": "active", "until": None}).json
    assert (opened["state"], opened["until"]) == ("active", None)
    assert client.post(f"{path}end/", {"reason": "Moved"}).json["state"] == "ended"
    client.patch(path, {"until": later}).check_refused(409)
    client_for(pupil).patch(path, {"until": later}).check_refused(403)


def test_a_disputed_enrolment_is_not_opened_by_hand(online, manager, pupil):
    mine = enrol_user(actor=None, user=pupil, course=online, source=EnrollmentSource.ORDER)
    freeze_enrollment(actor=None, enrollment=mine, reason="dispute")
    client_for(manager).patch(f"/courses/enrollments/{mine.pk}/", {"state": "active"}).check_refused(409)


def test_who_sees_which_enrolments(online, group, pupil, parent, teacher, other_teacher, manager, stranger):
    Guardian.objects.get_or_create(parent=parent, child=pupil, defaults={"kind": "mother"})
    mine = enrol_user(actor=None, user=pupil, course=online, source=EnrollmentSource.OFFICE)
    for person, count in ((pupil, 1), (parent, 1), (teacher, 1), (manager, 1), (other_teacher, 0), (stranger, 0)):
        client = client_for(person)
        assert client.get("/courses/enrollments/", {"course": str(online.pk)}).json["count"] == count
        assert client.get(f"/courses/enrollments/{mine.pk}/").status == (200 if count else 404)
    end_enrollment(actor=None, enrollment=mine, reason="over")
    assert client_for(pupil).get("/courses/enrollments/", {"state": "active"}).json["count"] == 0


def test_the_list_costs_the_same_for_many(manager, pupil):
    def add(number):
        course = Course.objects.create(title={"en": f"C{number}"}, slug=f"c{number}", status="published")
        enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)

    check_list_cost(client_for(manager), "/courses/enrollments/", add)
