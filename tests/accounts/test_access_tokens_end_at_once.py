"""Logout, deactivation, another role, another password: the very next request of the old token is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from apps.accounts import services, tokens
from apps.accounts.models import Session, User
from apps.core.errors import NotAuthenticated
from apps.core.permissions import Role
from tests import factories

ENDINGS: dict[str, Callable[[User, Session], None]] = {
    "logout": lambda user, session: services.logout(session=session),
    "deactivated": lambda user, session: services.set_user_active(user=user, active=False, actor=None),
    "another role": lambda user, session: services.change_role(user=user, role=Role.MANAGER, actor=None),
    "another password": lambda user, session: services.set_password(user=user, password=None, actor=None),
    "deleted": lambda user, session: user.delete() and None,
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_next_request_is_refused(ending, teacher):
    client = factories.client_for(teacher)
    assert client.session is not None
    assert client.get("/auth/users/me/").status == 200

    ENDINGS[ending](teacher, client.session)

    assert client.get("/auth/users/me/").refusal == (401, "token_invalid")


def test_expired_session_is_refused(teacher):
    client = factories.client_for(teacher)
    assert client.session is not None
    assert client.get("/auth/users/me/").status == 200

    Session.objects.filter(pk=client.session.pk).update(expires_at=timezone.now())

    assert client.get("/auth/users/me/").status == 401


def test_is_active_false_on_the_row_is_enough(teacher):
    token = services.open_session(user=teacher, device="", address=None).access
    assert tokens.verify_access_token(token)[0] == teacher
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    with pytest.raises(NotAuthenticated):
        tokens.verify_access_token(token)


def test_access_token_lives_five_minutes(teacher):
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        token = services.open_session(user=teacher, device="", address=None).access
    with time_machine.travel(start + timedelta(seconds=settings.ACCESS_TOKEN_SECONDS - 1), tick=False):
        assert tokens.verify_access_token(token)[0] == teacher
    end = start + timedelta(seconds=settings.ACCESS_TOKEN_SECONDS)
    with time_machine.travel(end, tick=False), pytest.raises(NotAuthenticated):
        tokens.verify_access_token(token)


def test_logout_ends_only_this_session(teacher):
    phone, laptop = factories.client_for(teacher, device="phone"), factories.client_for(teacher, device="laptop")

    assert phone.post("/auth/logout/").status == 204

    assert phone.get("/auth/users/me/").status == 401
    assert laptop.get("/auth/users/me/").status == 200
    ended = Session.objects.get(device="phone")
    assert (ended.end_reason, ended.ended_at is not None) == ("logout", True)


def test_activated_user_has_to_sign_in_again(teacher):
    before = factories.client_for(teacher)
    services.set_user_active(user=teacher, active=False, actor=None)
    services.set_user_active(user=teacher, active=True, actor=None)

    assert before.get("/auth/users/me/").status == 401
    teacher.refresh_from_db()
    assert factories.client_for(teacher).get("/auth/users/me/").status == 200


def test_sign_in_during_a_password_change_does_not_outlive_it(teacher):
    read_before = User.objects.get(pk=teacher.pk)
    services.set_password(user=teacher, password=None, actor=None)

    with pytest.raises(NotAuthenticated):
        services.open_session(user=read_before, device="", address=None)
    assert not Session.objects.filter(user=teacher, ended_at=None).exists()


def test_verifying_a_token_takes_one_query(teacher, django_assert_num_queries):
    token = services.open_session(user=teacher, device="", address=None).access
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        tokens.verify_access_token(token)
