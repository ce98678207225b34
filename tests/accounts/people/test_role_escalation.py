"""Nobody changes who may do more than they, gives more than they hold, or changes their own role."""

import pytest

from apps.accounts.models import OwnRole, User
from apps.core.permissions import Role
from tests import factories

PATH = "/auth/users/"
NEW = {"first_name": "Anvar", "email": "anvar@example.uz"}


def test_manager_cannot_change_an_administrator(admin, manager, client_for):
    client = client_for(manager)
    assert client.get(f"{PATH}{admin.pk}/").status == 200
    assert client.patch(f"{PATH}{admin.pk}/", {"email": "mine@example.uz"}).status == 403
    assert client.post(f"{PATH}{admin.pk}/deactivate/").status == 403
    admin.refresh_from_db()
    assert (admin.email, admin.is_active) == ("aziza.admin@example.uz", True)
    User.objects.filter(pk=admin.pk).update(is_active=False)
    assert client.post(f"{PATH}{admin.pk}/activate/").status == 403
    assert client_for(factories.make_user(Role.ADMIN, "Botir")).post(f"{PATH}{admin.pk}/activate/").status == 200


def test_manager_creates_teachers_but_no_office_users(manager, client_for):
    client = client_for(manager)
    for role in ("admin", "manager"):
        assert client.post(PATH, NEW | {"role": role}).refusal == (403, "forbidden")
    assert User.objects.count() == 1
    assert client.post(PATH, NEW | {"role": "teacher"}).status == 201


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_creating_an_office_user_needs_a_step_up(role, admin):
    client = factories.client_for(admin, stepped_up=False)
    assert client.post(PATH, NEW | {"role": role}).refusal == (403, "step_up_required")
    assert User.objects.count() == 1
    assert client.post(PATH, NEW | {"role": "student"}).status == 201
    assert factories.client_for(admin).post(PATH, NEW | {"role": role, "email": "b@example.uz"}).status == 201


def test_role_change_ends_the_users_sessions(stranger, admin, manager, client_for):
    signed_in = client_for(stranger)
    assert client_for(manager).post(f"{PATH}{stranger.pk}/role/", {"role": "teacher"}).status == 403
    answer = client_for(admin).post(f"{PATH}{stranger.pk}/role/", {"role": "teacher"})
    assert (answer.status, answer.json["role"]) == (200, "teacher")
    assert signed_in.get("/auth/users/me/").status == 401
    stranger.refresh_from_db()
    assert client_for(stranger).get("/homework/queue/").status == 200


def test_custom_role_is_given(stranger, admin, client_for):
    cashier = OwnRole.objects.create(name={"en": "Cashier"}, permissions=["accounts.view_people"])
    path = f"{PATH}{stranger.pk}/role/"
    answer = client_for(admin).post(path, {"role": "manager", "own_role": str(cashier.pk)})
    assert (answer.status, answer.json["own_role"]) == (200, str(cashier.pk))
    stranger.refresh_from_db()
    client = client_for(stranger)
    assert client.get(PATH).status == 200
    assert client.patch(f"{PATH}{stranger.pk}/", {"first_name": "X"}).status == 403
    OwnRole.objects.update(archived_at="2026-10-01T00:00:00Z")
    assert client_for(admin).post(path, {"role": "manager", "own_role": str(cashier.pk)}).status == 404


@pytest.mark.parametrize("role", ["member", "manager"])
def test_own_role_cannot_be_changed(role, admin, client_for):
    assert client_for(admin).post(f"{PATH}{admin.pk}/role/", {"role": role}).status == 409
    admin.refresh_from_db()
    assert admin.role == Role.ADMIN
