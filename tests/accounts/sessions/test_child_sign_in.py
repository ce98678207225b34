"""A child signs in by code and pictures, on a device that an adult opened, once; five wrong tries close it."""

from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import ActivityLog, ChildDevice, ChildProfile, Guardian, Session, User
from apps.accounts.services import child_login
from apps.core.errors import NotAuthenticated
from apps.courses.models import Membership
from tests import factories
from tests.accounts.sessions.conftest import SHOWN
from tests.races import run_together

WRONG = tuple(reversed(SHOWN))


def opened(child: User, actor: User) -> str:
    return child_login.open_child_device(child=child, actor=actor).token


def sign_in(client: factories.ApiClient, token: str, child: User, pictures=SHOWN) -> factories.ApiResponse:
    code = ChildProfile.objects.get(user=child).code
    return client.post("/auth/login/child/", {"token": token, "code": code, "pictures": list(pictures)})


def test_parent_opens_a_device_and_the_child_signs_in_once(parent, child, anyone):
    answer = factories.client_for(parent).post(f"/auth/children/{child.pk}/device/")
    assert (answer.status, answer.json["expires_in"]) == (201, 900)
    assert not ChildDevice.objects.filter(token_sha256=answer.json["token"]).exists()

    signed_in = sign_in(anyone, answer.json["token"], child)

    assert (signed_in.status, signed_in.json["user"]["id"], signed_in.json["device"]) == (200, str(child.pk), None)
    assert factories.ApiClient(token=signed_in.json["access"]).get("/auth/users/me/").status == 200
    session = Session.objects.get(user=child)
    assert session.expires_at - session.created_at < child_login.SESSION_LIFETIME + timedelta(seconds=5)
    assert sign_in(anyone, answer.json["token"], child).refusal == (401, "token_invalid")


def test_device_is_opened_only_for_active_current_pupils(manager, teacher, parent, child, group):
    learns = Membership.objects.create(group=group, student=child, joined_on="2026-09-01")
    path = f"/auth/children/{child.pk}/device/"

    def asked(person: User) -> int:
        return factories.client_for(User.objects.get(pk=person.pk)).post(path).status

    User.objects.filter(pk=manager.pk).update(all_branches=False)
    assert asked(manager) == 404, "works in no branch of the child's"
    manager.branches.add(group.branch)
    assert (asked(manager), asked(teacher)) == (201, 201)
    Membership.objects.filter(pk=learns.pk).update(left_on="2026-09-02", status="left")
    assert (asked(manager), asked(teacher)) == (404, 404)
    assert asked(parent) == 201
    User.objects.filter(pk=child.pk).update(is_active=False)
    assert asked(parent) == 404


def test_five_wrong_tries_close_the_sign_in_until_a_device_is_opened(parent, child, anyone):
    token = opened(child, parent)
    for _time in range(child_login.MAX_TRIES - 1):
        assert sign_in(anyone, token, child, WRONG).json["code"] == "login_failed"
    wrong_code = {"token": token, "code": "x", "pictures": list(SHOWN)}
    assert anyone.post("/auth/login/child/", wrong_code).json["code"] == "login_failed"
    assert sign_in(anyone, token, child).json["code"] == "token_invalid"
    assert ChildProfile.objects.get(user=child).closed_at is not None
    assert ActivityLog.objects.filter(user=child, action="sign_in.refused").count() == child_login.MAX_TRIES

    second = opened(child, parent)
    assert sign_in(anyone, token, child).json["code"] == "token_invalid"
    assert sign_in(anyone, second, child).status == 200
    assert ChildProfile.objects.get(user=child).wrong_tries == 0


def test_opened_device_ends_by_time_by_the_next_one_and_with_sessions(parent, child, anyone):
    now = timezone.now()
    with time_machine.travel(now - timedelta(minutes=15), tick=False):
        late = opened(child, parent)
    replaced, ended = opened(child, parent), opened(child, parent)
    assert sign_in(anyone, late, child).status == 401
    assert sign_in(anyone, replaced, child).status == 401
    services.end_sessions(user=child, reason=services.users.EndReason.BY_STAFF, actor=parent)
    assert sign_in(anyone, ended, child).status == 401


def test_child_has_at_most_three_sessions(parent, child, anyone):
    for _time in range(child_login.MAX_SESSIONS + 1):
        assert sign_in(anyone, opened(child, parent), child).status == 200
    assert Session.objects.filter(user=child, ended_at=None).count() == child_login.MAX_SESSIONS
    assert Session.objects.filter(user=child).earliest("id").end_reason == "replaced"


def test_child_without_pictures_or_deactivated_cannot_sign_in(parent, child, anyone):
    token = opened(child, parent)
    User.objects.filter(pk=child.pk).update(is_active=False)
    assert sign_in(anyone, token, child).json["code"] == "token_invalid"
    User.objects.filter(pk=child.pk).update(is_active=True)
    ChildProfile.objects.filter(user=child).update(pictures_hash="")
    assert factories.client_for(parent).post(f"/auth/children/{child.pk}/device/").status == 409
    assert sign_in(anyone, token, child).json["code"] == "login_failed"


def _at_once(number: int, **given: str | tuple[str, ...]) -> int:
    """How many of so many sign-ins at once succeeded."""

    def use(_number: int) -> bool:
        try:
            child_login.login_child(**given, device="", address=None)
        except NotAuthenticated:
            return False
        return True

    return sum(run_together(number, use))


@pytest.mark.usefixtures("a_connection_for_each")
def test_only_one_of_parallel_uses_of_a_device_signs_in(parent, child):
    code = ChildProfile.objects.get(user=child).code
    assert _at_once(4, token=opened(child, parent), code=code, pictures=SHOWN) == 1
    assert Session.objects.filter(user=child).count() == 1


@pytest.mark.usefixtures("a_connection_for_each")
def test_only_five_of_parallel_wrong_tries_are_checked(parent, child, monkeypatch):
    token, looked = opened(child, parent), []
    monkeypatch.setattr(child_login, "verify_pictures", lambda encoded, pictures: looked.append(pictures))
    assert _at_once(12, token=token, code="x", pictures=WRONG) == 0
    assert len(looked) == child_login.MAX_TRIES


@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_atomic_count_more_tries_are_checked(parent, child, monkeypatch):
    token, looked, gate = opened(child, parent), [], Barrier(12)

    def look_then_count(person: User) -> bool:
        profile = ChildProfile.objects.get(user=person)
        gate.wait(timeout=60)
        ChildProfile.objects.filter(user=person).update(wrong_tries=profile.wrong_tries + 1)
        return profile.wrong_tries < child_login.MAX_TRIES

    monkeypatch.setattr(child_login, "verify_pictures", lambda encoded, pictures: looked.append(pictures))
    monkeypatch.setattr(child_login, "_count_try", look_then_count)
    _at_once(12, token=token, code="x", pictures=WRONG)
    assert len(looked) > child_login.MAX_TRIES


def test_child_who_became_staff_cannot_sign_in_by_pictures(admin, manager, child, anyone):
    """A manager would take a colleague's account by it, and a second factor would never be asked for."""
    office, path = factories.client_for(manager), f"/auth/users/{child.pk}/role/"
    refused = factories.client_for(admin).post(path, {"role": "teacher"})
    assert refused.refusal == (409, "conflict"), "a guardian would see all of it"
    Guardian.objects.update(ended_at=timezone.now())
    token = opened(child, admin)
    assert factories.client_for(admin).post(path, {"role": "teacher"}).status == 200
    ChildDevice.objects.update(used_at=None)

    assert sign_in(anyone, token, child).json["code"] == "token_invalid"
    assert office.post(f"/auth/children/{child.pk}/device/").status == 409
    assert office.post(f"/auth/children/{child.pk}/reset/").status == 404
