"""The named guards, each with who gets past and who does not; and each has its line in docs/security.md."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from api import guards
from api.auth import Identity
from apps.accounts.access import Sees
from apps.accounts.models import Guardian, User
from apps.core.errors import ErrorCode, Forbidden, NotAuthenticated, NotFound
from apps.core.permissions import Role
from apps.courses.models import Course, Group
from tests import cast

PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"


def asking(user: User, method: str = "GET") -> Any:
    """A request of this person that authentication let through."""
    request: Any = RequestFactory().generic(method, "/")
    client = cast.client_for(user)
    request.auth = Identity(user=user, session=client.session)
    return request


def knocking(user: User | None) -> Any:
    """A request with this person's token that authentication has not seen yet."""
    headers = {"Authorization": f"Bearer {cast.client_for(user).token}"} if user else {}
    return RequestFactory().get("/", headers=headers)


@pytest.mark.parametrize("name", sorted(guards.GUARDS))
def test_every_guard_has_its_line_on_the_page(name: str) -> None:
    assert f"| `{name}` |" in PAGE.read_text(encoding="utf-8")


def test_permission_lets_holders_past(manager: User, pupil: User) -> None:
    guard = guards.permission("groups.manage")
    assert guard(knocking(manager)).user == manager
    with pytest.raises(Forbidden):
        guard(knocking(pupil))
    with pytest.raises(NotAuthenticated):
        guard(knocking(None))


def test_verified_asks_for_a_proven_address_too(pupil: User, manager: User) -> None:
    guard = guards.verified("homework.submit")
    with pytest.raises(Forbidden) as refused:
        guard(knocking(pupil))
    assert refused.value.code == ErrorCode.NOT_VERIFIED
    for field in ("email_verified_at", "phone_verified_at"):
        User.objects.filter(pk=pupil.pk).update(**{field: timezone.now()})
        assert guard(knocking(pupil)).user == pupil
        User.objects.filter(pk=pupil.pk).update(**{field: None})
    with pytest.raises(Forbidden) as refused:
        guards.verified("jobs.view")(knocking(manager))
    assert refused.value.code == ErrorCode.FORBIDDEN


def test_verified_takes_a_child_without_any_address_as_vouched_for(pupil: User) -> None:
    User.objects.filter(pk=pupil.pk).update(email=None)
    assert guards.verified("homework.submit")(knocking(pupil)).user == pupil


def test_owner_or_read_only_lets_others_only_read(pupil: User, second_pupil: User) -> None:
    guards.owner_or_read_only(asking(second_pupil), pupil.pk)
    guards.owner_or_read_only(asking(pupil, "PATCH"), pupil.pk)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        with pytest.raises(Forbidden):
            guards.owner_or_read_only(asking(second_pupil, method), pupil.pk)
        with pytest.raises(Forbidden):
            guards.owner_or_read_only(asking(second_pupil, method), None)


def test_course_teacher_is_who_teaches_a_group_of_it(
    group: Group, course: Course, teacher: User, assistant: User, manager: User, stranger: User
) -> None:
    for person in (teacher, assistant, manager):
        assert guards.course_teacher(asking(person), course.pk) == course
    other = cast.make_course(slug="german-a1")
    assert guards.course_teacher(asking(manager), other.pk) == other
    for person, course_id in ((teacher, other.pk), (manager, uuid4())):
        with pytest.raises(NotFound):
            guards.course_teacher(asking(person), course_id)
    idle = cast.make_user(Role.TEACHER, "Idle")
    for person in (idle, stranger, group.memberships.first().student):
        with pytest.raises(NotFound):
            guards.course_teacher(asking(person), course.pk)


def test_group_teacher_is_who_leads_or_assists(
    group: Group, other_teacher: User, teacher: User, assistant: User, manager: User, pupil: User
) -> None:
    for person in (teacher, assistant, manager):
        assert guards.group_teacher(asking(person), group.pk) == group
    for person in (other_teacher, pupil):
        with pytest.raises(NotFound):
            guards.group_teacher(asking(person), group.pk)


def test_own_child_follows_the_open_link_and_its_rights(parent: User, pupil: User, second_pupil: User) -> None:
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=False)
    assert guards.own_child(asking(parent), pupil.pk) == pupil
    assert guards.own_child(asking(parent), pupil.pk, sees=Sees.PROGRESS) == pupil
    with pytest.raises(NotFound):
        guards.own_child(asking(parent), pupil.pk, sees=Sees.PAYMENTS)
    with pytest.raises(NotFound):
        guards.own_child(asking(parent), second_pupil.pk)
    with pytest.raises(NotFound):
        guards.own_child(asking(pupil), parent.pk)
    Guardian.objects.filter(pk=link.pk).update(ended_at=timezone.now())
    with pytest.raises(NotFound):
        guards.own_child(asking(parent), pupil.pk)


def test_moderator_or_up_is_the_office(manager: User, admin: User, teacher: User, pupil: User) -> None:
    guards.moderator_or_up(asking(manager))
    guards.moderator_or_up(asking(admin))
    for person in (teacher, pupil):
        with pytest.raises(Forbidden):
            guards.moderator_or_up(asking(person))
