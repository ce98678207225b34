"""The named guards, each with who gets past and who does not; and each has its line in docs/security.md."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from api import guards
from api.auth import Identity
from apps.accounts.access import GuardianRight
from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.errors import DomainError, ErrorCode, Forbidden, NotAuthenticated, NotFound
from apps.core.permissions import Role
from tests import factories
from tests.access.operations import OPERATIONS
from tests.accounts.entry import signup as entry

VERIFIED = {
    "GET /auth/children/{id}/export/",
    "GET /auth/users/me/export/",
    "POST /auth/children/{id}/device/",
    "POST /auth/children/{id}/erase-request/",
    "POST /auth/children/{id}/export/",
    "POST /auth/invitations/",
    "POST /auth/invitations/{id}/resend/",
    "POST /auth/users/me/export/",
}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"


def asking(user: User, method: str = "GET") -> Any:
    """A request of this person that authentication let through."""
    request: Any = RequestFactory().generic(method, "/")
    client = factories.client_for(user)
    request.auth = Identity(user=user, session=client.session)
    return request


def knocking(user: User | None) -> Any:
    """A request with this person's token that authentication has not seen yet."""
    headers = {"Authorization": f"Bearer {factories.client_for(user).token}"} if user else {}
    return RequestFactory().get("/", headers=headers)


def assert_refused(error: type[DomainError], guard: Any, *args: Any, code: str | None = None, **options: Any) -> None:
    with pytest.raises(error) as refused:
        guard(*args, **options)
    assert code in (None, refused.value.code)


@pytest.mark.parametrize("name", sorted(guards.GUARDS))
def test_every_guard_is_documented(name):
    assert f"| `{name}` |" in PAGE.read_text(encoding="utf-8")


def test_permission_lets_users_with_it_pass(manager, pupil):
    guard = guards.permission("groups.manage")
    assert guard(knocking(manager)).user == manager
    assert_refused(Forbidden, guard, knocking(pupil))
    assert_refused(NotAuthenticated, guard, knocking(None))


def test_verified_needs_a_verified_address(pupil, manager):
    guard = guards.build_verified_user_auth("homework.submit")
    _unprove(pupil)
    assert_refused(Forbidden, guard, knocking(pupil), code=ErrorCode.NOT_VERIFIED)
    for field in ("email_verified_at", "phone_verified_at"):
        User.objects.filter(pk=pupil.pk).update(**{field: timezone.now()})
        assert guard(knocking(pupil)).user == pupil
        User.objects.filter(pk=pupil.pk).update(**{field: None})
    User.objects.filter(pk=pupil.pk).update(email=None, phone="+998901234567")
    assert_refused(Forbidden, guard, knocking(pupil))
    assert_refused(Forbidden, guards.build_verified_user_auth("jobs.view"), knocking(manager), code=ErrorCode.FORBIDDEN)


def test_verified_lets_children_pass_and_no_other_user_without_an_address(pupil, second_pupil):
    _unprove(pupil, email=None)
    _unprove(second_pupil)
    ChildProfile.objects.create(user=second_pupil, birth_date=date(2017, 3, 4), code="104817")
    guard = guards.build_verified_user_auth("homework.submit")
    assert guard(knocking(second_pupil)).user == second_pupil
    assert_refused(Forbidden, guard, knocking(pupil), code=ErrorCode.NOT_VERIFIED)


def test_operations_that_need_a_verified_address():
    """What hands out people's data or lets somebody in; and the page names each."""
    names = {operation.name for operation in OPERATIONS if isinstance(operation.auth[0], guards.Verified)}
    assert names == VERIFIED
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in sorted(VERIFIED) if f"{name.partition(' ')[2]}`" not in page] == []


@pytest.mark.parametrize("name", sorted(VERIFIED))
def test_operations_are_refused_without_a_verified_address(name, admin):
    operation = next(operation for operation in OPERATIONS if operation.name == name)
    _unprove(admin)
    answer = factories.client_for(admin).request(operation.method, operation.url)
    assert (answer.status, answer.json["code"]) == (403, "not_verified")


def test_first_password_verifies_a_user_created_by_the_office(manager, pupil):
    """And whose address the office changed, once they prove the new one: with nobody's help."""
    email = entry.new_email()
    new = {"first_name": "Gulnora", "role": "parent", "email": email}
    assert factories.client_for(manager).post("/auth/users/", new).status == 201
    entry.new_client().post("/auth/password-reset/", {"login": email})
    body = {"token": entry.get_sent_token(email), "password": entry.PASSWORD}
    assert entry.new_client().post("/auth/password-reset/confirm/", body).status == 204
    gulnora = User.objects.get(email=email)
    assert factories.client_for(gulnora).post("/auth/users/me/export/").status == 202

    changed = entry.new_email()
    factories.client_for(manager).patch(f"/auth/users/{gulnora.pk}/", {"email": changed})
    gulnora.refresh_from_db()
    assert factories.client_for(gulnora).get("/auth/users/me/export/").json["code"] == "not_verified"
    entry.new_client().post("/auth/verify-email/resend/", {"email": changed})
    proof = {"email": changed, "code": entry.get_sent_code(changed)}
    assert entry.new_client().post("/auth/verify-email/", proof).status == 204
    assert factories.client_for(gulnora).get("/auth/users/me/export/").status == 200


def _unprove(user: User, **values: None) -> None:
    User.objects.filter(pk=user.pk).update(email_verified_at=None, phone_verified_at=None, **values)


def test_owner_or_read_only_lets_others_only_read(pupil, second_pupil):
    guards.check_owner_or_read_only(asking(second_pupil), pupil.pk)
    guards.check_owner_or_read_only(asking(pupil, "PATCH"), pupil.pk)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert_refused(Forbidden, guards.check_owner_or_read_only, asking(second_pupil, method), pupil.pk)
        assert_refused(Forbidden, guards.check_owner_or_read_only, asking(second_pupil, method), None)


def test_course_teacher_teaches_a_group_of_the_course(group, course, teacher, assistant, manager, stranger):
    for person in (teacher, assistant, manager):
        assert guards.get_course_as_teacher(asking(person), course.pk) == course
    other = factories.make_course(slug="german-a1")
    assert guards.get_course_as_teacher(asking(manager), other.pk) == other
    for person, course_id in ((teacher, other.pk), (manager, uuid4())):
        assert_refused(NotFound, guards.get_course_as_teacher, asking(person), course_id)
    idle = factories.make_user(Role.TEACHER, "Idle")
    for person in (idle, stranger, group.memberships.first().student):
        assert_refused(NotFound, guards.get_course_as_teacher, asking(person), course.pk)


def test_group_teacher_leads_or_assists(group, other_teacher, teacher, assistant, manager, pupil):
    for person in (teacher, assistant, manager):
        assert guards.get_group_as_teacher(asking(person), group.pk) == group
    for person in (other_teacher, pupil):
        assert_refused(NotFound, guards.get_group_as_teacher, asking(person), group.pk)


def test_own_child_follows_the_open_link_and_its_rights(parent, pupil, second_pupil):
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=False)
    assert guards.get_child_as_guardian(asking(parent), pupil.pk) == pupil
    assert guards.get_child_as_guardian(asking(parent), pupil.pk, right=GuardianRight.PROGRESS) == pupil
    assert_refused(NotFound, guards.get_child_as_guardian, asking(parent), pupil.pk, right=GuardianRight.PAYMENTS)
    assert_refused(NotFound, guards.get_child_as_guardian, asking(parent), second_pupil.pk)
    assert_refused(NotFound, guards.get_child_as_guardian, asking(pupil), parent.pk)
    Guardian.objects.filter(pk=link.pk).update(ended_at=timezone.now())
    assert_refused(NotFound, guards.get_child_as_guardian, asking(parent), pupil.pk)


def test_moderator_or_up_is_the_office(manager, admin, teacher, pupil):
    guards.check_moderator(asking(manager))
    guards.check_moderator(asking(admin))
    for person in (teacher, pupil):
        assert_refused(Forbidden, guards.check_moderator, asking(person))
