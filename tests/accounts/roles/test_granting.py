"""Nobody gives a role with more rights than their own, or rules over a person who may more."""

import pytest

from apps.accounts import access
from apps.accounts.models import OwnRole
from apps.core.errors import Forbidden
from apps.core.permissions import Role
from tests import factories


def test_only_roles_within_own_rights_can_be_given(admin, manager):
    strong = OwnRole.objects.create(name={"en": "X"}, permissions=["jobs.view"])
    weak = OwnRole.objects.create(name={"en": "Y"}, permissions=["groups.see_all"])
    access.check_can_grant_role(admin, role="admin")
    access.check_can_grant_role(manager, role="student")
    access.check_can_grant_role(manager, role="admin", own_role=weak)
    for role, own in (("admin", None), ("student", strong)):
        with pytest.raises(Forbidden):
            access.check_can_grant_role(manager, role=role, own_role=own)


def test_user_with_more_rights_cannot_be_managed_even_when_deactivated(admin, manager):
    access.check_can_manage_user(admin, manager)
    access.check_can_manage_user(manager, factories.make_user(Role.STUDENT, "Lola"))
    for active in (True, False):
        admin.is_active = active
        with pytest.raises(Forbidden):
            access.check_can_manage_user(manager, admin)


def test_new_objects_go_into_a_branch_of_the_user(manager, branch):
    assert access.get_branch_for_new_objects(manager) == branch
    elsewhere = type(branch).objects.create(name="Yunusobod")
    manager.all_branches = False
    with pytest.raises(Forbidden):
        access.get_branch_for_new_objects(manager)
    manager.branches.add(elsewhere)
    assert access.get_branch_for_new_objects(manager) == elsewhere
