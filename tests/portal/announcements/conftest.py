"""A branch with a manager, and a family."""

import pytest

from apps.accounts.models import Guardian, User
from apps.settings.models import Branch


@pytest.fixture
def manager(manager: User, branch: Branch) -> User:
    """Works in the branch of both groups."""
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.refresh_from_db()
    manager.branches.add(branch)
    return manager


@pytest.fixture
def family(parent: User, pupil: User, second_pupil: User) -> User:
    """A parent of two pupils of one group."""
    for child in (pupil, second_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
    return parent
