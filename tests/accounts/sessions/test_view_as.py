"""An administrator sees the platform as somebody else: only reading, for a quarter of an hour, all written down."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import ActivityLog, EndReason, Session, User
from apps.core.permissions import Role
from apps.settings.models import AuditLog
from tests import factories
from tests.access.operations import GUARDED


def look(admin: User, person: User) -> tuple[factories.ApiClient, str]:
    """A client that looks as this person, and its refresh token."""
    answer = factories.client_for(admin).post(f"/auth/users/{person.pk}/view-as/")
    assert answer.status == 201, answer
    assert set(answer.json) == {"access", "refresh", "expires_in"}
    return factories.ApiClient(token=answer.json["access"]), answer.json["refresh"]


def test_requests_read_as_the_user_and_are_recorded(admin, pupil):
    client, _refresh = look(admin, pupil)

    assert client.get("/auth/users/me/").json["id"] == str(pupil.pk)

    assert AuditLog.objects.get(action="accounts.view_as").actor_id == admin.pk
    done = ActivityLog.objects.filter(user=admin, object_id=pupil.pk).order_by("id")
    assert [(row.action, row.device) for row in done] == [("view_as", ""), ("view_as.looked", "/api/v1/auth/users/me/")]
    assert ActivityLog.objects.filter(user=pupil, action="viewed_by_staff", object_id=admin.pk).count() == 1
    pupil.refresh_from_db()
    assert pupil.last_login is None
    assert not AuditLog.objects.filter(action="accounts.sign_in", actor=pupil).exists()


def test_view_as_cannot_write(admin, manager):
    client, _refresh = look(admin, manager)
    written = AuditLog.objects.exclude(action="accounts.refused")
    rows = written.count()
    writing = [o for o in GUARDED if o.method != "GET" and o.name != "POST /auth/logout/"]
    answers = {operation.name: client.request(operation.method, operation.url) for operation in writing}
    assert len(writing) > 20
    assert {name: answer.status for name, answer in answers.items() if answer.status != 403} == {}
    assert {answer.json["code"] for answer in answers.values()} == {"read_only", "forbidden"}
    assert written.count() == rows


def test_sign_out_ends_view_as_and_not_the_administrators_session(admin, pupil):
    office = factories.client_for(admin)
    tokens = office.post(f"/auth/users/{pupil.pk}/view-as/").json
    client = factories.ApiClient(token=tokens["access"])
    assert client.post("/auth/logout/").status == 204
    assert client.get("/auth/users/me/").status == 401
    assert factories.ApiClient().post("/auth/refresh/", {"refresh": tokens["refresh"]}).status == 401
    assert office.get("/auth/users/me/").json["id"] == str(admin.pk)


def test_view_as_cannot_open_sockets(admin, pupil):
    client, _refresh = look(admin, pupil)
    assert client.post("/realtime/tickets/").json["code"] == "read_only"


def test_view_as_lasts_fifteen_minutes_and_stays_read_only(admin, pupil):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        _client, refresh = look(admin, pupil)
    with time_machine.travel(now + timedelta(minutes=14), tick=False):
        renewed = factories.ApiClient().post("/auth/refresh/", {"refresh": refresh})
        client = factories.ApiClient(token=renewed.json["access"])
        assert client.get("/auth/users/me/").status == 200
        assert client.patch("/auth/users/me/", {"locale": "ru"}).json["code"] == "read_only"
    with time_machine.travel(now + timedelta(minutes=15), tick=False):
        assert client.get("/auth/users/me/").status == 401
        assert factories.ApiClient().post("/auth/refresh/", {"refresh": renewed.json["refresh"]}).status == 401


ENDINGS: dict[str, Callable[[User], object]] = {
    "signing out": lambda admin: services.logout(session=Session.objects.filter(user=admin).latest("id")),
    "another role": lambda admin: services.change_role(user=admin, role=Role.TEACHER, actor=None),
    "switched off": lambda admin: services.set_user_active(user=admin, active=False, actor=None),
    "another password": lambda admin: services.end_sessions(user=admin, reason=EndReason.PASSWORD_CHANGED, actor=None),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_view_as_ends_with_the_administrators_sessions(ending, admin, pupil):
    client, _refresh = look(admin, pupil)
    own = factories.client_for(pupil)
    ENDINGS[ending](admin)
    assert client.get("/auth/users/me/").status == 401
    assert own.get("/auth/users/me/").status == 200


def test_view_as_is_refused_for_administrators_self_and_deactivated(admin, pupil):
    client = factories.client_for(admin)
    services.set_user_active(user=pupil, active=False, actor=admin)
    for person in (admin, factories.make_user(Role.ADMIN, "Botir"), pupil):
        assert client.post(f"/auth/users/{person.pk}/view-as/").status == 403
    assert client.post(f"/auth/users/{uuid4()}/view-as/").status == 404
    assert not Session.objects.filter(viewed_by=admin).exists()
