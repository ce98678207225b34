"""Enrolments over REST: free courses, priced ones, the office, and who sees which enrolment."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Course, CoursePrice
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import end_enrollment, enrol_user, freeze_enrollment
from apps.settings.models import Branch
from tests import factories
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
    for reason in ("Ill", "dispute"):
        frozen = client.patch(path, {"state": "frozen", "reason": reason}).json
        assert (frozen["state"], frozen["cause"], frozen["reason"]) == ("frozen", "office", reason)
        opened = client.patch(path, {"state": "active", "until": None}).json
        assert (opened["state"], opened["cause"], opened["until"]) == ("active", "", None)
    assert client.post(f"{path}end/", {"reason": "Moved"}).json["state"] == "ended"
    client.patch(path, {"until": later}).check_refused(409)
    client_for(pupil).patch(path, {"until": later}).check_refused(403)


def test_nobody_gives_their_own_family_more_of_a_priced_course(online, manager, admin):
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    end = timezone.now() + timedelta(days=9)
    later, sooner = str(end + timedelta(days=9)), str(end - timedelta(days=1))
    mine, theirs = (
        enrol_user(actor=None, user=person, course=online, source=EnrollmentSource.ORDER, until=end)
        for person in (manager, admin)
    )
    client, path = client_for(manager), f"/courses/enrollments/{mine.pk}/"
    for until in (later, None):
        client.patch(path, {"until": until}).check_refused(403, "own_payment")
    assert client.patch(path, {"until": sooner, "state": "frozen"}).status == 200
    client.patch(path, {"state": "active"}).check_refused(403, "own_payment")
    assert client_for(admin).patch(f"/courses/enrollments/{theirs.pk}/", {"until": later}).status == 200
    flagged = client_for(admin).get("/payments/flagged-acts/").json["results"]
    assert [row["act"] for row in flagged] == ["learning.prolong"]
    CoursePrice.objects.all().delete()
    assert client.patch(path, {"state": "active", "until": None}).status == 200


def test_the_office_of_a_branch_sees_enrolments_of_its_people(online, group, manager, pupil, stranger):
    for person in (pupil, stranger):
        enrol_user(actor=None, user=person, course=online, source=EnrollmentSource.OFFICE)
    other = Branch.objects.create(name="Other branch", zone="Asia/Tashkent")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    for branch, count in ((group.branch, 1), (other, 0)):
        manager.branches.set([branch])
        answer = client_for(manager).get("/courses/enrollments/")
        assert answer.json["count"] == count
        theirs = Enrollment.objects.get(user=pupil)
        assert client_for(manager).get(f"/courses/enrollments/{theirs.pk}/").status == (200 if count else 404)


def test_who_sees_which_enrolments(online, group, pupil, parent, teacher, other_teacher, manager, stranger):
    Guardian.objects.get_or_create(parent=parent, child=pupil, defaults={"kind": "mother"})
    mine = enrol_user(actor=None, user=pupil, course=online, source=EnrollmentSource.OFFICE)
    for person, count in ((pupil, 1), (parent, 1), (teacher, 1), (manager, 1), (other_teacher, 0), (stranger, 0)):
        client = client_for(person)
        assert client.get("/courses/enrollments/", {"course": str(online.pk)}).json["count"] == count
        assert client.get(f"/courses/enrollments/{mine.pk}/").status == (200 if count else 404)
    end_enrollment(actor=None, enrollment=mine, reason="over")
    assert client_for(pupil).get("/courses/enrollments/", {"state": "active"}).json["count"] == 0


def test_teachers_find_their_learners_by_name_alone(online, group, teacher, pupil, second_pupil):
    for person, phone in ((pupil, "+998901234567"), (second_pupil, "+998907654321")):
        enrol_user(actor=None, user=person, course=online, source=EnrollmentSource.OFFICE)
        User.objects.filter(pk=person.pk).update(phone=phone)
    freeze_enrollment(actor=None, enrollment=Enrollment.objects.get(user=second_pupil), reason="")

    def find(**query):
        rows = client_for(teacher).get("/courses/enrollments/", {"course": str(online.pk), **query}).json["results"]
        return {row["user"]["id"] for row in rows}

    assert find() == {str(pupil.pk), str(second_pupil.pk)}
    assert find(search=pupil.first_name.lower()) == {str(pupil.pk)}
    assert find(search=pupil.first_name, state="frozen") == set()
    assert find(search="1234567") == find(search=pupil.email) == set()


@pytest.mark.django_db(transaction=True)
def test_two_of_the_office_who_enrol_the_same_people_do_not_wait_for_each_other(online, manager, admin):
    people = [str(factories.make_user(Role.STUDENT, f"Pupil{letter}").pk) for letter in "abcdefghijkl"]

    def enrol(office, users):
        return client_for(office).post("/courses/enrollments/", {"course": str(online.pk), "users": users}).status

    statuses = call_concurrently([partial(enrol, manager, people), partial(enrol, admin, people[::-1])])
    assert set(statuses) <= {200, 409}
    assert Enrollment.objects.filter(course=online, state="active").count() == 12


def test_the_list_costs_the_same_for_many(manager, pupil):
    def add(number):
        course = Course.objects.create(title={"en": f"C{number}"}, slug=f"c{number}", status="published")
        enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)

    check_list_cost(client_for(manager), "/courses/enrollments/", add)


@pytest.mark.parametrize("dry_run", [False, True])
def test_nobody_enrols_their_own_family_in_a_priced_course(online, manager, pupil, stranger, dry_run):
    Guardian.objects.create(parent=manager, child=pupil)
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    office = client_for(manager)
    for own in (manager, pupil):
        body = {"course": str(online.pk), "users": [str(stranger.pk), str(own.pk)], "dry_run": dry_run}
        office.post("/courses/enrollments/", body).check_refused(403, "own_payment")
    assert not Enrollment.objects.exists()
    body["users"] = [str(stranger.pk)]
    assert office.post("/courses/enrollments/", body).status == 200
    CoursePrice.objects.all().delete()
    body["users"] = [str(manager.pk), str(pupil.pk)]
    answer = office.post("/courses/enrollments/", body)
    assert [row["status"] for row in answer.json["rows"]] == ["enrolled"] * 2


def test_who_may_confirm_their_own_is_flagged(online, admin):
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    body = {"course": str(online.pk), "users": [str(admin.pk)]}
    for dry_run in (True, False):
        assert client_for(admin).post("/courses/enrollments/", body | {"dry_run": dry_run}).status == 200
    flagged = client_for(admin).get("/payments/flagged-acts/").json["results"]
    assert [(row["act"], row["amount"]["amount"]) for row in flagged] == [("learning.enrol", 100)]
