"""Nobody has somebody erased who may do more, or who works where they do not."""

import pytest

from apps.accounts.models import OwnRole, User
from apps.core.permissions import Role, get_role_permissions
from apps.jobs.models import Job
from apps.portal.job_kinds import ERASE
from apps.portal.models import ErasureRequest
from apps.settings.models import Branch
from tests import factories

ERASER = sorted({"accounts.view_people", "privacy.erase"} | get_role_permissions(Role.PARENT))


@pytest.fixture
def eraser(stranger):
    """Works in every branch by an own role that may erase, and otherwise what a parent may."""
    role = OwnRole.objects.create(name={"en": "Archivist"}, permissions=ERASER)
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=True)
    return User.objects.get(pk=stranger.pk)


@pytest.fixture
def scoped(admin):
    """An administrator of one branch."""
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    admin.branches.add(Branch.objects.create(name="Yunusobod"))
    return User.objects.get(pk=admin.pk)


def tries(who: User, whom: User) -> list[int]:
    """What they get for erasing the person at once, and for approving that."""
    client = factories.client_for(who)
    request, _made = ErasureRequest.objects.get_or_create(person=whom)
    decided = client.post(f"/auth/erase-requests/{request.pk}/decide/", {"approve": True}).status
    return [client.post(f"/auth/users/{whom.pk}/erase/").status, decided]


def test_custom_role_cannot_erase_a_user_with_more_rights(eraser, manager, parent):
    assert tries(eraser, manager) == [403, 403]
    assert User.objects.get(pk=manager.pk).is_active
    assert not Job.objects.filter(kind=ERASE).exists()
    assert tries(eraser, parent) == [202, 200]


def test_user_of_one_branch_cannot_erase_staff_of_others(scoped, manager, teacher):
    here = scoped.branches.get()
    elsewhere = Branch.objects.create(name="Sergeli")
    manager.branches.add(here, elsewhere)
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    teacher.branches.add(here)
    assert tries(scoped, manager) == [403, 403]
    assert tries(scoped, teacher) in ([403, 403], [404, 404])
    User.objects.filter(pk=teacher.pk).update(all_branches=False)
    assert tries(scoped, User.objects.get(pk=teacher.pk))[0] == 202
