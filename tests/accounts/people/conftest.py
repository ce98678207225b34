import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.settings.models import Branch
from tests import factories


@pytest.fixture
def far_branch(db):
    """A second building."""
    return Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")


@pytest.fixture
def far_group(far_branch, course, other_teacher, other_pupil):
    """In the second building, led by `other_teacher` (who works there only), with `other_pupil`."""
    works_in(other_teacher, far_branch)
    return factories.make_group(
        branch=far_branch, course=course, name="Far", teacher=other_teacher, pupils=(other_pupil,)
    )


@pytest.fixture
def near_manager(branch):
    """Works in the default branch only."""
    user = factories.make_user(Role.MANAGER, "Ravshan", "Qosimov")
    works_in(user, branch)
    return user


def works_in(user: User, *branches: Branch) -> None:
    User.objects.filter(pk=user.pk).update(all_branches=False)
    user.refresh_from_db()
    user.branches.set(branches)
