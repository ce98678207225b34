"""Invitation links to online courses: made, used by strangers, the last use once, revoked."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Course, CoursePrice
from apps.learning.models import Enrollment, InvitationLink
from apps.learning.services import invitation_links
from tests.concurrency import call_concurrently
from tests.factories import client_for, make_user
from tests.learning.published import publish_lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def online(course):
    Course.objects.filter(pk=course.pk).update(mode="both")
    publish_lessons(course, {}, {})
    return Course.objects.get(pk=course.pk)


def make_link(user, course, **more):
    body = {"max_uses": 1, "expires_at": (timezone.now() + timedelta(days=7)).isoformat(), **more}
    return client_for(user).post(f"/courses/courses/{course.pk}/invitation-links/", body)


def get_token(answer):
    assert answer.status == 201, answer.json
    return answer.json["url"].rpartition("#token=")[2]


def use(user, token):
    return client_for(user).post("/courses/invitation-links/use/", {"token": token})


def check(token):
    return client_for(None).post("/courses/invitation-links/check/", {"token": token})


def test_a_link_enrols_a_stranger_and_is_counted(online, manager, teacher, group, stranger):
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    made = make_link(manager, online, note="Open day")
    token = get_token(made)
    assert not InvitationLink.objects.filter(token_sha256__contains=token[:20]).exists()
    assert check(token).json == {"course": str(online.pk), "title": online.title | {"ru": online.title.get("ru", "")}}
    answer = use(stranger, token)
    assert (answer.json["source"], answer.json["state"]) == ("invitation", "active")
    for person in (manager, teacher):
        path = f"/courses/courses/{online.pk}/invitation-links/"
        [row] = client_for(person).get(path).json["results"]
        assert (row["used"], row["max_uses"], row["note"], "url" in row) == (1, 1, "Open day", False)
    check(token).check_refused(422, field="token")


def test_the_office_makes_links_of_priced_courses_and_teachers_of_free_ones(online, group, teacher, stranger, manager):
    token = get_token(make_link(teacher, online))
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    make_link(teacher, online).check_refused(403)
    use(stranger, token).check_refused(422, field="token")
    CoursePrice.objects.all().delete()
    assert use(stranger, token).status == 201
    make_link(stranger, online).check_refused(403)


@pytest.mark.parametrize("end", ["revoked", "over", "author gone"])
def test_a_link_that_ended_enrols_nobody(online, manager, stranger, end):
    made = make_link(manager, online)
    token = get_token(made)
    if end == "revoked":
        path = f"/courses/invitation-links/{made.json['id']}/revoke/"
        first = client_for(manager).post(path).json["revoked_at"]
        assert first is not None
        assert client_for(manager).post(path).json["revoked_at"] == first
    elif end == "over":
        InvitationLink.objects.update(expires_at=timezone.now())
    else:
        User.objects.filter(pk=manager.pk).update(is_active=False)
    for answer in (check(token), use(stranger, token), use(stranger, "unknown")):
        answer.check_refused(422, field="token")
    assert not Enrollment.objects.exists()


def test_wrong_links_are_refused(online, manager, stranger):
    make_link(manager, online, max_uses=0).check_refused(422, field="max_uses")
    make_link(manager, online, expires_at=timezone.now().isoformat()).check_refused(422, field="expires_at")
    token = get_token(make_link(manager, online, max_uses=2))
    Course.objects.filter(pk=online.pk).update(status="archived")
    check(token).check_refused(409, "not_open")
    Course.objects.filter(pk=online.pk).update(status="published")
    assert use(stranger, token).status == 201
    use(stranger, token).check_refused(409, "already_enrolled")
    assert Enrollment.objects.count() == 1


def test_nobody_enters_a_priced_course_by_a_link_of_their_own(online, manager, admin):
    token = get_token(make_link(manager, online, max_uses=5))
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    use(manager, token).check_refused(403, "own_payment")
    CoursePrice.objects.all().delete()
    assert use(manager, token).status == 201
    CoursePrice.objects.create(course=online, currency="UZS", amount=100)
    assert use(admin, get_token(make_link(admin, online))).status == 201
    flagged = client_for(admin).get("/payments/flagged-acts/").json["results"]
    assert [row["act"] for row in flagged] == ["learning.enrol"]


def use_at_once(online, manager, number):
    token = get_token(make_link(manager, online))
    people = [make_user(Role.MEMBER, "Racer", email=f"racer{i}@example.uz") for i in range(number)]
    calls = [partial(use, person, token) for person in people]
    return sorted(answer.status for answer in call_concurrently(calls, connected=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_connection_for_each")
def test_the_last_use_taken_by_32_at_once_is_one_enrolment(online, manager):
    assert use_at_once(online, manager, 32) == [201] + [422] * 31
    assert Enrollment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_lock_the_last_use_enrols_several(online, manager, monkeypatch):
    monkeypatch.setattr(invitation_links, "_lock_link", lambda link: None)
    assert use_at_once(online, manager, 8).count(201) > 1
