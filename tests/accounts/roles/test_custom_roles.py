"""A centre cuts own roles from the table of permissions; whoever has one may do what it holds, and no more."""

import pytest

from apps.accounts.models import OwnRole, User
from apps.core.permissions import all_permissions, get_common_permissions
from tests import factories

NAME = {"uz": "Kassir", "ru": "", "en": "Cashier"}


@pytest.fixture
def role(db):
    return OwnRole.objects.create(name=NAME, permissions=["groups.see_all", "groups.read_members"])


@pytest.fixture
def cashier(manager, role):
    User.objects.filter(pk=manager.pk).update(own_role=role)
    manager.refresh_from_db()
    return manager


def test_role_table_has_every_permission_and_role(admin, role):
    table = factories.client_for(admin).get("/auth/roles/").json
    assert {row["name"] for row in table["permissions"]} == set(all_permissions())
    assert [row["role"] for row in table["built_in"]] == ["admin", "manager", "teacher", "student", "parent", "member"]
    assert [(row["id"], row["holders"]) for row in table["own"]] == [(str(role.pk), 0)]
    assert {row["name"] for row in table["permissions"] if row["everyones"]} == get_common_permissions()


def test_administrator_creates_changes_and_archives_a_custom_role(admin):
    client = factories.client_for(admin)
    made = client.post("/auth/roles/", {"name": {"uz": "Kassir"}, "permissions": ["groups.see_all"]})
    assert (made.status, made.json["name"]["uz"]) == (201, "Kassir")
    assert set(made.json["permissions"]) == get_common_permissions() | {"groups.see_all"}
    path = f"/auth/roles/{made.json['id']}/"
    changed = client.patch(path, {"permissions": []})
    assert (changed.status, set(changed.json["permissions"])) == (200, get_common_permissions())
    assert client.patch(path, {"name": {"en": "Till"}}).json["name"] == {"uz": "Kassir", "ru": "", "en": "Till"}
    assert client.delete(path).status == 204
    assert [client.get(path).status, client.delete(path).status, client.patch(path, {}).status] == [404] * 3
    assert OwnRole.objects.get().archived_at is not None


def test_custom_role_replaces_the_permissions_of_the_built_in_role(cashier, pupil):
    client = factories.client_for(cashier)
    assert client.get("/courses/groups/").status == 200
    assert client.get("/homework/queue/").status == 403
    me = client.get("/auth/users/me/").json
    assert set(me["permissions"]) == get_common_permissions() | {"groups.see_all", "groups.read_members"}


def test_permission_change_takes_effect_at_once_and_ends_sessions(admin, cashier, group, role):
    client, members = factories.client_for(cashier), f"/courses/groups/{group.pk}/members/"
    assert client.get(members).status == 200
    answer = factories.client_for(admin).patch(f"/auth/roles/{role.pk}/", {"permissions": ["groups.see_all"]})
    assert answer.status == 200
    assert client.get(members).status == 401
    assert factories.client_for(User.objects.get(pk=cashier.pk)).get(members).status == 403


def test_role_in_use_cannot_be_archived(admin, cashier, role):
    client = factories.client_for(admin)
    assert client.delete(f"/auth/roles/{role.pk}/").status == 409
    User.objects.filter(pk=cashier.pk).update(own_role=None)
    assert client.delete(f"/auth/roles/{role.pk}/").status == 204


def test_archived_role_has_only_permissions_of_every_user(cashier, role):
    OwnRole.objects.update(archived_at=role.created_at)
    assert User.objects.get(pk=cashier.pk).permission_set == get_common_permissions()


def test_permission_that_the_actor_lacks_is_refused(cashier, role):
    """Also not to themselves: a holder of `roles.manage` alone can take away, and add only what is theirs."""
    OwnRole.objects.filter(pk=role.pk).update(permissions=["roles.manage", "groups.see_all"])
    client = factories.client_for(User.objects.get(pk=cashier.pk))
    body = {"name": NAME, "permissions": ["jobs.view"]}
    assert client.post("/auth/roles/", body).status == 403
    assert client.patch(f"/auth/roles/{role.pk}/", {"permissions": ["roles.manage", "jobs.view"]}).status == 403
    other = OwnRole.objects.create(name=NAME, permissions=["jobs.view", "groups.see_all"])
    kept = client.patch(f"/auth/roles/{other.pk}/", {"permissions": ["jobs.view"]})
    assert (kept.status, "jobs.view" in kept.json["permissions"]) == (200, True)
    assert client.post("/auth/roles/", {**body, "permissions": ["groups.see_all"]}).status == 201


@pytest.mark.parametrize(
    "body",
    [
        {"name": {}, "permissions": []},
        {"name": {"en": " "}, "permissions": []},
        {"name": NAME, "permissions": ["groups.fly"]},
        {"name": NAME, "permissions": ["no name"]},
        {"name": NAME},
        {"name": NAME, "permissions": [], "holders": 3},
    ],
)
def test_invalid_role_is_refused_and_names_the_field(admin, body):
    answer = factories.client_for(admin).post("/auth/roles/", body)
    assert answer.status == 422
    assert answer.json["fields"]
    assert not OwnRole.objects.exists()


def test_administrator_with_a_custom_role_cannot_use_the_admin(admin, role):
    assert admin.is_staff
    assert admin.has_perm("accounts.change_user")
    admin.own_role = role
    assert not admin.is_staff
    assert not admin.has_perm("accounts.change_user")
    assert not admin.has_module_perms("accounts")
